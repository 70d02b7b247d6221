import { buildImportContext, mapColumns, pickCells, validateImportRow, type RawCell } from '@quanheng/domain';
import { CATALOGUE_2020, REGIONS } from '@quanheng/domain/data';
import { readXlsx } from 'hucre/xlsx';
import { detectTable } from '../reading/detect-table.js';
import { readRows } from '../reading/read-rows.js';
import { REPORT_SHEET, writeErrorReport, type ReportRow } from './error-report.js';

const HEADERS = ['序号', '器具名称', '型号规格', '出厂编号', '生产地', '测量范围'];
const { columns } = mapColumns(HEADERS);
const context = buildImportContext({ regions: REGIONS, catalogue: CATALOGUE_2020, today: '2026-06-15' });

function row(rowNumber: number, cells: RawCell[]): ReportRow {
  const found = validateImportRow(pickCells(cells, columns), context).findings;
  // Fields that the file has no column for would drown what is looked at here.
  const findings = found.filter(({ field }) => [...columns.values()].includes(field));
  return { rowKey: `key-${rowNumber}`, rowNumber, cells, findings };
}

const ROWS = [
  row(5, [1, '电子秤', 'A', '1', '国产x', '-20～50℃']),
  row(9, [2, null, { value: '=1+1', formula: true }, '2', '国产', '=HYPERLINK("https://demo.invalid")']),
];

const report = async (rows: Iterable<ReportRow> = ROWS, language: 'zh-CN' | 'en' = 'zh-CN') =>
  readXlsx(await writeErrorReport(rows, { headers: HEADERS, columns, language }), { readStyles: true });
const sheetOf = (book: Awaited<ReturnType<typeof report>>, index: number) => {
  const sheet = book.sheets[index];
  if (!sheet) throw new Error(`sheet ${index}`);
  return sheet;
};

describe('the sheet of rows', () => {
  it('has the uploaded columns between the explanation and the hidden key', async () => {
    const sheet = sheetOf(await report(), 0);
    expect(sheet.name).toBe(REPORT_SHEET);
    expect(sheet.rows[0]).toEqual(['错误说明', ...HEADERS, '_row_key']);
    expect(sheet.rows[1]).toEqual([
      '第 5 行\n生产地：只能填 1（国产）、2（进口），当前为“国产x”',
      '1',
      '电子秤',
      'A',
      '1',
      '国产x',
      "'-20～50℃",
      'key-5',
    ]);
    expect(sheet.columns?.[HEADERS.length + 1]?.hidden).toBe(true);
    expect(sheet.columns?.[0]?.hidden).toBeFalsy();
  });

  it('marks wrong cells red with a comment, doubtful ones otherwise, and leaves the rest', async () => {
    const { cells } = sheetOf(await report(), 0);
    const wrong = cells?.get('1,5');
    expect(wrong?.comment?.text).toContain('只能填 1（国产）、2（进口）');
    expect(wrong?.style?.fill).toMatchObject({ fgColor: { rgb: expect.stringMatching(/FFC7CE$/) } });
    expect(cells?.get('2,2')?.comment?.text).toBe('必填');
    expect(cells?.get('2,3')?.style?.fill).toMatchObject({
      fgColor: { rgb: expect.stringMatching(/FFEB9C$/) },
    });
    for (const calm of ['1,2', '1,1', '2,5']) {
      expect([calm, cells?.get(calm)?.comment, cells?.get(calm)?.style?.fill]).toEqual([
        calm,
        undefined,
        undefined,
      ]);
    }
  });

  it('holds no formula, whatever was uploaded', async () => {
    const starts = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '=cmd|x'];
    const rows = starts.map((text, i) => row(i + 2, [text, text, text, text, text, text]));
    const book = await report(rows);
    for (const sheet of book.sheets) {
      for (const cell of sheet.cells?.values() ?? []) expect(cell.formula).toBeUndefined();
      for (const value of sheet.rows.flat()) {
        if (typeof value === 'string') expect(value).not.toMatch(/^[=+\-@\t\r]/);
      }
    }
    const poisoned = await writeErrorReport([], { headers: ['=HYPERLINK("x")', '器具名称'], columns });
    expect((await readXlsx(poisoned)).sheets[0]?.rows[0]?.[1]).toBe(`'=HYPERLINK("x")`);
  });

  it('survives what XML cannot hold and what Excel cannot show', async () => {
    const sheet = sheetOf(await report([row(2, ['a\u0000\ud800', '衡'.repeat(40_000)])]), 0);
    expect(sheet.rows[1]?.[1]).toBe('a\uFFFD\uFFFD');
    expect(String(sheet.rows[1]?.[2])).toHaveLength(32_000);
  });

  it('speaks English', async () => {
    const sheet = sheetOf(await report(ROWS, 'en'), 0);
    expect(sheet.rows[1]?.[0]).toBe('Row 5\nOrigin: Must be 1 (Domestic), 2 (Imported); found “国产x”');
  });
});

describe('the summary', () => {
  it('counts by column and kind', async () => {
    const sheet = sheetOf(await report([...ROWS, row(10, [3, '', 'B', '3', '3', '1'])]), 1);
    expect(sheet.name).toBe('汇总');
    expect(sheet.rows.slice(0, 3)).toEqual([
      ['列', '级别', '单元格数', '例'],
      ['生产地', '错误', 2, '只能填 1（国产）、2（进口），当前为“国产x”'],
      ['器具名称', '错误', 2, '必填'],
    ]);
    expect(sheet.rows.slice(3).map(([header, level, count]) => [header, level, count])).toEqual([
      ['型号规格', '警告', 1],
      ['生产地', '提示', 1],
    ]);
  });

  it('says how many rows are not listed', async () => {
    const many = [2, 3, 4, 5, 6].map((rowNumber) => ({ ...(ROWS[0] as ReportRow), rowNumber }));
    const book = await readXlsx(await writeErrorReport(many, { headers: HEADERS, columns, maxRows: 2 }));
    expect(sheetOf(book, 0).rows).toHaveLength(3);
    expect(sheetOf(book, 1).rows[1]?.[2]).toBe(5);
    expect(sheetOf(book, 1).rows.at(-1)?.[0]).toBe('另有 3 行未列入明细，请修改后重新上传');
  });
});

describe('uploaded again', () => {
  it('is recognised and has the texts that were in the file before', async () => {
    const file = await writeErrorReport(ROWS, { headers: HEADERS, columns });
    const table = await detectTable(file);
    expect(table).toMatchObject({ sheet: REPORT_SHEET, headerRow: 1 });
    expect(table.headers.at(-1)).toBe('_row_key');
    const rows = [];
    for await (const { cells } of readRows(file, { maxRows: 10, sheet: table.sheet, afterRow: 1 }))
      rows.push(cells);
    expect(rows.map((cells) => pickCells(cells, table.mapping.columns).measuringRange)).toEqual([
      '-20～50℃',
      '=HYPERLINK("https://demo.invalid")',
    ]);
    expect(rows[0]?.at(-1)).toBe('key-5');
  });
});
