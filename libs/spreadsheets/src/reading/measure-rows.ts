import { openSpreadsheet } from './open-spreadsheet.js';
import { asRefusal } from './refusal.js';
import type { MergedCells, SpreadsheetSource } from './spreadsheet.js';

/**
 * About how many rows of a sheet behind its header hold something, without reading them; null where only reading tells.
 * @throws DomainError the refusals of `openSpreadsheet`
 */
export async function measureRows(
  source: SpreadsheetSource,
  { sheet, headerRow }: { readonly sheet: string; readonly headerRow: number },
  onMerged: (merged: MergedCells) => void,
): Promise<number | null> {
  const spreadsheet = await openSpreadsheet(source);
  try {
    return (await spreadsheet.measure?.(sheet, headerRow, onMerged)) ?? null;
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await spreadsheet.close();
  }
}
