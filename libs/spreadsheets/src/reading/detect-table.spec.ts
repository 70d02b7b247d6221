import {
  csv,
  fiftySheets,
  giantDimension,
  groupedHeaders,
  oldWorkbook,
  ownList,
} from '../testing/awkward-workbooks.js';
import { rawXlsx, rowXml } from '../testing/raw-xlsx.js';
import { detectTable } from './detect-table.js';

describe('detectTable', () => {
  it('finds the list among other sheets, below title, note and blank row', async () => {
    const table = await detectTable(await ownList());
    expect(table).toMatchObject({ sheet: '台账', headerRow: 4 });
    expect([...table.mapping.columns.values()]).toEqual([
      'name',
      'model',
      'serialNumber',
      'measuringRange',
      'inUseSince',
      'remark',
    ]);
    expect(table.mapping.unknown).toEqual(['序号']);
    expect(table.mapping.missingRequired).toContain('verificationMode');
  });

  it('reads a header in three lines, of which only both lower ones together say what a column is', async () => {
    const table = await detectTable(await groupedHeaders());
    expect(table).toMatchObject({ headerRow: 4, mapping: { unknown: [] } });
    expect([...table.mapping.columns.values()]).toEqual([
      'name',
      'model',
      'serialNumber',
      'manufacturedOn',
      'location',
      'ownNumber',
      'lastVerifiedOn',
      'validUntil',
    ]);
  });

  it.each([
    ['one of fifty sheets', fiftySheets, '第49页', 1],
    ['under a giant dimension', giantDimension, 'A', 1],
    ['in a csv', () => csv('gb18030'), 'CSV', 1],
    ['in an old workbook', () => oldWorkbook(), '台账', 3],
  ])('%s', async (_, make, sheet, headerRow) => {
    expect(await detectTable(make())).toMatchObject({ sheet, headerRow });
  });

  it.each([
    ['no header', 'import.no-header', rowXml(1, ['清单', '共三台'])],
    ['nothing at all', 'import.no-rows', '<row r="1"><c r="A1"/></row>'],
  ])('refuses a workbook with %s', async (_, code, rows) => {
    await expect(detectTable(rawXlsx({ sheets: [{ name: 'A', rows }] }))).rejects.toMatchObject({ code });
  });
});
