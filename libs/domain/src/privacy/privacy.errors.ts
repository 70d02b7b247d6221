export const PRIVACY_ERRORS = {
  'privacy.ask-your-admin': {
    kind: 'conflict',
    zh: '您的账号由单位管理员管理，请联系管理员停用',
    en: 'Your account is looked after by your administrator; ask for it to be closed',
  },
  'privacy.last-admin': {
    kind: 'conflict',
    zh: '您是本单位唯一的管理员，请先指定其他管理员，或注销企业',
    en: 'You are the only administrator: name another one first, or close the enterprise',
  },
  'privacy.in-review': {
    kind: 'conflict',
    zh: '注册申请正在审核，审核结束后可以注销',
    en: 'Your registration is in review; once it is decided you can be forgotten',
  },
  'privacy.open-business': {
    kind: 'conflict',
    zh: '还有 {count} 件业务未办结（备案审核、约检或检定），办结或撤回后才能注销企业',
    en: '{count} cases are still open (filing, booking or verification); finish or withdraw them first',
  },
  'privacy.already-requested': {
    kind: 'conflict',
    zh: '已经申请过注销',
    en: 'It has been asked for already',
  },
} as const;
