export const INSTRUMENT_ERRORS = {
  'instrument.duplicate': {
    kind: 'conflict',
    zh: '器具名称、型号规格、出厂编号、自编号四者相同的器具已存在，不能重复保存',
    en: 'An instrument with the same name, model, serial number and own number exists already',
  },
  'instrument.field-locked': {
    kind: 'conflict',
    zh: '器具已备案，{fields} 不能直接修改，请提交变更申请并重新备案',
    en: 'The instrument is filed: {fields} can only be changed by filing again',
  },
  'instrument.ever-filed': {
    kind: 'conflict',
    zh: '器具曾经备案，不能删除，可以停用或报废',
    en: 'It was filed once and cannot be deleted; take it out of service or scrap it',
  },
  'instrument.region-unknown': {
    kind: 'invalid',
    zh: '没有所属地代码 {value}{suggestion}',
    en: 'There is no region code {value}{suggestion}',
  },
  'instrument.region-retired': {
    kind: 'invalid',
    zh: '所属地代码 {value} 已撤销{suggestion}',
    en: 'Region code {value} has been retired{suggestion}',
  },
  'instrument.region-generic': {
    kind: 'invalid',
    zh: '所属地代码 {value} 为“市辖区”，请选到具体区县',
    en: 'Region code {value} is a city-wide code; choose the district',
  },
  'instrument.category-missing': {
    kind: 'invalid',
    zh: '未填种别代码，按器具名称应为 {suggestion}',
    en: 'No category code; going by the name it is {suggestion}',
  },
  'instrument.category-unknown': {
    kind: 'invalid',
    zh: '种别代码 {value} 不在现行强检目录中{suggestion}',
    en: 'Category code {value} is not in the catalogue in force{suggestion}',
  },
  'instrument.category-ended': {
    kind: 'invalid',
    zh: '种别 {value} 已不在现行目录，请改用现行种别{suggestion}',
    en: 'Kind {value} is no longer in the catalogue; use one in force{suggestion}',
  },
  'instrument.category-unlike-name': {
    kind: 'invalid',
    zh: '种别代码与器具名称不符：“{name}”一般为 {suggestion}，现填 {value} {kind}',
    en: 'The category does not fit the name: "{name}" usually is {suggestion}, not {value} {kind}',
  },
  'instrument.only-on-site': {
    kind: 'invalid',
    zh: '该种别仅支持现场检定',
    en: 'This kind is verified on site only',
  },
  'instrument.only-bring-in': {
    kind: 'invalid',
    zh: '该种别仅支持送检',
    en: 'This kind is verified at the institution only',
  },
  'instrument.category-not-compulsory': {
    kind: 'invalid',
    zh: '该种别不属于强制检定范围',
    en: 'This kind is not subject to compulsory verification',
  },
  'instrument.valid-before-verified': {
    kind: 'invalid',
    zh: '有效期至不能早于上次检定日期',
    en: 'Valid-until lies before the last verification',
  },
  'instrument.date-order': {
    kind: 'invalid',
    zh: '日期先后顺序异常，请核对',
    en: 'The dates are in an unusual order',
  },
  'instrument.not-active': {
    kind: 'conflict',
    zh: '器具不在用（{lifecycle}），请先启用',
    en: 'The instrument is not in use ({lifecycle})',
  },
  'instrument.in-appointment': {
    kind: 'conflict',
    zh: '器具在约检单 {caseNumber} 中，请先取消约检或等检定结束，再停用、封存或报废',
    en: 'It is booked in {caseNumber}: cancel the booking or wait until it is verified',
  },
  'instrument.template-name-taken': {
    kind: 'conflict',
    zh: '已有同名模板“{name}”，请换一个名称或先删除它',
    en: 'There is a template called “{name}” already',
  },
  'instrument.field-not-for-many': {
    kind: 'invalid',
    zh: '出厂编号、自编号每台不同，不能批量修改',
    en: 'Serial and own numbers differ for each instrument and can’t be set for many',
  },
  'instrument.nothing-selected': {
    kind: 'invalid',
    zh: '请选择器具，或按筛选条件操作',
    en: 'Choose instruments, or give a filter',
  },
  'instrument.no-label': {
    kind: 'conflict',
    zh: '所选器具都不能打印此种标签：报废的没有标签，未检、超期或不合格的没有合格标识',
    en: 'None of them can have this label: scrapped ones have none, and only valid ones are marked as passed',
  },
  'instrument.too-many-labels': {
    kind: 'conflict',
    zh: '一次最多打印 {max} 张标签，所选有 {count} 台，请缩小范围',
    en: 'At most {max} labels at once; {count} were chosen',
  },
  'instrument.changed-since': {
    kind: 'conflict',
    zh: '该字段在批量修改之后又被改过，保留现在的内容',
    en: 'The field was changed again since; it stays as it is now',
  },
  'bulk-edit.undo-too-late': {
    kind: 'conflict',
    zh: '批量修改已超过 {hours} 小时，不能撤销',
    en: 'It was made more than {hours} hours ago and cannot be undone',
  },
  'bulk-edit.undone': { kind: 'conflict', zh: '这次批量修改已经撤销', en: 'It has been undone already' },
  'stock-take.closed': {
    kind: 'conflict',
    zh: '盘点已结束，不能再登记',
    en: 'The stock-take is closed',
  },
  'stock-take.empty': {
    kind: 'conflict',
    zh: '所选范围内没有器具，不能开始盘点',
    en: 'There is no instrument in this scope',
  },
  'import.code-only-digits': {
    kind: 'invalid',
    zh: '只能填 {allowed}，当前为“{value}”',
    en: 'Must be {allowed}; found “{value}”',
  },
  'import.converted': { kind: 'invalid', zh: '已将“{value}”识别为 {to}', en: '“{value}” was read as {to}' },
  'import.cleaned': {
    kind: 'invalid',
    zh: '已去除看不见的字符，读作“{to}”',
    en: 'Invisible characters were removed; read as “{to}”',
  },
  'import.text-was-date': {
    kind: 'invalid',
    zh: '单元格是日期格式，已读作“{to}”，请核对原文',
    en: 'The cell is formatted as a date and was read as “{to}”; please check',
  },
  'import.long-number': {
    kind: 'invalid',
    zh: '超过 15 位的数字在表格里已丢失末尾，请把该列设为文本后重新填写',
    en: 'A number of more than 15 digits has lost its end in the sheet; type it again as text',
  },
  'import.date-not-read': {
    kind: 'invalid',
    zh: '日期应为 yyyy-mm-dd，在 1950 年至 2100 年之间，当前为“{value}”',
    en: 'A date is written yyyy-mm-dd and lies between 1950 and 2100; found “{value}”',
  },
  'import.date-partial': {
    kind: 'invalid',
    zh: '“{value}”没有具体日期，按 {to} 处理，请核对',
    en: '“{value}” names no day; read as {to}, please check',
  },
  'import.not-given': {
    kind: 'invalid',
    zh: '“{value}”按未填处理',
    en: '“{value}” is taken as not given',
  },
  'import.merged-cell': {
    kind: 'invalid',
    zh: '合并单元格，已填入“{to}”',
    en: 'Merged cells; filled with “{to}”',
  },
  'import.formula': {
    kind: 'invalid',
    zh: '单元格是公式或错误值，请粘贴为数值',
    en: 'The cell holds a formula or an error; paste it as a value',
  },
  'import.duplicate-row': {
    kind: 'conflict',
    zh: '与第 {row} 行重复（名称、型号规格、出厂编号、自编号四者相同）',
    en: 'Same instrument as row {row} (name, model, serial and own number)',
  },
  'import.duplicate-ledger': {
    kind: 'conflict',
    zh: '台账中已有四者相同的器具',
    en: 'The ledger has this instrument already',
  },
  'import.no-header': {
    kind: 'unprocessable',
    zh: '没有找到表头行，请使用模板或检查文件',
    en: 'No header row was found',
  },
  'import.columns-missing': {
    kind: 'unprocessable',
    zh: '缺少必填列：{columns}',
    en: 'Required columns are missing: {columns}',
  },
  'import.no-rows': { kind: 'unprocessable', zh: '文件里没有数据行', en: 'The file has no data rows' },
  'import.too-many-rows': {
    kind: 'too-large',
    zh: '超过 {limit} 行，请拆分后上传',
    en: 'More than {limit} rows; split the file',
  },
  'import.file-refused': {
    kind: 'unprocessable',
    zh: '这个文件不能导入：{reason}',
    en: 'This file can’t be imported: {reason}',
  },
  'import.password-protected': {
    kind: 'unprocessable',
    zh: '文件有密码保护，请取消密码后上传',
    en: 'The file is password-protected; remove the password',
  },
  'import.rows-not-clean': {
    kind: 'conflict',
    zh: '还有 {count} 行有错误，请修改后再提交，或选择只提交正确的行',
    en: '{count} rows still have errors; mend them or commit only the valid ones',
  },
  'import.undo-too-late': {
    kind: 'conflict',
    zh: '提交已超过 24 小时，不能撤销本次导入',
    en: 'It was committed more than 24 hours ago and cannot be undone',
  },
  'import.column-taken': {
    kind: 'invalid',
    zh: '“{field}”已由另一列或整列同一值对应',
    en: '“{field}” is assigned already',
  },
  'import.nothing-to-undo': {
    kind: 'conflict',
    zh: '没有可撤销的修改',
    en: 'There is no change to undo',
  },
  'import.report-outdated': {
    kind: 'unprocessable',
    zh: '这份错误报告对应的导入已提交、取消或过期，请重新上传原文件',
    en: 'The import of this error report is committed, cancelled or expired; upload the original file again',
  },
  'import.nothing-to-commit': { kind: 'conflict', zh: '没有可提交的行', en: 'There is nothing to commit' },
} as const;
