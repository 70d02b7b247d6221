import { CATALOGUE_2020 } from '../data.js';
import { differencesOf } from '../reference-table/differences.js';
import { readTextTable } from '../reference-table/read-table.js';
import type { ReferenceRow } from '../reference-table/reference-table.js';
import { CATALOGUE_COLUMNS, catalogueCells, readCatalogueTable } from './catalogue-table.js';
import { successorKinds } from './successor-kinds.js';

const FIELDS = CATALOGUE_COLUMNS.map(({ key }) => key);
const sheet = (...rows: string[][]) => rows.map((cells, index) => ({ rowNumber: index + 1, cells }));
const read = (...rows: string[][]) => {
  const table = readTextTable(sheet(...rows), CATALOGUE_COLUMNS);
  return table && readCatalogueTable(table.rows);
};
const asRows = (items: readonly object[]) => items as readonly ReferenceRow[];
const HEAD = CATALOGUE_COLUMNS.map(({ header }) => header);
/** A row that is right, with some cells changed. */
const kind = (change: Partial<Record<string, string>> = {}) => {
  const right: Partial<Record<string, string>> = {
    code: '90101',
    category: '体温计',
    kind: '玻璃体温计',
    supervision: '型式批准、强制检定',
    mode: '周期检定',
  };
  return FIELDS.map((key) => ({ ...right, ...change })[key] ?? '');
};

describe('readCatalogueTable', () => {
  it('reads what was written: the catalogue comes back without a difference', () => {
    const reading = read(HEAD, ...CATALOGUE_2020.map(catalogueCells));
    expect(reading?.problems).toEqual([]);
    expect(differencesOf(asRows(CATALOGUE_2020), asRows(reading?.rows ?? []), FIELDS)).toEqual([]);
    expect(reading?.rows.map(({ compulsory }) => compulsory)).toEqual(
      CATALOGUE_2020.map(({ compulsory }) => compulsory),
    );
  });

  it('understands the official headers below a title, merged categories and an example', () => {
    const reading = read(
      ['实施强制管理的计量器具目录'],
      ['序号', '一级目录', '二级目录', '监管方式', '强检方式', '强检范围及说明', '种别编码'],
      ['1', '体温计', '玻璃体温计', '型式批准 强制检定', '只做首次强制检定，失准报废', '医疗', '0101'],
      ['2', '', '其他体温计', '型式批准', '', '', '0102'],
      ['【示例】', '', '', '', '', '', ''],
    );
    expect(reading?.problems).toEqual([]);
    expect(reading?.rows).toMatchObject([
      { code: '0101', category: '体温计', mode: 'FIRST_ONLY_SCRAP', compulsory: true },
      { code: '0102', category: '体温计', mode: 'NOT_APPLICABLE', compulsory: false },
    ]);
  });

  it('is no such table without its required columns', () => {
    expect(read(['器具名称', '型号规格'], ['压力表', 'Y-100'])).toBeNull();
  });

  it.each([
    ['an empty name', { kind: '' }, '种别', 'field.required'],
    ['a name that is too long', { kind: '长'.repeat(101) }, '种别', 'field.too-long'],
    ['a code in words', { code: '体温' }, '种别代码', 'reference-table.bad-code'],
    ['an unknown way', { mode: '每天检定' }, '强检方式', 'reference-table.unknown-word'],
    ['no way though compulsory', { mode: '' }, '强检方式', 'reference-table.mode-missing'],
    ['a way though not compulsory', { supervision: '型式批准' }, '强检方式', 'reference-table.mode-unfit'],
    ['a cycle in words', { cycleMonths: '一年' }, '检定周期（月）', 'reference-table.bad-months'],
    ['a cycle of no length', { cycleMonths: '0' }, '检定周期（月）', 'reference-table.bad-months'],
    [
      'a cycle of a kind verified once',
      { mode: '首次检定，失准报废', cycleMonths: '12' },
      '检定周期（月）',
      'reference-table.cycle-unfit',
    ],
    [
      'a use limit of a periodic kind',
      { useLimitMonths: '48' },
      '使用期限（月）',
      'reference-table.limit-unfit',
    ],
    ['an unknown purpose', { purposes: '5' }, '用途', 'reference-table.unknown-word'],
  ])('marks the cell of %s', (_, change, column, code) => {
    expect(read(HEAD, kind(change))?.problems).toMatchObject([{ row: 2, column, code }]);
  });

  it('marks the second of two rows of one code', () => {
    expect(read(HEAD, kind(), kind())?.problems).toMatchObject([
      { row: 3, column: '种别代码', code: 'reference-table.duplicate-code', details: { other: 2 } },
    ]);
  });
});

describe('differencesOf', () => {
  it('names what is added, removed and changed field by field', () => {
    const [first, second, third] = CATALOGUE_2020 as unknown as [ReferenceRow, ReferenceRow, ReferenceRow];
    const after = [{ ...first, scope: '别处', regulations: ['JJG 1'] }, third];
    expect(differencesOf([first, second], after, FIELDS)).toMatchObject([
      {
        code: first.code,
        change: 'CHANGED',
        fields: [{ field: 'scope', after: '别处' }, { field: 'regulations' }],
      },
      { code: second.code, change: 'REMOVED', after: null },
      { code: third.code, change: 'ADDED', before: null },
    ]);
  });
});

describe('successorKinds', () => {
  it('proposes the kind of the same name before one of a like name, never an ended one', () => {
    const renumbered = CATALOGUE_2020.map((item) => ({ ...item, code: `A${item.code}` }));
    const ended = CATALOGUE_2020.map((item) => ({ ...item, endedOn: '2026-01-01' }));
    expect(successorKinds({ kind: '燃油加油机' }, [...ended, ...renumbered])[0]?.code).toBe(
      `A${codeOf('燃油加油机')}`,
    );
    expect(successorKinds({ kind: '压力表' }, renumbered)[0]?.kind).toBe('指示类、显示类压力表');
    expect(successorKinds({ kind: '燃油加油机' }, ended)).toEqual([]);
  });
});

const codeOf = (name: string) => CATALOGUE_2020.find((item) => item.kind === name)?.code ?? '';
