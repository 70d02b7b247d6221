import type { ImportPreview } from '@quanheng/database';
import { cellText, type ImportMapping, type MergedColumn, type RawCell } from '@quanheng/domain';
import type { DetectedTable } from '@quanheng/spreadsheets';
import { sourceRows, storableText, type AsideRow } from './import-source.js';

export interface Survey {
  readonly table: DetectedTable;
  /** How many instruments the table has. */
  readonly total: number;
  readonly preview: ImportPreview;
}

const PREVIEW_ROWS = 5;
const REPORT_EVERY = 5_000;
const PREVIEW_CHARACTERS = 60;
const ASIDE_SHOWN = 20;
/** More merged cells than this are left as they are: each of their rows then says what is missing. */
const MAX_MERGED = 20_000;

export interface SurveyOptions {
  readonly mapping: ImportMapping;
  readonly maxRows: number;
  readonly onProgress: (done: number) => Promise<void>;
}

/** Reads the table once to know its size before anything is staged; also meets whatever is damaged further down. */
export async function survey(
  file: Buffer,
  table: DetectedTable,
  { mapping, maxRows, onProgress }: SurveyOptions,
): Promise<Survey> {
  let total = 0;
  const rows: (readonly RawCell[])[] = [];
  const merged: MergedColumn[] = [];
  const aside: AsideRow[] = [];
  let asideCount = 0;
  const range = {
    sheet: table.sheet,
    headerRow: table.headerRow,
    mapping,
    maxRows,
    onMerged: (one: MergedColumn) => {
      if (one.last > table.headerRow && merged.length < MAX_MERGED) merged.push(one);
    },
    onAside: (row: AsideRow) => {
      asideCount += 1;
      if (aside.length < ASIDE_SHOWN) aside.push(row);
    },
  };
  for await (const { cells } of sourceRows(file, range)) {
    total += 1;
    if (rows.length < PREVIEW_ROWS) rows.push(cells);
    if (total % REPORT_EVERY === 0) await onProgress(total);
  }
  const preview: ImportPreview = {
    ...previewOf(table.headers, rows),
    ...(asideCount > 0 && { aside: { count: asideCount, rows: aside.map(toShown) } }),
    ...(merged.length > 0 && { merged }),
    ...(table.otherSheets.length > 0 && { otherSheets: table.otherSheets.map(storableText) }),
  };
  return { table, total, preview };
}

/** What is shown beside each column while fields are assigned. */
function previewOf(
  headers: readonly string[],
  rows: readonly (readonly RawCell[])[],
): { headers: string[]; rows: string[][] } {
  return {
    headers: headers.map(storableText),
    rows: rows.map((cells) => headers.map((_, index) => shownCell(cells[index]))),
  };
}

function toShown({ rowNumber, cells, reason }: AsideRow) {
  const texts = cells.map(shownCell).filter((text) => text !== '');
  return { rowNumber, reason, text: [...texts.join(' ')].slice(0, PREVIEW_CHARACTERS).join('') };
}

function shownCell(cell: RawCell | undefined): string {
  return storableText([...cellText(cell)].slice(0, PREVIEW_CHARACTERS).join(''));
}
