import type { ImportMapping } from './import-row.staged.js';
import { cellText, isBlankCell, plainText, type RawCell } from './import-row.cell.js';

const DITTO = /^(?:同上|同前|同左|〃|″|"|''|“|”|〞|ditto|do\.)$/iu;

/** What all of them have a sign of; most texts are told apart by it at once. */
const MAY_BE_DITTO = /[同〃″"'“”〞＂＇dDｄＤ]/;

/** Cells of one column merged downwards, rows as the spreadsheet numbers them. JSON. */
export interface MergedColumn {
  readonly column: number;
  readonly first: number;
  readonly last: number;
}

/** Serial numbers are never the same in two rows, so nothing is carried into them. */
const OWN: readonly string[] = ['serialNumber', 'ownNumber'];

/**
 * Fills in, row by row in their order, what a cell only points at: 同上 takes the cell above it, cells merged downwards all
 * have the value of the first. What was filled in says so ({@link MarkedCell.from}).
 */
export function fillDown(
  { columns, extra }: ImportMapping,
  merged: readonly MergedColumn[] = [],
): (rowNumber: number, cells: readonly RawCell[]) => readonly RawCell[] {
  const carried = [
    ...Object.entries(columns),
    ...Object.entries(extra ?? {}).map(([index, { key }]) => [index, key] as const),
  ]
    .filter(([, key]) => !OWN.includes(key))
    .map(([index]) => Number(index));
  const merges = lastRows(merged);
  const above = new Map<number, { rowNumber: number; cell: RawCell }>();
  return (rowNumber, cells) => {
    let filled: RawCell[] | undefined;
    for (const column of carried) {
      const cell = cells[column] ?? null;
      const last = above.get(column);
      const value = last && valueFrom(cell, rowNumber, last, merges.get(column)?.get(last.rowNumber));
      if (value !== undefined) {
        filled ??= [...cells];
        while (filled.length < column) filled.push(null);
        filled[column] = value;
      } else if (!isBlankCell(cell)) above.set(column, { rowNumber, cell });
    }
    return filled ?? cells;
  };
}

/** Column → first row of merged cells → their last. */
function lastRows(merged: readonly MergedColumn[]): Map<number, Map<number, number>> {
  const columns = new Map<number, Map<number, number>>();
  for (const { column, first, last } of merged) {
    columns.set(column, (columns.get(column) ?? new Map<number, number>()).set(first, last));
  }
  return columns;
}

function isDitto(cell: RawCell): boolean {
  const text = cellText(cell);
  return MAY_BE_DITTO.test(text) && DITTO.test(plainText(text));
}

function valueFrom(
  cell: RawCell,
  rowNumber: number,
  above: { rowNumber: number; cell: RawCell },
  mergedUntil = 0,
): RawCell | undefined {
  const isMerged = isBlankCell(cell) && rowNumber <= mergedUntil;
  if (!isMerged && !isDitto(cell)) return undefined;
  const value = typeof above.cell === 'object' && above.cell !== null ? above.cell : { value: above.cell };
  return { ...value, from: isMerged ? '' : cellText(cell).trim() };
}
