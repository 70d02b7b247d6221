import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { writeXlsxStream } from 'hucre/xlsx';
import { safeText } from './safe-text.js';
import { HEADER, TEXT } from './sheet-style.js';

export interface TableColumn {
  readonly header: string;
  /** In characters. */
  readonly width?: number;
}

/** Rows of texts, in the columns' order. */
export type TableRows = AsyncIterable<readonly string[]>;

/** A table as xlsx, written while its rows are read: memory doesn't grow with them. No cell is ever a formula. */
export function streamXlsx(sheet: string, columns: readonly TableColumn[], rows: TableRows): Readable {
  const stream = writeXlsxStream(safeRows(rows), {
    name: sheet,
    columns: columns.map(({ header, width = 16 }) => ({
      header: safeText(header),
      width,
      style: TEXT,
      headerStyle: HEADER,
    })),
    freezePane: { rows: 1 },
  });
  return Readable.fromWeb(stream as ReadableStream<Uint8Array>);
}

async function* safeRows(rows: TableRows): AsyncGenerator<string[]> {
  for await (const row of rows) yield row.map(safeText);
}

/** The same as CSV (RFC 4180), marked as UTF-8 so that Excel and WPS read the Chinese. */
export function streamCsv(columns: readonly TableColumn[], rows: TableRows): Readable {
  return Readable.from(csvLines(columns, rows));
}

async function* csvLines(columns: readonly TableColumn[], rows: TableRows): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(columns.map(({ header }) => header))}`;
  for await (const row of rows) yield csvLine(row);
}

function csvLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => {
    const text = safeText(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  });
  return `${quoted.join(',')}\r\n`;
}
