import {
  AttachmentEntity,
  type Database,
  type ImportBatchEntity,
  type TenantContext,
} from '@quanheng/database';
import {
  DEFAULT_SETTINGS,
  DomainError,
  isBlankRow,
  isExampleRow,
  toRawRow,
  type ImportMapping,
  type RawCell,
  type RawRow,
} from '@quanheng/domain';
import { readRows } from '@quanheng/spreadsheets';
import { FileMissingError, type Storage } from '@quanheng/storage';

/** What the handlers of imports work with. */
export interface ImportServices {
  readonly database: Database;
  readonly storage: Pick<Storage, 'getBytes'>;
}

/** A row of the file that is an instrument. */
export interface SourceRow {
  readonly rowNumber: number;
  readonly cells: readonly RawCell[];
  readonly row: RawRow;
}

/** The uploaded file. @throws DomainError `file.unreadable` where the storage no longer has it */
export async function readImportFile(
  { database, storage }: ImportServices,
  context: TenantContext,
  { attachmentId }: ImportBatchEntity,
): Promise<Buffer> {
  const file = await database.read(context, (tx) =>
    tx.manager.findOneByOrFail(AttachmentEntity, { id: attachmentId }),
  );
  try {
    return await storage.getBytes(file.storageKey, { encrypted: file.encrypted });
  } catch (error) {
    throw error instanceof FileMissingError ? new DomainError('file.unreadable') : error;
  }
}

export interface TableRange {
  readonly sheet: string;
  /** Rows up to this one are passed over: the header, or what has been staged. */
  readonly afterRow: number;
  readonly mapping: ImportMapping;
}

/** The instruments of a table, one at a time; blank rows and the template's example are none. */
export async function* sourceRows(
  file: Buffer,
  { sheet, afterRow, mapping }: TableRange,
): AsyncGenerator<SourceRow> {
  const maxRows = DEFAULT_SETTINGS.importMaxRows;
  for await (const { rowNumber, cells } of readRows(file, { maxRows, sheet, afterRow })) {
    const storable = cells.map(toStorable);
    const row = toRawRow(storable, mapping);
    if (!isBlankRow(row) && !isExampleRow(row)) yield { rowNumber, cells: storable, row };
  }
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair; both become the sign for a character that can't be read. */
function toStorable(cell: RawCell): RawCell {
  if (typeof cell === 'string') return storableText(cell);
  if (typeof cell !== 'object' || cell === null || typeof cell.value !== 'string') return cell;
  return { ...cell, value: storableText(cell.value) };
}

export function storableText(text: string): string {
  return text.replace(/\p{Cs}|\0/gu, '\uFFFD');
}
