import { DomainError, type RawCell } from '@quanheng/domain';
import { serialToDate } from 'hucre';
import * as XLSX from 'xlsx';
import * as codepages from 'xlsx/dist/cpexcel.full.mjs';
import { refused } from './refusal.js';
import { MAX_COLUMNS, type MergedCells, type SheetRow, type Spreadsheet } from './spreadsheet.js';
import { shownNumber } from './shown-number.js';
import { toTextCell } from './text-cell.js';

// Workbooks of Excel 95 and of many accounting programs hold their texts in GBK.
XLSX.set_cptable(codepages);

/** Error numbers of the binary format. */
const ERRORS: Readonly<Record<number, string>> = {
  0x00: '#NULL!',
  0x07: '#DIV/0!',
  0x0f: '#VALUE!',
  0x17: '#REF!',
  0x1d: '#NAME?',
  0x24: '#NUM!',
  0x2a: '#N/A',
};

/** An old binary workbook. At most 65,536 rows a sheet, so it is read as a whole: for {@link openXls}'s process only. */
export function parseXls(bytes: Uint8Array): Spreadsheet {
  checkContainer(bytes);
  const workbook = parse(bytes);
  const is1904 = workbook.Workbook?.WBProps?.date1904 === true;
  const visible = workbook.SheetNames.filter((_, index) => !workbook.Workbook?.Sheets?.[index]?.Hidden);
  return {
    format: 'xls',
    sheets: visible.filter((name) => workbook.Sheets[name]?.['!type'] === undefined),
    rows: (sheet, onMerged) => sheetRows(workbook.Sheets[sheet] ?? {}, sheet, is1904, onMerged),
    close: async () => undefined,
  };
}

/** What an OLE container holds decides before its workbook is parsed. */
function checkContainer(bytes: Uint8Array): void {
  const names = XLSX.CFB.read(bytes, { type: 'buffer' }).FullPaths.map((path: string) => path.toLowerCase());
  const holds = (name: string) => names.some((path: string) => path.endsWith(`/${name}`));
  if (holds('encryptedpackage')) throw new DomainError('import.password-protected');
  if (names.some((path: string) => path.includes('_vba_project'))) throw refused('macros');
  if (!holds('workbook') && !holds('book')) throw new DomainError('file.unreadable');
}

function parse(bytes: Uint8Array): XLSX.WorkBook {
  try {
    return XLSX.read(bytes, { type: 'buffer', dense: true, cellNF: true, cellText: false, cellHTML: false });
  } catch (error) {
    const isProtected = error instanceof Error && /password|encrypt/i.test(error.message);
    throw new DomainError(isProtected ? 'import.password-protected' : 'file.unreadable');
  }
}

async function* sheetRows(
  sheet: XLSX.WorkSheet,
  name: string,
  is1904: boolean,
  onMerged?: (merged: MergedCells) => void,
): AsyncGenerator<SheetRow> {
  const data: (XLSX.CellObject | undefined)[][] = sheet['!data'] ?? [];
  for (let index = 0; index < data.length; index++) {
    const row = data[index];
    if (!row) continue;
    const cells = Array.from(row.slice(0, MAX_COLUMNS), (cell) => (cell ? toCell(cell, is1904) : null));
    while (cells.length > 0 && cells.at(-1) === null) cells.pop();
    if (cells.length > 0) yield { sheet: name, rowNumber: index + 1, cells };
  }
  for (const { s: start, e: end } of sheet['!merges'] ?? []) {
    if (start.c !== end.c || start.r === end.r) continue;
    onMerged?.({ column: start.c, first: start.r + 1, last: end.r + 1 });
  }
}

function toCell(cell: XLSX.CellObject, is1904: boolean): RawCell {
  const value = toValue(cell, is1904);
  if (cell.f === undefined) return value;
  return typeof value === 'object' && value !== null ? { ...value, formula: true } : { value, formula: true };
}

function toValue(cell: XLSX.CellObject, is1904: boolean): RawCell {
  if (cell.t === 'e') return { value: ERRORS[Number(cell.v)] ?? '#ERROR!', error: true };
  if (typeof cell.v === 'string') return toTextCell(cell.v);
  if (typeof cell.v !== 'number') return typeof cell.v === 'boolean' ? cell.v : null;
  if (typeof cell.z === 'string' && XLSX.SSF.is_date(cell.z) && /[yd]/i.test(cell.z) && cell.v >= 1) {
    return { value: serialToDate(Math.floor(cell.v), is1904).toISOString().slice(0, 10), date: true };
  }
  const shown = typeof cell.z === 'string' ? shownNumber(cell.z)?.(cell.v) : undefined;
  return shown ?? (is1904 ? { value: cell.v, from1904: true } : cell.v);
}
