export const FILING_ERRORS = {
  'filing.open-exists': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）已在备案申请中',
    en: '{name} ({serialNumber}) is in an open filing already',
  },
  'filing.already-filed': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）已在该机构备案，可直接约检',
    en: '{name} ({serialNumber}) is filed with this institution already; book it directly',
  },
  'filing.kind-not-fileable': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）的种别不需要强制检定，不能备案',
    en: '{name} ({serialNumber}): its kind needs no compulsory verification',
  },
  'filing.institution-not-capable': {
    kind: 'conflict',
    zh: '所选机构没有“{kind}”（{mode}）的检定能力',
    en: 'The institution is not authorised for “{kind}” ({mode})',
  },
  'filing.institution-unknown': {
    kind: 'invalid',
    zh: '没有这个检定机构',
    en: 'There is no such institution',
  },
  'filing.instrument-not-found': { kind: 'invalid', zh: '没有这台器具', en: 'There is no such instrument' },
  'filing.no-items': { kind: 'invalid', zh: '请至少选择一台器具', en: 'Choose at least one instrument' },
  'filing.reason-required': {
    kind: 'invalid',
    zh: '请写明需要补正的内容',
    en: 'Say what is to be corrected',
  },
  'filing.region-retired': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）的所属地代码 {regionCode} 已撤销，请先修改',
    en: '{name} ({serialNumber}): region code {regionCode} is retired; change it first',
  },
  'filing.already-decided': {
    kind: 'conflict',
    zh: '已由他人处理',
    en: 'Somebody else has decided it already',
  },
  'filing.own-submission': {
    kind: 'forbidden',
    zh: '提交人不能审核自己提交的申请',
    en: 'Whoever submits cannot review the same thing',
  },
} as const;
