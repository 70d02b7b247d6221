export const APPOINTMENT_ERRORS = {
  'appointment.not-filed': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）未在该机构备案，请先备案',
    en: '{name} ({serialNumber}) is not filed with this institution; file it first',
  },
  'appointment.filing-lapsed': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）的预约期限已于 {until} 结束，请重新提交备案',
    en: '{name} ({serialNumber}): the booking window ended on {until}; file it again',
  },
  'appointment.window-not-open': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）要到 {from} 才能预约（有效期前一个月内）',
    en: '{name} ({serialNumber}) can be booked from {from} (within one month before expiry)',
  },
  'appointment.instrument-not-active': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）不在用，请先启用',
    en: '{name} ({serialNumber}) is not in use',
  },
  'appointment.already-booked': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）已在约检 {caseNumber} 中',
    en: '{name} ({serialNumber}) is in appointment {caseNumber} already',
  },
  'appointment.mode-differs': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）的检定方式与本次约检不同',
    en: '{name} ({serialNumber}): its verification mode differs from this appointment',
  },
  'appointment.no-cycle': {
    kind: 'conflict',
    zh: '{name}（{serialNumber}）只做首次检定，不能再次预约',
    en: '{name} ({serialNumber}) is verified only once and cannot be booked again',
  },
  'appointment.department-differs': {
    kind: 'conflict',
    zh: '所选器具分属不同科室，请分开预约',
    en: 'The instruments belong to different departments; book them separately',
  },
  'appointment.instrument-not-found': {
    kind: 'invalid',
    zh: '没有这台器具',
    en: 'There is no such instrument',
  },
  'appointment.too-many-items': {
    kind: 'invalid',
    zh: '一次约检最多 {max} 台',
    en: 'At most {max} instruments an appointment',
  },
  'appointment.items-blocked': {
    kind: 'conflict',
    zh: '有 {count} 台器具不能预约，原因见明细',
    en: '{count} instruments cannot be booked; see errors',
  },
  'appointment.slot-full': {
    kind: 'conflict',
    zh: '该时段余量不足（余 {remaining} 台，需要 {needed} 台）',
    en: 'The slot is too full ({remaining} left, {needed} needed)',
  },
  'appointment.enterprise-limit': {
    kind: 'conflict',
    zh: '该机构限每单位每天预约 {max} 台，当天还可预约 {left} 台，本次 {needed} 台',
    en: 'The institution takes {max} instruments an enterprise and day; {left} are left, these are {needed}',
  },
  'appointment.nudged-already': {
    kind: 'conflict',
    zh: '今天已催办过，每个工作日可催办一次，{again} 起可再次催办',
    en: 'Nudged already; once per working day, again from {again}',
  },
  'appointment.nothing-to-nudge': {
    kind: 'conflict',
    zh: '当前不在等待机构处理，无需催办',
    en: 'It does not wait for the institution',
  },
  'appointment.closure-too-long': {
    kind: 'invalid',
    zh: '一次最多关闭 {max} 天',
    en: 'At most {max} days at a time',
  },
  'appointment.slot-closed': {
    kind: 'conflict',
    zh: '该时段不开放：{reason}',
    en: 'The slot is not open: {reason}',
  },
  'appointment.slot-past': { kind: 'conflict', zh: '该时段已过', en: 'The slot is in the past' },
  'appointment.site-required': { kind: 'invalid', zh: '请选择送检地点', en: 'Choose the site' },
  'appointment.address-required': {
    kind: 'invalid',
    zh: '现场检定请填写地址与联系人',
    en: 'On-site verification needs an address and a contact',
  },
  'appointment.verifier-required': {
    kind: 'invalid',
    zh: '现场检定请指定检定员',
    en: 'Name the verifier for an on-site appointment',
  },
  'appointment.verifier-unknown': {
    kind: 'invalid',
    zh: '本机构没有这位检定员',
    en: 'There is no such verifier in the institution',
  },
  'appointment.department-unknown': {
    kind: 'invalid',
    zh: '本机构没有这个科室',
    en: 'There is no such department in the institution',
  },
  'appointment.other-side-decides': {
    kind: 'conflict',
    zh: '改期由对方确认',
    en: 'The other side has to answer this proposal',
  },
  'appointment.form-not-ready': {
    kind: 'conflict',
    zh: '约检确认后才能打印预约单',
    en: 'The form exists once the appointment is confirmed',
  },
  'appointment.form-rendering': {
    kind: 'conflict',
    zh: '预约单正在生成，请 {retryAfter} 秒后再试',
    en: 'The form is being made; try again in {retryAfter} seconds',
  },
  'appointment.same-slot': {
    kind: 'conflict',
    zh: '建议的时段与原时段相同',
    en: 'The proposed slot is the one already booked',
  },
  'appointment.overbook-reason-required': {
    kind: 'invalid',
    zh: '加号请写明原因',
    en: 'Give a reason for overbooking',
  },
} as const;
