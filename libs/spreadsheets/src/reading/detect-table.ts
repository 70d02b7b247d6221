import {
  cellText,
  DomainError,
  findHeaderRow,
  HEADER_SEARCH_ROWS,
  mapColumns,
  readHeader,
  type ColumnMapping,
} from '@quanheng/domain';
import { openSpreadsheet } from './open-spreadsheet.js';
import { asRefusal } from './refusal.js';
import type { Spreadsheet, SheetRow, SpreadsheetSource } from './spreadsheet.js';

/** Where the instruments stand in a workbook. */
export interface DetectedTable {
  readonly sheet: string;
  /** Row number of the header; the data follow it. */
  readonly headerRow: number;
  /** The header's cells as written. */
  readonly headers: readonly string[];
  readonly mapping: ColumnMapping;
  /** Further sheets that look like lists of instruments. */
  readonly otherSheets: readonly string[];
}

/**
 * Finds sheet and header row: of the visible sheets the one whose header names most fields, one with data before an empty
 * one, the first of equals. Where no header is recognised, the first row that could be one is taken, for the clerk to
 * assign its columns.
 * @param only the sheet to look at
 * @throws DomainError `import.no-header`, `import.no-rows` (nothing in any sheet), the refusals of `openSpreadsheet`
 */
export async function detectTable(source: SpreadsheetSource, only?: string): Promise<DetectedTable> {
  const spreadsheet = await openSpreadsheet(source);
  try {
    return await bestTable(spreadsheet, only);
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await spreadsheet.close();
  }
}

interface Candidate extends Omit<DetectedTable, 'otherSheets'> {
  readonly rank: number;
}

async function bestTable(spreadsheet: Spreadsheet, only: string | undefined): Promise<DetectedTable> {
  const tables: Candidate[] = [];
  let isEmpty = true;
  for (const sheet of spreadsheet.sheets) {
    if (only !== undefined && sheet !== only) continue;
    const rows = await firstRows(spreadsheet, sheet);
    isEmpty &&= rows.length === 0;
    tables.push(...candidateOf(rows));
  }
  const [best] = [...tables].sort((a, b) => b.rank - a.rank);
  if (!best) throw new DomainError(isEmpty ? 'import.no-rows' : 'import.no-header');
  const { rank: _, ...table } = best;
  const others = tables.filter(({ sheet, rank }) => sheet !== best.sheet && rank >= GOOD && hasRows(rank));
  return { ...table, otherSheets: others.map(({ sheet }) => sheet) };
}

/** Fields named, and half a point for data below. */
const rankOf = (named: number, hasData: boolean) => named + (hasData ? 0.5 : 0);
const hasRows = (rank: number) => rank % 1 !== 0;
const GOOD = 3;
const MIN_GUESSED = 3;
const HEADER_CHARACTERS = 30;

async function firstRows(spreadsheet: Spreadsheet, sheet: string): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of spreadsheet.rows(sheet)) {
    rows.push(row);
    // One more than may be a header, so that a list of one row below it isn't taken for an empty one.
    if (rows.length > HEADER_SEARCH_ROWS) break;
  }
  return rows;
}

function candidateOf(rows: readonly SheetRow[]): Candidate[] {
  const texts = rows.map(({ cells }) => cells.map(cellText));
  const found = findHeaderRow(texts);
  const index = found ?? texts.findIndex(couldBeHeader);
  const [row, guessed] = [rows[index], texts[index]];
  if (!row || !guessed) return [];
  const { headers, last } = found === null ? { headers: guessed, last: index } : readHeader(texts, found);
  const mapping = mapColumns(headers);
  return [
    {
      sheet: row.sheet,
      headerRow: rows[last]?.rowNumber ?? row.rowNumber,
      headers,
      mapping,
      rank:
        found === null
          ? rankOf(0, last + 1 < rows.length)
          : rankOf(mapping.columns.size, last + 1 < rows.length),
    },
  ];
}

/** Several short texts and no number among them. */
function couldBeHeader(texts: readonly string[]): boolean {
  const filled = texts.map((text) => text.trim()).filter((text) => text !== '');
  return (
    filled.length >= MIN_GUESSED &&
    filled.every((text) => text.length <= HEADER_CHARACTERS && !/^[\d\s.,/-]+$/.test(text))
  );
}
