import { DomainError } from '@quanheng/domain';
import { openSpreadsheet } from './open-spreadsheet.js';
import { asRefusal } from './refusal.js';
import type { MergedCells, SheetRow, SpreadsheetSource } from './spreadsheet.js';

export interface ReadRowsOptions {
  /** More rows than this that hold something are refused as `import.too-many-rows`. */
  readonly maxRows: number;
  /** One sheet only; all visible ones in their order without it. */
  readonly sheet?: string;
  /** Row number up to which rows are passed over and not counted: the header, or what was read before. */
  readonly afterRow?: number;
  /** Is told of cells merged downwards, once all rows were read. */
  readonly onMerged?: (merged: MergedCells) => void;
}

/**
 * The rows that hold something, one at a time; nothing is read ahead of the consumer but a piece of some 64 KB.
 * @throws DomainError the refusals of `openSpreadsheet`, `import.too-many-rows`
 */
export async function* readRows(
  source: SpreadsheetSource,
  { maxRows, sheet, afterRow = 0, onMerged }: ReadRowsOptions,
): AsyncGenerator<SheetRow> {
  const spreadsheet = await openSpreadsheet(source);
  let count = 0;
  try {
    for (const name of sheet === undefined ? spreadsheet.sheets : [sheet]) {
      for await (const row of spreadsheet.rows(name, onMerged)) {
        if (row.rowNumber <= afterRow) continue;
        count += 1;
        if (count > maxRows) throw new DomainError('import.too-many-rows', { limit: maxRows });
        yield row;
      }
    }
  } catch (error) {
    throw asRefusal(error);
  } finally {
    await spreadsheet.close();
  }
}
