import type { RawCell } from '@quanheng/domain';
import type { MergedCells } from './spreadsheet.js';

/** First the file, then chunks of its sheets. */
export type XlsRequest =
  { readonly bytes: Uint8Array } | { readonly sheet: string; readonly fromRow: number };

export type XlsRows = readonly { readonly rowNumber: number; readonly cells: readonly RawCell[] }[];

export type XlsAnswer =
  | { readonly sheets: readonly string[] }
  /** `merged` comes with the last chunk. */
  | { readonly rows: XlsRows; readonly merged?: readonly MergedCells[] }
  | { readonly code: string; readonly details: object };
