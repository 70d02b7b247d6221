import { DomainError } from '@quanheng/domain';

/** Why a file is not opened, for the message's `{reason}`: Chinese first, the English beside it. */
const REASONS = {
  macros: '含有宏 / it holds macros',
  entities: '含有 XML 实体定义 / it declares XML entities',
  inflated: '解压后过大 / it inflates beyond the limit',
  parts: '内部文件过多 / it has too many parts',
  duplicateParts: '内部文件重名 / two of its parts have the same name',
  text: '单个内容过长 / a single value is too long',
  sheets: '工作表过多 / it has too many sheets',
  rows: '行数超过 Excel 的上限 1,048,576 / it has more rows than the 1,048,576 of Excel',
  columns: '列数超过 Excel 的上限 16,384 / it has more columns than the 16,384 of Excel',
  merged: '合并单元格过多，请取消合并后再导入 / it has too many merged cells; unmerge them first',
  openDocument:
    '是 OpenDocument 表格（.ods），请另存为 .xlsx / it is an OpenDocument spreadsheet; save it as .xlsx',
  encoding:
    '文字编码混杂或已损坏，请用 Excel 或 WPS 打开并另存为 .xlsx / its text is in several encodings or damaged; save it as .xlsx',
  quote:
    '单个内容过长，可能是引号没有成对，请用 Excel 打开检查后另存为 .xlsx / a value is too long, perhaps for want of a closing quotation mark; check it in Excel and save it as .xlsx',
  old: '旧格式 .xls 内容过多或已损坏，读取超出时间或内存限制，请用 Excel 或 WPS 另存为 .xlsx 后再导入 / this old workbook takes too long or too much memory to read; save it as .xlsx',
  binary: '是 .xlsb 二进制工作簿，请另存为 .xlsx / it is a binary workbook; save it as .xlsx',
  markup: '是网页或 XML 表格，请另存为 .xlsx / it is a web page or XML; save it as .xlsx',
} as const;

/** `import.file-refused`: opening such a file could do harm or take forever. */
export function refused(reason: keyof typeof REASONS): DomainError {
  return new DomainError('import.file-refused', { reason: REASONS[reason] });
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
