import {
  DomainError,
  MAX_TABLE_ROWS,
  readTextTable,
  type ReferenceColumn,
  type TextTable,
} from '@quanheng/domain';
import { openSpreadsheet } from './open-spreadsheet.js';
import { asRefusal } from './refusal.js';
import type { Spreadsheet, SheetRow, SpreadsheetSource } from './spreadsheet.js';

/**
 * The first visible sheet whose header names the required columns, with its rows as texts.
 * @throws DomainError `reference-table.no-header`, `.no-rows`, `import.too-many-rows`, the refusals of `openSpreadsheet`
 */
export async function readReferenceSheet(
  source: SpreadsheetSource,
  columns: readonly ReferenceColumn[],
): Promise<TextTable> {
  const spreadsheet = await openSpreadsheet(source);
  try {
    for (const sheet of spreadsheet.sheets) {
      const table = readTextTable(await rowsOf(spreadsheet, sheet), columns);
      if (!table) continue;
      if (table.rows.length === 0) throw new DomainError('reference-table.no-rows');
      return table;
    }
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await spreadsheet.close();
  }
  const required = columns.filter((column) => column.required).map(({ header }) => header);
  throw new DomainError('reference-table.no-header', { columns: required.join('、') });
}

async function rowsOf(spreadsheet: Spreadsheet, sheet: string): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of spreadsheet.rows(sheet)) {
    if (rows.length >= MAX_TABLE_ROWS)
      throw new DomainError('import.too-many-rows', { limit: MAX_TABLE_ROWS });
    rows.push(row);
  }
  return rows;
}
