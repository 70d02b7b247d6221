export const PHOTO_ERRORS = {
  'photo.link-invalid': {
    kind: 'not-found',
    zh: '拍照链接无效，请在前台重新扫码',
    en: 'This photo link is not valid; scan a new code at the counter',
  },
  'photo.link-expired': {
    kind: 'conflict',
    zh: '拍照链接已过期，请在前台重新扫码',
    en: 'The photo link has expired; scan a new code at the counter',
  },
  'photo.link-closed': {
    kind: 'conflict',
    zh: '拍照已结束，链接不能再用；还要拍请在前台重新扫码',
    en: 'These photos are finished and the link has ended; scan a new code at the counter',
  },
  'photo.link-spent': {
    kind: 'conflict',
    zh: '该链接上传次数已用完，请在前台重新扫码',
    en: 'This link has sent as many photos as it may; scan a new code at the counter',
  },
  'photo.too-many': {
    kind: 'full',
    zh: '每件器具最多 {max} 张照片，请先删去不要的',
    en: 'An instrument has at most {max} photos; remove one first',
  },
  'photo.item-over': {
    kind: 'conflict',
    zh: '器具不在前台或已办结，不能再增删照片',
    en: 'The instrument is not at the desk or is done with; its photos stay as they are',
  },
} as const;
