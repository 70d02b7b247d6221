import { DomainError } from '@quanheng/domain';

/** Why a file is not opened, for the message's `{reason}`. */
const REASONS = {
  macros: {
    zh: '含有宏，请另存为不带宏的 .xlsx 后再上传',
    en: 'it holds macros; save it as .xlsx without them',
  },
  entities: { zh: '含有 XML 实体定义', en: 'it declares XML entities' },
  inflated: {
    zh: '解压后过大，请删去图片和多余的工作表后再上传',
    en: 'it inflates beyond the limit; remove pictures and sheets that aren’t needed',
  },
  parts: { zh: '内部文件过多', en: 'it has too many parts' },
  duplicateParts: { zh: '内部文件重名', en: 'two of its parts have the same name' },
  text: { zh: '有单元格内容过长，请检查后再上传', en: 'the text of a cell is too long; check it' },
  sheets: {
    zh: '工作表过多，请只保留台账所在的工作表',
    en: 'it has too many sheets; keep only that of the list',
  },
  rows: { zh: '行数超过 Excel 的上限 1,048,576', en: 'it has more rows than the 1,048,576 of Excel' },
  columns: { zh: '列数超过 Excel 的上限 16,384', en: 'it has more columns than the 16,384 of Excel' },
  merged: {
    zh: '合并单元格过多，请取消合并后再导入',
    en: 'it has too many merged cells; unmerge them first',
  },
  openDocument: {
    zh: '是 OpenDocument 表格（.ods），请另存为 .xlsx 后再上传',
    en: 'it is an OpenDocument spreadsheet; save it as .xlsx',
  },
  encoding: {
    zh: '文字编码混杂或已损坏，请用 Excel 或 WPS 打开并另存为 .xlsx',
    en: 'its text is in several encodings or damaged; save it as .xlsx',
  },
  quote: {
    zh: '单个内容过长，可能是引号没有成对，请用 Excel 打开检查后另存为 .xlsx',
    en: 'a value is too long, perhaps for want of a closing quotation mark; check it in Excel and save it as .xlsx',
  },
  old: {
    zh: '旧格式 .xls 内容过多或已损坏，读取超出时间或内存限制，请用 Excel 或 WPS 另存为 .xlsx 后再导入',
    en: 'this old workbook takes too long or too much memory to read; save it as .xlsx',
  },
  binary: {
    zh: '是 .xlsb 二进制工作簿，请另存为 .xlsx 后再上传',
    en: 'it is a binary workbook; save it as .xlsx',
  },
  markup: {
    zh: '内容是网页或 XML 表格（多为系统导出），请用 Excel 或 WPS 打开并另存为 .xlsx',
    en: 'it is a web page or XML, as many systems export; open it in Excel or WPS and save it as .xlsx',
  },
} as const;

/** `import.file-refused`: opening such a file could do harm or take forever. */
export function refused(reason: keyof typeof REASONS): DomainError {
  return new DomainError('import.file-refused', { reason: REASONS[reason] });
}

const ENCRYPTED = Buffer.from('EncryptedPackage\0', 'utf16le');
const MACROS = Buffer.from('_VBA_PROJECT\0', 'utf16le');

/** What to say of a file that is no xlsx, xls or csv but that a clerk may take for one; told without opening it. */
export function refusalOfFormat(content: Buffer): DomainError | null {
  if (content.includes(ENCRYPTED)) return new DomainError('import.password-protected');
  if (content.includes(MACROS) || content.includes('vbaProject.bin')) return refused('macros');
  if (content.includes('application/vnd.oasis.opendocument.spreadsheet')) return refused('openDocument');
  if (content.includes('xl/workbook.bin')) return refused('binary');
  return /^\s*</.test(content.toString('utf8', 0, 100).replace('\uFEFF', '')) ? refused('markup') : null;
}

/** The refusal itself, or `file.unreadable` for whatever else a reader threw at a damaged file. */
export function asRefusal(error: unknown): unknown {
  if (error instanceof DomainError || isOurs(error)) return error;
  return new DomainError('file.unreadable');
}

/** A missing file or a full disk is our trouble, not the file's; it must not be blamed on its sender. */
function isOurs(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^(E[A-Z]{3,}|ERR_STREAM_PREMATURE_CLOSE)$/.test(code);
}
