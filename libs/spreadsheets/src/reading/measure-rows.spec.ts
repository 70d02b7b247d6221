import { rawXlsx } from '../testing/raw-xlsx.js';
import { measureRows } from './measure-rows.js';
import type { MergedCells } from './spreadsheet.js';

const SHEET = '台账';
const row = (number: number, cell: string) => `<row r="${number}"><c r="A${number}"${cell}</c></row>`;
const book = (rows: string, after = '') => rawXlsx({ sheets: [{ name: SHEET, rows, after }] });

async function measure(file: Buffer): Promise<{ rows: number | null; merged: MergedCells[] }> {
  const merged: MergedCells[] = [];
  return { rows: await measureRows(file, { sheet: SHEET, headerRow: 5 }, (one) => merged.push(one)), merged };
}

it('counts the rows behind the header that hold something, over many pieces of the file, and tells what is merged behind them', async () => {
  const filled = Array.from({ length: 20_000 }, (_, index) => row(2 * index + 1, `><v>${index}</v>`));
  const styled = filled.map((_, index) => row(2 * index + 2, ' s="1">'));
  const rows = filled.flatMap((one, index) => [one, styled[index] ?? '']).join('');
  const text = row(50_000, ' t="inlineStr"><is><t>甲</t></is>');
  const after = '<mergeCells count="2"><mergeCell ref="B2:B4"/><mergeCell ref="A1:C1"/></mergeCells>';
  expect(await measure(book(`${rows}${text}`, after))).toEqual({
    rows: 19_998,
    merged: [{ column: 1, first: 2, last: 4 }],
  });
});

it.each([
  ['an empty sheet', book('')],
  ['rows without a value', book(row(1, ' s="1">'))],
  ['a csv, which is read as quickly as counted', Buffer.from('名称\n压力表\n')],
])('leaves %s to reading', async (_, file) => {
  expect((await measure(file)).rows).toBeNull();
});
