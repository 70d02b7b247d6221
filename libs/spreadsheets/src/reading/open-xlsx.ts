import { DomainError } from '@quanheng/domain';
import { measureXlsx } from './measure-xlsx.js';
import type { MergedCells, SheetRow, Spreadsheet } from './spreadsheet.js';
import { XmlScanner } from './xml-scanner.js';
import { XlsxSheetHandler } from './xlsx-sheet.js';
import { readXlsxWorkbook, type XlsxWorkbook } from './xlsx-workbook.js';
import { decoded, ZipPackage } from './zip-package.js';

export async function openXlsx(source: string | Uint8Array): Promise<Spreadsheet> {
  const parts = await ZipPackage.open(source);
  try {
    const workbook = await readXlsxWorkbook(parts);
    return {
      format: 'xlsx',
      sheets: [...workbook.sheets.keys()],
      rows: (sheet, onMerged) => sheetRows(parts, workbook, sheet, onMerged),
      measure: async (sheet, ...wanted) =>
        measureXlsx(await parts.stream(workbook.sheets.get(sheet) ?? ''), workbook, ...wanted),
      close: async () => parts.close(),
    };
  } catch (error) {
    parts.close();
    throw error;
  }
}

async function* sheetRows(
  parts: ZipPackage,
  workbook: XlsxWorkbook,
  sheet: string,
  onMerged?: (merged: MergedCells) => void,
): AsyncGenerator<SheetRow> {
  const handler = new XlsxSheetHandler(workbook, await workbook.sharedStrings(), onMerged);
  const scanner = new XmlScanner(handler);
  for await (const text of decoded(await parts.stream(workbook.sheets.get(sheet) ?? ''))) {
    scanner.write(text);
    const rows = handler.rows;
    handler.rows = [];
    for (const row of rows) yield { sheet, ...row };
  }
  if (!handler.isComplete) throw new DomainError('file.unreadable');
}
