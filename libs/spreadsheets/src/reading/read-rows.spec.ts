import type { RawCell } from '@quanheng/domain';
import {
  cellKinds,
  csv,
  dateFormats,
  fiftySheets,
  giantDimension,
  excel95,
  numberFormats,
  oldWorkbook,
  ownList,
} from '../testing/awkward-workbooks.js';
import { HEADER_ROW, rawXlsx, rowXml } from '../testing/raw-xlsx.js';
import { openSpreadsheet } from './open-spreadsheet.js';
import { readRows, type ReadRowsOptions } from './read-rows.js';
import type { SheetRow } from './spreadsheet.js';

async function read(file: Buffer, options: Partial<ReadRowsOptions> = {}): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  for await (const row of readRows(file, { maxRows: 1000, ...options })) rows.push(row);
  return rows;
}
const numbered = (rows: readonly SheetRow[]): [number, readonly RawCell[]][] =>
  rows.map(({ rowNumber, cells }) => [rowNumber, cells]);

describe('xlsx', () => {
  it('reads every kind of cell', async () => {
    const rows = await read(cellKinds());
    expect(rows[0]?.sheet).toBe('A & B');
    expect(numbered(rows)).toEqual([
      [
        1,
        [
          '共享',
          '-20～50℃',
          null,
          '粗 细',
          true,
          { value: '#N/A', error: true },
          0.0015,
          { value: '甲>乙', formula: true },
          { value: null, formula: true },
          { value: '#DIV/0!', error: true, formula: true },
          { value: 7, formula: true },
          'a\nb',
          8,
        ],
      ],
      [2, [1]],
      [9, [null, null, 2]],
      [10, [3]],
      [11, [4]],
      [1048576, [...Array.from({ length: 255 }, () => null), 6]],
    ]);
  });

  it.each([false, true])(
    'tells dates from numbers by their format, counting from 1904: %s',
    async (is1904) => {
      const date = { value: '2026-01-05', date: true };
      const plain = (value: number) => (is1904 ? { value, from1904: true } : value);
      const number = plain(is1904 ? 44_565.5 : 46_027.5);
      expect(numbered(await read(dateFormats(is1904)))).toEqual([
        // 0.00"dmy" has the letters of a date, but in what is added to the number.
        [1, [number, date, date, is1904 ? '44565.50dmy' : '46027.50dmy', number, date, plain(0.25), date]],
      ]);
    },
  );

  it.each(['xlsx', 'biff8'] as const)('reads what a number format adds to a number (%s)', async (type) => {
    expect(numbered(await read(numberFormats(type)))).toEqual([
      [1, ['000123', 'SB-007', '2%', '30.0kg', 1.6, 1234, 5, 1.5]],
    ]);
  });

  it('reads a list as clerks keep it, with the rows numbered as they see them', async () => {
    const rows = await read(await ownList(), { sheet: '台账', afterRow: 4 });
    expect(numbered(rows)).toEqual([
      [5, [1, '电子台秤', 'TCS-150', '00123', '(0～150)kg', { value: '2024-02-29', date: true }]],
      [7, [null, null, '  ']],
      [8, [2, '压力表', 'Y-100', 20240017, '(0～1.6)MPa', 45351, '一楼']],
    ]);
  });

  it('pays no attention to the dimension that a sheet claims', async () => {
    expect(numbered(await read(giantDimension()))).toEqual([
      [1, ['器具名称', '型号规格', '出厂编号']],
      [2, ['电子秤', 'A', '1']],
    ]);
  });

  it('leaves hidden sheets alone', async () => {
    const file = await openSpreadsheet(fiftySheets());
    expect(file.sheets).toHaveLength(48);
    expect(file.sheets).not.toContain('第1页');
    expect(file.sheets).not.toContain('第2页');
    await file.close();
  });

  it('has the rows of all sheets in their order unless one is named', async () => {
    const sheets = ['甲', '乙'].map((name) => ({ name, rows: HEADER_ROW }));
    expect((await read(rawXlsx({ sheets }))).map(({ sheet }) => sheet)).toEqual(['甲', '乙']);
    expect((await read(rawXlsx({ sheets }), { sheet: '乙' })).map(({ sheet }) => sheet)).toEqual(['乙']);
    await expect(read(rawXlsx({ sheets }), { sheet: '丙' })).rejects.toMatchObject({
      code: 'file.unreadable',
    });
  });
});

describe('limits', () => {
  const file = () =>
    rawXlsx({ sheets: [{ name: 'A', rows: [1, 2, 3].map((n) => rowXml(n, ['x'])).join('') }] });

  it('takes as many rows as are allowed and refuses the next', async () => {
    expect(await read(file(), { maxRows: 3 })).toHaveLength(3);
    await expect(read(file(), { maxRows: 2 })).rejects.toMatchObject({
      code: 'import.too-many-rows',
      details: { limit: 2 },
    });
    expect(await read(file(), { maxRows: 2, afterRow: 1 })).toHaveLength(2);
  });

  it('reads no further than its consumer', async () => {
    const many = Array.from({ length: 50_000 }, (_, i) => rowXml(i + 1, ['电子秤', `型号${i}`])).join('');
    const rows = readRows(rawXlsx({ sheets: [{ name: 'A', rows: `${many}<broken` }] }), { maxRows: 100_000 });
    expect((await rows.next()).value).toMatchObject({ rowNumber: 1 });
    await expect(rows.return(undefined)).resolves.toMatchObject({ done: true });
  });
});

describe('csv', () => {
  const EXPECTED = [
    [1, ['器具名称', '型号规格', '出厂编号', '备注']],
    [2, ['电子秤', 'ＴＣＳ-150,甲', '00123', '第一行\r\n第二行 "引"']],
    [4, ['压力表', 'Y-100', '2', '\u200b']],
  ];
  it.each(['utf-8', 'utf-8-bom', 'utf-16le'] as const)('in %s', async (encoding) => {
    expect(numbered(await read(csv(encoding)))).toEqual(EXPECTED);
  });

  it('in GB18030, as Excel in China saves it', async () => {
    const rows = numbered(await read(csv('gb18030')));
    expect(rows.slice(0, 2)).toEqual(EXPECTED.slice(0, 2));
    expect(rows[2]?.[1].slice(0, 3)).toEqual(['压力表', 'Y-100', '2']);
  });

  it.each([';', '\t'])('separated by %j', async (delimiter) => {
    expect(numbered(await read(csv('utf-8', delimiter)))).toEqual(EXPECTED);
  });
});

describe('xls', () => {
  it('reads the visible sheets', async () => {
    const rows = await read(oldWorkbook());
    expect(rows.map(({ sheet }) => sheet)).toEqual(['台账', '台账', '台账']);
    const date = { value: '2026-01-05', date: true };
    expect(numbered(rows)).toEqual([
      [1, ['计量器具台账']],
      [3, ['器具名称', '型号规格', '出厂编号', '启用日期']],
      [5, ['电子秤', 150, '0012', date, true, { value: '#N/A', error: true }]],
    ]);
  });

  it('counts days from 1904 where the workbook says so', async () => {
    const rows = numbered(await read(oldWorkbook(true)));
    expect(rows[2]?.[1][3]).toEqual({ value: '2026-01-05', date: true });
    expect(rows[2]?.[1][1]).toEqual({ value: 150, from1904: true });
  });

  it('reads the Chinese of Excel 95', async () => {
    expect(numbered(await read(excel95()))).toEqual([[1, ['器具名称', '型号规格', '出厂编号']]]);
  });
});
