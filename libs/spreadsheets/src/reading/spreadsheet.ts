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

/** Cells of one column merged downwards; columns from 0, rows as the spreadsheet numbers them. */
export interface MergedCells {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

/** An open file; it must be closed. */
export interface Spreadsheet {
  readonly format: 'xlsx' | 'xls' | 'csv';
  /** The visible sheets in their order; a csv has one. */
  readonly sheets: readonly string[];
  /** Reads on only as fast as the rows are taken; merged cells are told once all rows have been, as files have them. */
  rows(sheet: string, onMerged?: (merged: MergedCells) => void): AsyncGenerator<SheetRow>;
  /** About how many rows of a sheet behind a row hold something, where that is known sooner than by reading them. */
  measure?(sheet: string, afterRow: number, onMerged: (merged: MergedCells) => void): Promise<number | null>;
  close(): Promise<void>;
}

export const MAX_COLUMNS = 256;

/** More characters than a cell of Excel or WPS holds (32,767); pieces would add up without end otherwise. */
export const MAX_CELL_CHARACTERS = 64 * 1024;
