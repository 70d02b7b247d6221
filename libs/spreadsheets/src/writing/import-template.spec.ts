import {
  buildImportContext,
  INSTRUMENT_FIELDS,
  isExampleRow,
  pickCells,
  validateImportRow,
} from '@quanheng/domain';
import { CATALOGUE_2020, REGIONS } from '@quanheng/domain/data';
import { openXlsx, readXlsx, saveXlsx, type Sheet, type Workbook } from 'hucre/xlsx';
import { read as readSheetJs, utils as sheetJs, type WorkSheet } from 'xlsx';
import { detectTable } from '../reading/detect-table.js';
import { readRows } from '../reading/read-rows.js';
import { TEMPLATE_SHEET, writeImportTemplate } from './import-template.js';

const ZHAOQING = [...REGIONS.values()].filter(({ code, retired }) => code.startsWith('4412') && !retired);
const KINDS = CATALOGUE_2020.filter(({ compulsory }) => compulsory);
const PLACES = ['一号车间', '二号车间', '化验室'];

let template: Buffer;
let workbook: Workbook;
beforeAll(async () => {
  template = await writeImportTemplate({ regions: ZHAOQING, categories: KINDS, locations: PLACES });
  workbook = await readXlsx(template, { readStyles: true });
});

const sheet = (name: string): Sheet => {
  const found = workbook.sheets.find((one) => one.name === name);
  if (!found) throw new Error(name);
  return found;
};
const entry = () => sheet(TEMPLATE_SHEET);
const fontColor = (ref: string) => entry().cells?.get(ref)?.style?.font?.color?.rgb;

describe('the sheet to fill in', () => {
  it('has the headers in their order, the required ones and no others red', () => {
    expect(entry().rows[0]).toEqual(INSTRUMENT_FIELDS.map(({ header }) => header));
    const red = INSTRUMENT_FIELDS.filter((_, column) => fontColor(`0,${column}`)?.endsWith('C02B2B'));
    expect(red.map(({ key }) => key)).toEqual(
      INSTRUMENT_FIELDS.filter(({ required }) => required).map(({ key }) => key),
    );
    expect(entry().freezePane).toMatchObject({ rows: 1 });
  });

  it('keeps what is typed as text, for thousands of rows', () => {
    for (const row of [2, 3, 5001]) {
      for (let column = 0; column < INSTRUMENT_FIELDS.length; column++) {
        expect(entry().cells?.get(`${row},${column}`)?.style?.numFmt).toBe('@');
      }
    }
  });

  it('offers digits in the coded columns and codes from the hidden sheet in two others', () => {
    const lists = (entry().dataValidations ?? []).filter(({ type }) => type === 'list');
    const offered = lists.map(({ range, values, formula1 }) => [
      range.split('2:')[0],
      values?.join() ?? formula1,
    ]);
    expect(Object.fromEntries(offered)).toEqual({
      H: '1,2',
      I: '1,2',
      J: '1,2,3,4',
      K: '1,2,3',
      L: '1,2',
      M: `'字典'!$A$2:$A$${ZHAOQING.length + 1}`,
      N: `'字典'!$C$2:$C$${KINDS.length + 1}`,
      O: `'字典'!$E$2:$E$${PLACES.length + 1}`,
    });
    expect(sheet('字典').hidden).toBe(true);
    expect(
      sheet('字典')
        .rows.slice(1)
        .flatMap(([code]) => code || []),
    ).toEqual(ZHAOQING.map(({ code }) => code));
  });
});

describe('the sheet that explains', () => {
  it('says of each column what may stand there, and lists all codes with names', () => {
    const texts = sheet('填写说明').rows.map((row) => row.filter(Boolean).join(' '));
    for (const { header, required } of INSTRUMENT_FIELDS) {
      expect(
        texts.filter((text) => text.startsWith(`${header} ${required ? '必填' : '选填'} `)),
      ).toHaveLength(1);
    }
    const codes = [
      '1 国产',
      '2 启用',
      '4 贸易结算',
      '3 工作计量器具',
      '2 现场',
      '441202 端州区',
      '90201 非自动衡器',
    ];
    for (const code of codes) expect(texts).toContain(code);
  });
});

