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
    zh: '{name}（{serialNumber}）：所选机构不能以该检定方式检定“{kind}”，请改选其他机构',
    en: '{name} ({serialNumber}): the institution is not authorised for “{kind}” in this mode; choose another',
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
    zh: '{name}（{serialNumber}）的所属地代码 {regionCode} 已撤销，请先修改{suggestion}',
    en: '{name} ({serialNumber}): region code {regionCode} is retired; change it first{suggestion}',
  },
  'filing.kind-ended': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）的种别 {categoryCode} {kind} 已不在现行目录，请先改为现行种别{suggestion}',
    en: '{name} ({serialNumber}): kind {categoryCode} {kind} is no longer in the catalogue; change it first{suggestion}',
  },
  'filing.kind-unknown': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）的种别代码 {categoryCode} 不在现行强检目录中，请先修改',
    en: '{name} ({serialNumber}): category code {categoryCode} is not in the catalogue in force; change it first',
  },
  'filing.not-active': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）不在用，请先启用',
    en: '{name} ({serialNumber}) is not in use',
  },
  'filing.in-appointment': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）正在约检或检定中，办结或取消后才能重新备案',
    en: '{name} ({serialNumber}) is in an open appointment; finish or cancel it before filing again',
  },
  'filing.too-many-items': {
    kind: 'invalid',
    zh: '一次备案最多 {max} 台，本次 {count} 台',
    en: 'At most {max} instruments a filing; these are {count}',
  },
  'filing.items-blocked': {
    kind: 'conflict',
    zh: '有 {count} 台器具不能备案，原因见明细',
    en: '{count} instruments cannot be filed; see errors',
  },
  'filing.already-decided': {
    kind: 'conflict',
    zh: '已由他人处理',
    en: 'Somebody else has decided it already',
  },
  'filing.change-not-filed': {
    kind: 'conflict',
    zh: '器具尚未备案，请直接修改',
    en: 'The instrument is not filed; change it directly',
  },
  'filing.change-nothing': { kind: 'invalid', zh: '没有需要变更的内容', en: 'Nothing would change' },
  'filing.change-certified': {
    kind: 'conflict',
    zh: '有效期由检定证书确定，不能申请变更',
    en: 'The certificate sets the end of validity; it cannot be changed',
  },
  'filing.change-duplicate': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）变更后与该企业台账中的另一台器具相同，不能通过',
    en: '{name} ({serialNumber}) would become the same as another instrument of the enterprise',
  },
  'filing.nudged-already': {
    kind: 'conflict',
    zh: '今天已催办过，每个工作日可催办一次，{again} 起可再次催办',
    en: 'Nudged already; once per working day, again from {again}',
  },
  'filing.nothing-to-nudge': {
    kind: 'conflict',
    zh: '当前不在等待机构审核，无需催办',
    en: 'It does not wait for the institution',
  },
  'filing.no-such-paper': {
    kind: 'conflict',
    zh: '本申请没有需要出具该文书的器具',
    en: 'No item of this filing calls for this paper',
  },
  'filing.reviewer-unknown': {
    kind: 'invalid',
    zh: '本机构没有这位审核员',
    en: 'There is no such reviewer in the institution',
  },
  'filing.own-submission': {
    kind: 'forbidden',
    zh: '提交人不能审核自己提交的申请',
    en: 'Whoever submits cannot review the same thing',
  },
} as const;
