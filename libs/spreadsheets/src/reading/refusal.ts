import { DomainError } from '@quanheng/domain';

/** Why a file is not opened, for the message's `{reason}`: Chinese first, the English beside it. */
const REASONS = {
  macros: '含有宏 / it holds macros',
  entities: '含有 XML 实体定义 / it declares XML entities',
  inflated: '解压后过大 / it inflates beyond the limit',
  parts: '内部文件过多 / it has too many parts',
  duplicateParts: '内部文件重名 / two of its parts have the same name',
  text: '单个内容过长 / a single value is too long',
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
