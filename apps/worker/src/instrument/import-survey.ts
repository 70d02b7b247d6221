import type { ImportPreview } from '@quanheng/database';
import { cellText, type ImportMapping, type MergedColumn, type RawCell } from '@quanheng/domain';
import { measureRows, type DetectedTable } from '@quanheng/spreadsheets';
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
  /** Whether the rows will be judged at once, without asking a person what the columns are. */
  readonly isCertain: boolean;
  readonly onProgress: (done: number) => Promise<void>;
}

/**
 * The size of the table before anything is staged. Where its columns are certain and the file says about how many rows it
 * has, only the first are read: the rest is met, and what is no instrument told, when the rows are judged. Otherwise it is
 * read to its end once.
 */
export async function survey(
  file: Buffer,
  table: DetectedTable,
  { mapping, maxRows, isCertain, onProgress }: SurveyOptions,
): Promise<Survey> {
  const merged: MergedColumn[] = [];
  const onMerged = (one: MergedColumn) => {
    if (one.last > table.headerRow && merged.length < MAX_MERGED) merged.push(one);
  };
  const measured = isCertain ? await measureRows(file, table, onMerged) : null;
  const isShort = measured !== null && measured <= maxRows;
  if (!isShort) merged.length = 0;
  const rows: (readonly RawCell[])[] = [];
  const aside = new RowsAside();
  const range = { sheet: table.sheet, headerRow: table.headerRow, mapping, maxRows, onAside: aside.add };
  let total = 0;
  for await (const { cells } of sourceRows(file, isShort ? range : { ...range, onMerged })) {
    total += 1;
    if (rows.length < PREVIEW_ROWS) rows.push(cells);
    else if (isShort) break;
    if (total % REPORT_EVERY === 0) await onProgress(total);
  }
  if (isShort && total > PREVIEW_ROWS) total = Math.max(total, measured);
  const preview: ImportPreview = {
    ...previewOf(table.headers, rows),
    ...aside.asPreview(),
    ...(merged.length > 0 && { merged }),
    ...(table.otherSheets.length > 0 && { otherSheets: table.otherSheets.map(storableText) }),
  };
  return { table, total, preview };
}

/** Rows that are no instruments: how many, and the first of them. */
export class RowsAside {
  private count = 0;
  private readonly first: AsideRow[] = [];

  readonly add = (row: AsideRow): void => {
    this.count += 1;
    if (this.first.length < ASIDE_SHOWN) this.first.push(row);
  };

  asPreview(): Pick<ImportPreview, 'aside'> {
    return this.count > 0 ? { aside: { count: this.count, rows: this.first.map(toShown) } } : {};
  }
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
