import { INSTRUMENT_FIELDS } from '@quanheng/domain';
import { openXlsx, saveXlsx } from 'hucre/xlsx';
import type { LedgerRow } from './ledger-rows.js';

/** The first row of the template that a clerk fills in: after the headers and the example. As spreadsheets count, from 1. */
export const FIRST_ROW = 3;

/** The downloaded template as a clerk saves it after typing the rows in; all else stays as it was. */
export async function fillTemplate(template: Uint8Array, rows: readonly LedgerRow[]): Promise<Uint8Array> {
  const workbook = await openXlsx(template);
  const sheet = workbook.sheets[0];
  if (!sheet) throw new Error('The template has no sheet');
  const headers = (sheet.rows[0] ?? []).map(String);
  rows.forEach((row, index) => {
    const line = headers.map((header) => {
      const field = INSTRUMENT_FIELDS.find((column) => column.header === header);
      return (field && row[field.key]) || null;
    });
    sheet.rows[FIRST_ROW - 1 + index] = line;
  });
  return saveXlsx(workbook);
}
