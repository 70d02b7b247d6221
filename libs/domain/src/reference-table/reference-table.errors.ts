/** Uploaded tables of reference data: what may be wrong with a cell, and why one isn't put in force. */
export const REFERENCE_TABLE_ERRORS = {
  'reference-table.no-header': {
    kind: 'invalid',
    zh: '没有找到表头，工作表须有这些列：{columns}',
    en: 'No header found; a sheet must have these columns: {columns}',
  },
  'reference-table.duplicate-code': {
    kind: 'invalid',
    zh: '代码 {value} 与第 {other} 行重复',
    en: 'Code {value} stands in row {other} already',
  },
  'reference-table.bad-code': {
    kind: 'invalid',
    zh: '代码“{value}”不符合要求：{expected}',
    en: 'Code "{value}" is not of the right form: {expected}',
  },
  'reference-table.unknown-word': {
    kind: 'invalid',
    zh: '“{value}”不在可填的内容中：{allowed}',
    en: '"{value}" is not among what is allowed: {allowed}',
  },
  'reference-table.bad-months': {
    kind: 'invalid',
    zh: '“{value}”应为 1 至 480 的整数（月）',
    en: '"{value}" should be a whole number of months from 1 to 480',
  },
  'reference-table.mode-missing': {
    kind: 'invalid',
    zh: '监管方式含强制检定的种别须填写强检方式',
    en: 'A kind under compulsory verification needs its way of verification',
  },
  'reference-table.mode-unfit': {
    kind: 'invalid',
    zh: '监管方式不含强制检定，强检方式应留空',
    en: 'The supervision has no compulsory verification; leave the way of verification empty',
  },
  'reference-table.cycle-unfit': {
    kind: 'invalid',
    zh: '只有“周期检定”的种别有检定周期',
    en: 'Only kinds that are verified periodically have a cycle',
  },
  'reference-table.limit-unfit': {
    kind: 'invalid',
    zh: '只有“首次检定，限期使用，到期轮换”的种别有使用期限',
    en: 'Only kinds of limited use have a use limit',
  },
  'reference-table.successor-unfit': {
    kind: 'invalid',
    zh: '替代代码 {value} 须是表中一个未撤销的代码，且只有已撤销的代码才填',
    en: 'Successor {value} must be a code of the table that is in force, and only retired codes have one',
  },
  'reference-table.parent-missing': {
    kind: 'invalid',
    zh: '表中没有 {value} 的上级代码 {parent}',
    en: 'The table lacks {parent}, which is above {value}',
  },
  'reference-table.no-rows': {
    kind: 'invalid',
    zh: '表头下面没有内容',
    en: 'There is nothing below the header',
  },
  'reference-table.has-problems': {
    kind: 'conflict',
    zh: '还有 {count} 处问题，请在表中改正后重新上传',
    en: 'There are {count} problems; mend them in the table and upload it again',
  },
  'reference-table.base-changed': {
    kind: 'conflict',
    zh: '您查看之后已有另一个版本发布，请重新核对差异后再发布',
    en: 'Another table was put in force after you looked; check the differences again',
  },
  'reference-table.too-early': {
    kind: 'conflict',
    zh: '施行日期不能早于今天，且须晚于现有最新版本的施行日期（{from}）',
    en: 'It can take effect today at the earliest, and after the newest edition does ({from})',
  },
} as const;
