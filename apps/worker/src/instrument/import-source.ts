import {
  AttachmentEntity,
  type Database,
  type ImportBatchEntity,
  type TenantContext,
} from '@quanheng/database';
import {
  asideReason,
  DomainError,
  fillDown,
  isBlankCell,
  isBlankRow,
  isExampleRow,
  mappedCells,
  toRawRow,
  type AsideReason,
  type ImportMapping,
  type MergedColumn,
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
  readonly headerRow: number;
  /** Rows up to this one are passed over: they have been staged. */
  readonly afterRow?: number;
  readonly mapping: ImportMapping;
  readonly maxRows: number;
  /** Known once the file has been read to its end, so only from the second time on. */
  readonly merged?: readonly MergedColumn[];
  readonly onMerged?: (merged: MergedColumn) => void;
  /** Is told of rows that are no instruments. */
  readonly onAside?: (row: AsideRow) => void;
}

export interface AsideRow {
  readonly rowNumber: number;
  readonly cells: readonly RawCell[];
  readonly reason: AsideReason;
}

/** The instruments of a table, one at a time, with 同上 and merged cells filled in. Totals, notes and blank rows are none. */
export async function* sourceRows(file: Buffer, range: TableRange): AsyncGenerator<SourceRow> {
  const { sheet, headerRow, afterRow = headerRow, mapping, maxRows, onMerged, onAside } = range;
  const fill = fillDown(mapping, range.merged);
  const isUnmapped = Object.keys(mapping.columns).length === 0;
  // Read from the header on even when taken up again: what 同上 means stands above.
  for await (const { rowNumber, cells } of readRows(file, {
    maxRows,
    sheet,
    afterRow: headerRow,
    onMerged,
  })) {
    const storable = cells.some(isUnstorable) ? cells.map(toStorable) : cells;
    const own = mappedCells(storable, mapping);
    // Before columns are assigned, whatever holds something may be an instrument.
    const isBlank = isUnmapped ? storable.every(isBlankCell) : isBlankRow(own);
    const reason = isBlank ? null : asideReason(own, storable);
    if (reason !== null) onAside?.({ rowNumber, cells: storable, reason });
    if (reason !== null || isBlank || isExampleRow(own)) continue;
    const filled = fill(rowNumber, storable);
    if (rowNumber <= afterRow) continue;
    // Nearly no row has anything filled in: what it says was put together above.
    const row = filled === storable ? { ...mapping.constants, ...own } : toRawRow(filled, mapping);
    yield { rowNumber, cells: filled, row };
  }
}

function isUnstorable(cell: RawCell): boolean {
  const value = typeof cell === 'object' && cell !== null ? cell.value : cell;
  return typeof value === 'string' && UNSTORABLE.test(value);
}

/** PostgreSQL keeps neither NUL nor half a surrogate pair; both become the sign for a character that can't be read. */
function toStorable(cell: RawCell): RawCell {
  if (typeof cell === 'string') return storableText(cell);
  if (typeof cell !== 'object' || cell === null || typeof cell.value !== 'string') return cell;
  return { ...cell, value: storableText(cell.value) };
}

export function storableText(text: string): string {
  return UNSTORABLE.test(text) ? text.replace(/\p{Cs}|\0/gu, '\uFFFD') : text;
}

/** Without a flag that would make it slow: nearly every text passes. */
const UNSTORABLE = /[\0\uD800-\uDFFF]/;
