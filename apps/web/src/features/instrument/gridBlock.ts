import type { ImportRowDto } from '@quanheng/api-client';
import type { InstrumentFieldKey } from '@quanheng/domain';
import { findingsAt, type Place } from './gridPlaces';

/** Cells from one corner to the other: indices of rows shown and of fields, both ends included. */
export interface Block {
  rows: [number, number];
  fields: [number, number];
}

export interface CellChange {
  row: number;
  field: InstrumentFieldKey;
  to: string | null;
}

type Rows = readonly ImportRowDto[];
type Fields = readonly InstrumentFieldKey[];

export function blockOf(fields: Fields, from: Place, to: Place = from): Block {
  const columns = [fields.indexOf(from.field), fields.indexOf(to.field)];
  return {
    rows: [Math.min(from.row, to.row), Math.max(from.row, to.row)],
    fields: [Math.min(...columns), Math.max(...columns)],
  };
}

export function isInBlock({ rows, fields }: Block, row: number, field: number): boolean {
  return row >= rows[0] && row <= rows[1] && field >= fields[0] && field <= fields[1];
}

/** What stands in the cell itself. */
export const cellAt = (row: ImportRowDto, field: InstrumentFieldKey): string =>
  String(row.cells[field] ?? '');

/** What is shown: what the cell was taken for, where it was only written differently. */
export function shownAt(row: ImportRowDto, field: InstrumentFieldKey): string {
  const [found] = findingsAt(row, field);
  return found?.level === 'INFO' && found.suggestion !== null ? found.suggestion : cellAt(row, field);
}

/** A block as spreadsheet programs copy one. */
export function copyBlock(rows: Rows, fields: Fields, block: Block): string {
  return rows
    .slice(block.rows[0], block.rows[1] + 1)
    .map((row) =>
      fields
        .slice(block.fields[0], block.fields[1] + 1)
        .map((field) => quoted(shownAt(row, field)))
        .join('\t'),
    )
    .join('\n');
}

const quoted = (text: string) => (/["\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A copied block from the upper left corner on; a single value fills the whole block that is marked. */
export function pasteBlock(rows: Rows, fields: Fields, block: Block, text: string): CellChange[] {
  const table = parseBlock(text);
  const isOne = table.length === 1 && table[0]?.length === 1;
  const height = isOne ? block.rows[1] - block.rows[0] + 1 : table.length;
  const width = isOne
    ? block.fields[1] - block.fields[0] + 1
    : Math.max(0, ...table.map((line) => line.length));
  return changes(
    rows,
    fields,
    block,
    [height, width],
    (row, field) => table[isOne ? 0 : row]?.[isOne ? 0 : field],
  );
}

/** The first line of the block in all lines below it. */
export function fillDown(rows: Rows, fields: Fields, block: Block): CellChange[] {
  const first = rows[block.rows[0]];
  if (!first) return [];
  const size: [number, number] = [block.rows[1] - block.rows[0] + 1, block.fields[1] - block.fields[0] + 1];
  return changes(rows, fields, block, size, (_, column) => cellAt(first, fields[block.fields[0] + column]!));
}

export function fillBlock(rows: Rows, fields: Fields, block: Block, text: string): CellChange[] {
  const size: [number, number] = [block.rows[1] - block.rows[0] + 1, block.fields[1] - block.fields[0] + 1];
  return changes(rows, fields, block, size, () => text);
}

function changes(
  rows: Rows,
  fields: Fields,
  { rows: [top], fields: [left] }: Block,
  [height, width]: [number, number],
  textOf: (row: number, column: number) => string | undefined,
): CellChange[] {
  const found: CellChange[] = [];
  for (let line = 0; line < height; line++) {
    const row = rows[top + line];
    if (!row) break;
    for (let column = 0; column < width; column++) {
      const [field, to] = [fields[left + column], textOf(line, column)];
      if (field && to !== undefined && to !== cellAt(row, field))
        found.push({ row: row.rowNumber, field, to });
    }
  }
  return found;
}

/** Lines and tabs; a cell with either of them inside comes in quotes. */
export function parseBlock(text: string): string[][] {
  const table: string[][] = [[]];
  const cells = /(?:"((?:[^"]|"")*)"(?=\t|\r?\n|$)|([^\t\r\n]*))(\t|\r?\n|$)/gy;
  for (let match = cells.exec(text); match; match = cells.exec(text)) {
    table.at(-1)?.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
    if (match[3] === '' || cells.lastIndex >= text.length) break;
    if (match[3] !== '\t') table.push([]);
  }
  return table;
}
