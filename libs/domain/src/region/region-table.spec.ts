import { REGIONS } from '../data.js';
import { readTextTable } from '../reference-table/read-table.js';
import { REGION_COLUMNS, readRegionTable, regionCells, retireMissing } from './region-table.js';

const HEAD = REGION_COLUMNS.map(({ header }) => header);
const read = (...rows: string[][]) => {
  const sheet = [HEAD, ...rows].map((cells, index) => ({ rowNumber: index + 1, cells }));
  return readRegionTable(readTextTable(sheet, REGION_COLUMNS)?.rows ?? []);
};
const ABOVE = [
  ['440000', '广东省', '', ''],
  ['441200', '肇庆市', '', ''],
];

describe('readRegionTable', () => {
  it('reads what was written: all regions of China come back as they are', () => {
    const { rows, problems } = read(...[...REGIONS.values()].map(regionCells));
    expect(problems).toEqual([]);
    expect(rows).toEqual([...REGIONS.values()]);
  });

  it.each([
    ['a code of five digits', ['44120', '端州区', '', ''], '区域代码', 'reference-table.bad-code'],
    ['an empty name', ['441202', '', '', ''], '区域名称', 'field.required'],
    ['an unknown state', ['441202', '端州区', '待定', ''], '状态', 'reference-table.unknown-word'],
    ['a city that is missing', ['440902', '茂南区', '', ''], '区域代码', 'reference-table.parent-missing'],
    [
      'a successor that is missing',
      ['441283', '高要市', '已撤销', '441204'],
      '替代代码',
      'reference-table.successor-unfit',
    ],
    [
      'a successor of one in force',
      ['441202', '端州区', '', '441200'],
      '替代代码',
      'reference-table.successor-unfit',
    ],
    [
      'a code that stands there already',
      ['441200', '肇庆市', '', ''],
      '区域代码',
      'reference-table.duplicate-code',
    ],
  ])('marks the cell of %s', (_, row, column, code) => {
    expect(read(...ABOVE, row).problems).toMatchObject([{ row: 4, column, code }]);
  });

  it('takes a retired code with its successor and a code of twelve digits', () => {
    const { rows, problems } = read(
      ...ABOVE,
      ['441204000000', '高要区', '有效', ''],
      ['441283', '高要市', '已撤销', '441204'],
    );
    expect(problems).toEqual([]);
    expect(rows.slice(2)).toMatchObject([{ code: '441204' }, { retired: true, successor: '441204' }]);
  });
});

it('keeps a code that the new table leaves out as a retired one', () => {
  const [province, city] = read(...ABOVE).rows;
  const kept = retireMissing(
    [province, city].flatMap((region) => region ?? []),
    [province].flatMap((region) => region ?? []),
  );
  expect(kept).toMatchObject([
    { code: '440000', retired: false },
    { code: '441200', retired: true },
  ]);
});
