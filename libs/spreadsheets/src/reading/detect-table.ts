import {
  cellText,
  DomainError,
  findHeaderRow,
  HEADER_SEARCH_ROWS,
  mapColumns,
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
}

/**
 * Finds sheet and header row: of the visible sheets the one whose header names most fields, the first of equals.
 * @throws DomainError `import.no-header`, `import.no-rows` (nothing in any sheet), the refusals of `openSpreadsheet`
 */
export async function detectTable(source: SpreadsheetSource): Promise<DetectedTable> {
  const spreadsheet = await openSpreadsheet(source);
  try {
    return await bestTable(spreadsheet);
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await spreadsheet.close();
  }
}

async function bestTable(spreadsheet: Spreadsheet): Promise<DetectedTable> {
  let best: DetectedTable | null = null;
  let isEmpty = true;
  for (const sheet of spreadsheet.sheets) {
    const rows = await firstRows(spreadsheet, sheet);
    isEmpty &&= rows.length === 0;
    const table = tableOf(rows);
    if (table && table.mapping.columns.size > (best?.mapping.columns.size ?? 0)) best = table;
  }
  if (!best) throw new DomainError(isEmpty ? 'import.no-rows' : 'import.no-header');
  return best;
}

async function firstRows(spreadsheet: Spreadsheet, sheet: string): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of spreadsheet.rows(sheet)) {
    rows.push(row);
    if (rows.length === HEADER_SEARCH_ROWS) break;
  }
  return rows;
}

function tableOf(rows: readonly SheetRow[]): DetectedTable | null {
  const texts = rows.map(({ cells }) => cells.map(cellText));
  const index = findHeaderRow(texts);
  const [row, headers] = [rows[index ?? -1], texts[index ?? -1]];
  if (!row || !headers) return null;
  return { sheet: row.sheet, headerRow: row.rowNumber, headers, mapping: mapColumns(headers) };
}
