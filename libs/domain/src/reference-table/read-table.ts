import { cellText, cleanText, type RawCell } from '../instrument/import-row.cell.js';
import { normalizeText } from '../platform/search-text.js';
import type { ReferenceColumn, TableProblem } from './reference-table.js';

/** A row of a sheet, numbered from 1 as the spreadsheet shows it. */
export interface TableRow {
  readonly rowNumber: number;
  readonly cells: readonly RawCell[];
}

/** The texts of a row by the keys of the columns; a column that the sheet lacks is empty. */
export interface TextRow {
  readonly rowNumber: number;
  readonly texts: Readonly<Record<string, string>>;
}

/** Rows with an example's mark in the first cell are passed over. */
export const TABLE_EXAMPLE_MARK = '【示例】';
const HEADER_SEARCH_ROWS = 20;

export interface TextTable {
  readonly headerRow: number;
  readonly rows: readonly TextRow[];
}

/** Finds the header, the first row that names all required columns, and reads what stands below; null where none does. */
export function readTextTable(
  sheet: readonly TableRow[],
  columns: readonly ReferenceColumn[],
): TextTable | null {
  for (const [index, row] of sheet.slice(0, HEADER_SEARCH_ROWS).entries()) {
    const places = placesOf(row, columns);
    if (!columns.every(({ key, required }) => !required || places.has(key))) continue;
    return { headerRow: row.rowNumber, rows: textRows(sheet.slice(index + 1), columns, places) };
  }
  return null;
}

/** `种别代码 *` and `种别代码（必填）` are the same header. */
const plainHeader = (text: string) => normalizeText(text).replace(/\([^)]*\)|[*:\s]/gu, '');

function placesOf(row: TableRow, columns: readonly ReferenceColumn[]): Map<string, number> {
  const headers = row.cells.map((cell) => plainHeader(cellText(cell)));
  const places = new Map<string, number>();
  for (const { key, header, also } of columns) {
    const place = headers.findIndex((text) => [header, ...also].some((name) => plainHeader(name) === text));
    if (place >= 0) places.set(key, place);
  }
  return places;
}

function textRows(
  rows: readonly TableRow[],
  columns: readonly ReferenceColumn[],
  places: ReadonlyMap<string, number>,
): TextRow[] {
  const above = new Map<string, string>();
  return rows.flatMap(({ rowNumber, cells }) => {
    const read = columns.map(({ key }) => [key, cleanText(cellText(cells[places.get(key) ?? -1]))] as const);
    const isExample = read.some(([, text]) => text.startsWith(TABLE_EXAMPLE_MARK));
    if (isExample || read.every(([, text]) => text === '')) return [];
    const texts: Record<string, string> = Object.fromEntries(read);
    for (const { key, fillsDown } of columns) {
      if (!fillsDown) continue;
      if (texts[key]) above.set(key, texts[key]);
      else texts[key] = above.get(key) ?? '';
    }
    return [{ rowNumber, texts }];
  });
}

/** What is wrong with the row whatever the table: a required cell that is empty, a text that is too long. */
export function commonProblems(
  { rowNumber, texts }: TextRow,
  columns: readonly ReferenceColumn[],
): TableProblem[] {
  return columns.flatMap(({ key, header, required, max }): TableProblem[] => {
    const value = texts[key] ?? '';
    const at = { row: rowNumber, column: header, value: value.slice(0, 120) };
    if (value === '') return required ? [{ ...at, code: 'field.required' }] : [];
    return [...value].length > max ? [{ ...at, code: 'field.too-long', details: { max } }] : [];
  });
}

/** Every code that a row above has already. */
export function duplicateProblems(rows: readonly TextRow[], column: ReferenceColumn): TableProblem[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ rowNumber, texts }): TableProblem[] => {
    const value = texts[column.key] ?? '';
    if (value === '') return [];
    const known = first.get(value);
    if (known === undefined) first.set(value, rowNumber);
    return known === undefined
      ? []
      : [
          {
            row: rowNumber,
            column: column.header,
            value,
            code: 'reference-table.duplicate-code',
            details: { other: known },
          },
        ];
  });
}
