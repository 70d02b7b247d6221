import { asideReason } from './import-row.aside.js';
import { fillDown } from './import-row.ditto.js';
import { judgeRow, mappedCells, toRawRow, type ImportMapping } from './import-row.staged.js';
import type { RawCell } from './import-row.cell.js';

const mapping: ImportMapping = {
  columns: { 1: 'name', 2: 'model', 3: 'serialNumber', 4: 'measuringRange', 5: 'location' },
  constants: { origin: '1' },
};
const reason = (...cells: RawCell[]) => asideReason(mappedCells(cells, mapping), cells);

describe('rows that are no instruments', () => {
  it.each([
    ['TOTAL', ['合计', '', '', '', '12台']],
    ['TOTAL', [null, '合 计：', null, null, 12]],
    ['TOTAL', ['共计12台']],
    ['TOTAL', ['本页小计', 30]],
    ['NOTE', ['注：1. 本表一式两份。']],
    ['NOTE', ['填表人：', '演示', '审核人：', '演示']],
    ['NOTE', ['填报单位（盖章）：', null, null, '2026年1月5日']],
    ['NOTE', ['第 1 页 共 3 页']],
    ['NOTE', ['以下空白']],
    ['NOTE', [null, '一、炼油车间']],
    ['NOTE', ['请于每年三月前更新本表，逾期不候。']],
    ['HEADER', ['序号', '器具名称', '规格型号', '出厂编号', '量程', '地点']],
    ['HINT', ['', '必填', '必填', '选填']],
  ] as const)('%s: %j', (expected, cells) => {
    expect(reason(...cells)).toBe(expected);
  });

  it.each([
    [[1, '合计器', 'H-1', '1']],
    [[1, '压力表', 'Y-100', null]],
    [[1, '压力表', null, '20240017']],
    [[1, '压力表']],
    [[1, '注射泵', 'ZS-1', '7']],
    [['备注', '电子秤', 'A', '1']],
  ])('%j is one, whole or not', (cells) => {
    expect(reason(...cells)).toBeNull();
  });
});

describe('what a cell only points at', () => {
  it('同上 is the cell above, through several rows; serial numbers are never carried', () => {
    const fill = fillDown(mapping);
    fill(2, [1, '压力表', 'Y-100', '7', '(0～1.6)MPa', '锅炉房']);
    expect(fill(3, [2, '同上', '〃', '同上', '"', '同上'])).toEqual([
      2,
      { value: '压力表', from: '同上' },
      { value: 'Y-100', from: '〃' },
      '同上',
      { value: '(0～1.6)MPa', from: '"' },
      { value: '锅炉房', from: '同上' },
    ]);
    expect(fill(4, [3, '同上'])[1]).toEqual({ value: '压力表', from: '同上' });
    expect(fillDown(mapping)(2, [1, '同上'])).toEqual([1, '同上']);
  });

  it('cells merged downwards have the value of the first', () => {
    const fill = fillDown(mapping, [{ column: 5, first: 2, last: 4 }]);
    fill(2, [1, '压力表', 'A', '1', 'x', '锅炉房']);
    expect(fill(4, [3, '压力表', 'A', '3'])[5]).toEqual({ value: '锅炉房', from: '' });
    expect(fill(5, [4, '压力表', 'A', '4'])[5]).toBeUndefined();
  });
});

describe('what belongs together', () => {
  const joined: ImportMapping = {
    columns: { 0: 'model', 2: 'measuringRange', 3: 'remark' },
    constants: {},
    extra: { 1: { key: 'model', label: null }, 4: { key: 'remark', label: '检定单位' } },
    units: { 2: 'MPa' },
  };

  it('is put into one field: 型号 and 规格, a remark and what else was to be kept, figures and their unit', () => {
    const row = toRawRow(['Y', '100', '0~1.6', '一楼', '演示所'], joined);
    expect(row).toEqual({
      model: 'Y 100',
      measuringRange: { value: '(0~1.6)MPa', from: '0~1.6' },
      remark: '一楼；检定单位：演示所',
    });
    expect(toRawRow(['Y', null, '1.6 MPa', null, null], joined).measuringRange).toBe('1.6 MPa');
    expect(toRawRow(['Y', null, 25, null, 'x'], joined)).toMatchObject({
      measuringRange: { value: '25MPa', from: '25' },
      remark: '检定单位：x',
    });
  });

  it('says what was put there', () => {
    const context = {
      today: '2026-06-15' as const,
      region: () => ({ outcome: 'UNKNOWN', suggestion: null }) as const,
      kind: () => null,
      suggestedKind: () => null,
      likelyKinds: () => [],
      modes: () => [],
    };
    const said = judgeRow(toRawRow(['Y', '100', '0~1.6'], joined), context).findings;
    expect(said.find(({ field }) => field === 'measuringRange')).toMatchObject({
      level: 'INFO',
      code: 'import.converted',
      value: '0~1.6',
      suggestion: '(0~1.6)MPa',
    });
  });
});
