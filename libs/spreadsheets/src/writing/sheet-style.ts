import type { CellStyle } from 'hucre/xlsx';

const FONT = 'Microsoft YaHei';
const BORDER = { style: 'thin', color: { rgb: 'BFBFBF' } } as const;
const ALL_SIDES = { top: BORDER, right: BORDER, bottom: BORDER, left: BORDER };

const fill = (rgb: string) => ({ type: 'pattern', pattern: 'solid', fgColor: { rgb } }) as const;

/** The guide marks required columns red ★; red on pale red keeps 5.2 : 1. */
export const REQUIRED_HEADER: CellStyle = {
  font: { name: FONT, size: 11, bold: true, color: { rgb: 'C02B2B' } },
  fill: fill('FEF0F0'),
  border: ALL_SIDES,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
export const HEADER: CellStyle = {
  font: { name: FONT, size: 11, bold: true, color: { rgb: '303133' } },
  fill: fill('F2F3F5'),
  border: ALL_SIDES,
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
};
export const TITLE: CellStyle = { font: { name: FONT, size: 14, bold: true } };
/** `@`: leading zeros and long numbers stay what was typed. */
export const TEXT: CellStyle = { numFmt: '@' };
export const WRAPPED: CellStyle = { numFmt: '@', alignment: { vertical: 'top', wrapText: true } };
export const EXAMPLE: CellStyle = { numFmt: '@', font: { italic: true, color: { rgb: '6B7280' } } };
export const ERROR_CELL: CellStyle = {
  numFmt: '@',
  font: { color: { rgb: '9C0006' } },
  fill: fill('FFC7CE'),
  border: ALL_SIDES,
};
export const WARNING_CELL: CellStyle = {
  numFmt: '@',
  font: { color: { rgb: '7A4B00' } },
  fill: fill('FFEB9C'),
};

/** Cells of a sheet by `row,column` from 0, as hucre wants them. */
export const at = (row: number, column: number): string => `${row},${column}`;
