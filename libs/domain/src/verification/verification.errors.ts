export const VERIFICATION_ERRORS = {
  'receipt.not-confirmed': {
    kind: 'conflict',
    zh: '约检 {caseNumber} 未确认或已结束，不能接收',
    en: 'Appointment {caseNumber} is not confirmed, or over; nothing is received',
  },
  'receipt.not-booked': {
    kind: 'conflict',
    zh: '没有备案、约检的器具不接收：{value}',
    en: 'Nothing is received without filing and booking: {value}',
  },
  'receipt.other-day': {
    kind: 'conflict',
    zh: '预约日期为 {date}，请确认是否提前或延后接收',
    en: 'It is booked for {date}; confirm receiving it on another day',
  },
  'receipt.other-department': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）由其他科室检定，不能加入这张预约单，请为客户另行约检',
    en: '{name} ({serialNumber}) is verified by another department; book it apart',
  },
  'receipt.item-not-in-appointment': { kind: 'invalid', zh: '不在预约单内', en: 'Not in this appointment' },
  'receipt.reason-required': {
    kind: 'invalid',
    zh: '拒收或缺件请写明原因',
    en: 'Give the reason for refusing or for what is missing',
  },
  'receipt.file-not-ready': {
    kind: 'conflict',
    zh: '回执和标签正在生成，请稍候',
    en: 'The slip and the labels are being made; try again shortly',
  },
  'receipt.undo-over': {
    kind: 'conflict',
    zh: '登记已超过 {seconds} 秒，不能撤销；请在检定任务中登记“无法检定”退还',
    en: 'It was registered more than {seconds} seconds ago and stays; end its tasks as unable instead',
  },
  'receipt.undo-begun': {
    kind: 'conflict',
    zh: '已有器具开始检定、发还或重新约检，不能撤销',
    en: 'An item is being verified, was handed back or is booked again; it can’t be undone',
  },
  'receipt.undone': {
    kind: 'conflict',
    zh: '该次接收已撤销',
    en: 'This receipt was undone',
  },
  'receipt.other-institution': {
    kind: 'not-found',
    zh: '本机构没有编号为 {value} 的业务：可能属于其他机构。请核对纸面上的机构名称',
    en: 'There is no case {value} at this institution: it may belong to another one. Check the name on the paper',
  },
  'receipt.unreadable-code': {
    kind: 'invalid',
    zh: '编号 {value} 不完整或有误：可能有污损。请重新扫描，或手工输入纸面上的编号',
    en: 'The code {value} is incomplete or damaged. Scan it again or type the number on the paper',
  },
  'walk-in.over': {
    kind: 'conflict',
    zh: '代办只在当天有效，请重新为客户开始代办',
    en: 'Help at the counter is for that day only; begin again',
  },
  'walk-in.no-place-today': {
    kind: 'full',
    zh: '今天已没有可约的时段，请为客户约其他日期或请排期员加号',
    en: 'No half-day of today has places left; book another day or ask a scheduler to overbook',
  },
  'hand-back.not-returnable': {
    kind: 'conflict',
    zh: '所选器具不在待取件状态，请刷新后再试',
    en: 'Not all of these wait to be fetched; reload and try again',
  },
  'hand-back.no-items': { kind: 'invalid', zh: '请至少选择一台', en: 'Choose at least one instrument' },
  'hand-back.proof-required': {
    kind: 'invalid',
    zh: '请核对取件码，或请取件人签字',
    en: 'Give the pickup code or a signature',
  },
  'hand-back.wrong-code': {
    kind: 'forbidden',
    zh: '取件码不正确，还可再试 {remaining} 次',
    en: 'Wrong pickup code; {remaining} tries are left',
  },
  'hand-back.code-spent': {
    kind: 'forbidden',
    zh: '取件码错误次数过多，已停用。请核对证件后由取件人签字',
    en: 'Too many wrong pickup codes. Check the papers and have it signed for',
  },
  'receipt.no-items': { kind: 'invalid', zh: '请至少登记一台', en: 'Record at least one item' },
  'verification.other-verifier': {
    kind: 'forbidden',
    zh: '任务由 {name} 承担',
    en: 'The task belongs to {name}',
  },
  'verification.other-department': {
    kind: 'forbidden',
    zh: '任务属于其他科室，请由该科室检定员领取，或请管理员派工',
    en: 'The task belongs to another department; have it assigned',
  },
  'verification.not-claimed': {
    kind: 'conflict',
    zh: '任务还没有检定员，请先领取',
    en: 'The task has no verifier yet; claim it first',
  },
  'verification.own-already': {
    kind: 'conflict',
    zh: '任务已在您手上',
    en: 'The task is yours already',
  },
  'verification.verifier-unknown': {
    kind: 'invalid',
    zh: '请选择本机构在职的检定员',
    en: 'Choose a verifier of your institution whose account is active',
  },
  'verification.verifier-required': {
    kind: 'conflict',
    zh: '检定中的任务不能没有检定员，请改派给另一位检定员',
    en: 'A task under way needs a verifier; assign another one',
  },
  'verification.ambient-implausible': {
    kind: 'invalid',
    zh: '请填写合理的数值：{min}～{max} {unit}',
    en: 'Enter plausible ambient conditions: {min} to {max} {unit}',
  },
  'verification.regulation-repealed': {
    kind: 'conflict',
    zh: '检定依据“{name}”已于 {date} 废止，不能使用{replacement}',
    en: 'Regulation “{name}” was repealed on {date} and can’t be used{replacement}',
  },
  'verification.regulation-not-in-force': {
    kind: 'conflict',
    zh: '检定依据“{name}”自 {date} 起实施，检定日期时尚不能使用',
    en: 'Regulation “{name}” is in force from {date} on only',
  },
  'verification.regulation-exists': {
    kind: 'conflict',
    zh: '规程“{name}”已在目录中',
    en: 'Regulation “{name}” is listed already',
  },
  'verification.regulation-dates': {
    kind: 'invalid',
    zh: '废止日期应晚于实施日期',
    en: 'A regulation is repealed after it came into force',
  },
  'verification.same-person': {
    kind: 'forbidden',
    zh: '检定员不能核验或签发自己检定的器具',
    en: 'The verifier of an item is neither its checker nor its signatory',
  },
  'verification.record-incomplete': {
    kind: 'conflict',
    zh: '检定记录还缺 {count} 项，请补全后提交',
    en: 'The record lacks {count} entries; complete it first',
  },
  'verification.results-contradict': {
    kind: 'conflict',
    zh: '单项结论与检定结论不一致：合格须各项合格，不合格须至少一项不合格',
    en: 'Results and conclusion differ: PASS needs all of them to pass, FAIL at least one that failed',
  },
  'verification.category-differs': {
    kind: 'invalid',
    zh: '批量录入只能选择同一种别的器具',
    en: 'One record for many is for instruments of one kind',
  },
  'verification.validity-too-early': {
    kind: 'invalid',
    zh: '有效期应晚于检定日期',
    en: 'The validity must end after the verification date',
  },
  'verification.standard-expired': {
    kind: 'conflict',
    zh: '标准器“{name}”已于 {validUntil} 到期，不能使用',
    en: 'Reference standard “{name}” expired on {validUntil}',
  },
  'verification.standard-unknown': {
    kind: 'invalid',
    zh: '没有这件标准器',
    en: 'There is no such reference standard',
  },
  'verification.cycle-required': {
    kind: 'invalid',
    zh: '该种别没有默认周期，请填写检定周期或有效期，并说明依据',
    en: 'This kind has no default cycle; enter the cycle or the validity with a reason',
  },
  'verification.date-in-future': {
    kind: 'invalid',
    zh: '检定日期不能晚于今天',
    en: 'The verification date lies in the future',
  },
  'verification.reason-required': { kind: 'invalid', zh: '请写明原因', en: 'Give the reason' },
} as const;
