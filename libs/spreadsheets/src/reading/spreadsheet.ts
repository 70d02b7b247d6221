import type { RawCell } from '@quanheng/domain';
import type { Readable } from 'node:stream';

/** A path, the bytes, or a stream of them (which is collected, since a zip is read from its end). */
export type SpreadsheetSource = string | Uint8Array | Readable;

/** A row that holds something. Rows are numbered from 1 as the spreadsheet shows them. */
export interface SheetRow {
  readonly sheet: string;
  readonly rowNumber: number;
  /** From column A on; null is an empty cell. Columns beyond IV (the 256th) are left out. */
  readonly cells: readonly RawCell[];
}

/** An open file; it must be closed. */
export interface Spreadsheet {
  readonly format: 'xlsx' | 'xls' | 'csv';
  /** The visible sheets in their order; a csv has one. */
  readonly sheets: readonly string[];
  /** Reads on only as fast as the rows are taken. */
  rows(sheet: string): AsyncGenerator<SheetRow>;
  close(): Promise<void>;
}

export const MAX_COLUMNS = 256;