describe('the way back', () => {
  it('is recognised, and its example is a good row that the import passes over', async () => {
    const table = await detectTable(template);
    expect(table).toMatchObject({ sheet: TEMPLATE_SHEET, headerRow: 1 });
    expect(table.mapping).toMatchObject({ missingRequired: [], unknown: [] });
    const rows = [];
    for await (const row of readRows(template, { maxRows: 10, sheet: table.sheet, afterRow: 1 }))
      rows.push(row);
    expect(rows).toHaveLength(1);
    const raw = pickCells(rows[0]?.cells ?? [], table.mapping.columns);
    expect(isExampleRow(raw)).toBe(true);
    const context = buildImportContext({ regions: REGIONS, catalogue: KINDS, today: '2026-06-15' });
    expect(validateImportRow(raw, context).findings).toEqual([]);
  });

  it('filled in and saved by a spreadsheet program, leading zeros are still there', async () => {
    const book = await openXlsx(template);
    const filled = book.sheets[0];
    if (!filled) throw new Error('no sheet');
    filled.rows[2] = ['电子秤', 'A', '00012'];
    for (const column of [0, 1, 2]) filled.cells?.delete(`2,${column}`);
    const rows = [];
    for await (const row of readRows(Buffer.from(await saveXlsx(book)), {
      maxRows: 10,
      sheet: TEMPLATE_SHEET,
      afterRow: 2,
    })) {
      rows.push(row);
    }
    expect(rows[0]).toMatchObject({ rowNumber: 3, cells: ['电子秤', 'A', '00012'] });
  });

  it('filled in from its own lists, every row of every kind goes in without an error', async () => {
    const book = await openXlsx(template);
    const filled = book.sheets[0];
    if (!filled) throw new Error('no sheet');
    const lists = book.sheets.find(({ name }) => name === '字典')?.rows.slice(1) ?? [];
    KINDS.forEach(({ kind }, index) => {
      const row = INSTRUMENT_FIELDS.map(({ key, example }) => {
        if (key === 'name') return kind.replace(/（.*）/u, '');
        if (key === 'serialNumber') return String(index).padStart(5, '0');
        if (key === 'regionCode') return lists[index % ZHAOQING.length]?.[0] ?? null;
        if (key === 'categoryCode') return lists[index]?.[2] ?? null;
        return key === 'location' ? (lists[index % PLACES.length]?.[4] ?? null) : example;
      });
      filled.rows[index + 2] = row;
      for (const column of row.keys()) filled.cells?.delete(`${index + 2},${column}`);
    });
    const saved = Buffer.from(await saveXlsx(book));
    const { mapping, sheet: name } = await detectTable(saved);
    const context = buildImportContext({ regions: REGIONS, catalogue: CATALOGUE_2020, today: '2026-06-15' });
    const wrong: unknown[] = [];
    let count = 0;
    for await (const { cells } of readRows(saved, { maxRows: 1_000, sheet: name, afterRow: 1 })) {
      const raw = pickCells(cells, mapping.columns);
      if (isExampleRow(raw)) continue;
      count += 1;
      const { findings } = validateImportRow(raw, context);
      wrong.push(...findings.filter(({ level }) => level === 'ERROR'));
    }
    expect([count, wrong]).toEqual([KINDS.length, []]);
  });

  it('opens in another reader as well: headers, lists and codes are where they should be', () => {
    const other = readSheetJs(template, { type: 'buffer' });
    const rows = (name: string) =>
      sheetJs.sheet_to_json<string[]>(other.Sheets[name] as WorkSheet, { header: 1 });
    expect(other.SheetNames).toEqual([TEMPLATE_SHEET, '填写说明', '字典']);
    expect(other.Workbook?.Sheets?.map(({ Hidden }) => Hidden ?? 0)).toEqual([0, 0, 1]);
    expect(rows(TEMPLATE_SHEET)[0]).toEqual(INSTRUMENT_FIELDS.map(({ header }) => header));
    expect(rows('字典')[1]).toEqual([
      ZHAOQING[0]?.code,
      ZHAOQING[0]?.name,
      KINDS[0]?.code,
      KINDS[0]?.kind,
      PLACES[0],
    ]);
    const guide = rows('填写说明').flat().join('\n');
    expect(guide).toContain('最多 100,000 行、20 MB');
  });
});
