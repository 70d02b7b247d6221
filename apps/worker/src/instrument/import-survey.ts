import { cellText, type ImportMapping, type RawCell } from '@quanheng/domain';
import type { DetectedTable } from '@quanheng/spreadsheets';
import { sourceRows, storableText } from './import-source.js';

export interface Survey {
  readonly table: DetectedTable;
  /** How many instruments the table has. */
  readonly total: number;
  /** The first of them. */
  readonly rows: readonly (readonly RawCell[])[];
}

const PREVIEW_ROWS = 5;
const REPORT_EVERY = 5_000;
const PREVIEW_CHARACTERS = 60;

/** Reads the table once to know its size before anything is staged; also meets whatever is damaged further down. */
export async function survey(
  file: Buffer,
  table: DetectedTable,
  mapping: ImportMapping,
  onProgress: (done: number) => Promise<void>,
): Promise<Survey> {
  let total = 0;
  const rows: (readonly RawCell[])[] = [];
  const range = { sheet: table.sheet, afterRow: table.headerRow, mapping };
  for await (const { cells } of sourceRows(file, range)) {
    total += 1;
    if (rows.length < PREVIEW_ROWS) rows.push(cells);
    if (total % REPORT_EVERY === 0) await onProgress(total);
  }
  return { table, total, rows };
}

/** What is shown beside each column while fields are assigned. */
export function previewOf(
  headers: readonly string[],
  rows: readonly (readonly RawCell[])[],
): { headers: string[]; rows: string[][] } {
  const shown = (cell: RawCell | undefined) =>
    storableText([...cellText(cell)].slice(0, PREVIEW_CHARACTERS).join(''));
  return {
    headers: headers.map(storableText),
    rows: rows.map((cells) => headers.map((_, index) => shown(cells[index]))),
  };
}
