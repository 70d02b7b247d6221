import { DomainError } from '@quanheng/domain';
import { detectDelimiter, streamCsvRows } from 'hucre/csv';
import { isUtf8 } from 'node:buffer';
import { refused } from './refusal.js';
import { MAX_COLUMNS, type SheetRow, type Spreadsheet } from './spreadsheet.js';
import { toTextCell } from './text-cell.js';

const SHEET = 'CSV';
/** Of a cell, as Excel has it. */
const MAX_CHARACTERS = 32_767;
/** How Excel is made to keep leading zeros in a csv: ="0012". */
const QUOTED_FORMULA = /^="([^"]*)"$/;

/** Comma, semicolon or tab; UTF-8 or UTF-16 by its mark, UTF-8 without one, else GB18030, which is what Excel saves. */
export function openCsv(bytes: Uint8Array): Spreadsheet {
  const text = decode(bytes);
  if (/^\s*</.test(text)) throw refused('markup');
  if (text.includes('\uFFFD')) throw refused('encoding');
  if (text.includes('\0')) {
    throw new DomainError('file.type-not-allowed', { allowed: 'xlsx, xls, csv' });
  }
  return {
    format: 'csv',
    sheets: [SHEET],
    rows: () => csvRows(text),
    close: async () => undefined,
  };
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'gb18030').decode(bytes);
}

async function* csvRows(text: string): AsyncGenerator<SheetRow> {
  const delimiter = detectDelimiter(text.slice(0, 64 * 1024));
  let rowNumber = 0;
  for (const values of streamCsvRows(text, { delimiter })) {
    rowNumber += 1;
    const cells = values.slice(0, MAX_COLUMNS).map((value) => toCell(String(value ?? '')));
    // Most likely a quotation mark without its second: the rest of the file would be one cell.
    if (cells.some((cell) => cell !== null && cell.length > MAX_CHARACTERS)) throw refused('quote');
    if (cells.some((cell) => cell !== null)) yield { sheet: SHEET, rowNumber, cells };
  }
}

function toCell(text: string): string | null {
  return toTextCell(QUOTED_FORMULA.exec(text)?.[1] ?? text);
}
