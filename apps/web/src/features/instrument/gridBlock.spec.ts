import { describe, expect, it } from '@jest/globals';
import type { ImportRowDto } from '@quanheng/api-client';
import type { InstrumentFieldKey } from '@quanheng/domain';
import { blockOf, copyBlock, fillBlock, fillDown, parseBlock, pasteBlock, shownAt } from './gridBlock';

const FIELDS: InstrumentFieldKey[] = ['name', 'origin', 'remark'];
const row = (rowNumber: number, ...cells: string[]): ImportRowDto =>
  ({
    rowNumber,
    cells: Object.fromEntries(FIELDS.map((field, index) => [field, cells[index]])),
    findings: [],
  }) as never;
const rows = [row(2, '秤', '1', ''), row(3, '表', '2', 'a\tb'), row(5, '泵', '1', 'x')];
const block = blockOf(FIELDS, { row: 1, field: 'remark' }, { row: 0, field: 'origin' });

describe('a block of cells', () => {
  it('goes from corner to corner, however it was marked', () => {
    expect(block).toEqual({ rows: [0, 1], fields: [1, 2] });
  });

  it('is copied as spreadsheet programs do, and read back', () => {
    const text = copyBlock(rows, FIELDS, block);
    expect(text).toBe('1\t\n2\t"a\tb"');
    expect(parseBlock(text)).toEqual([
      ['1', ''],
      ['2', 'a\tb'],
    ]);
    expect(parseBlock('甲\t乙\r\n丙\t\r\n')).toEqual([
      ['甲', '乙'],
      ['丙', ''],
    ]);
    expect(parseBlock('"说""好"""')).toEqual([['说"好"']]);
  });

  it('is pasted from its corner on, as far as there are rows and columns; a single value fills all that is marked', () => {
    expect(pasteBlock(rows, FIELDS, blockOf(FIELDS, { row: 2, field: 'origin' }), '2\ty\tz\n2\ty')).toEqual([
      { row: 5, field: 'origin', to: '2' },
      { row: 5, field: 'remark', to: 'y' },
    ]);
    expect(pasteBlock(rows, FIELDS, block, 'q').map(({ to }) => to)).toEqual(['q', 'q', 'q', 'q']);
  });

  it('is filled down and cleared; what stands already is no change', () => {
    expect(
      fillDown(rows, FIELDS, blockOf(FIELDS, { row: 0, field: 'origin' }, { row: 2, field: 'origin' })),
    ).toEqual([{ row: 3, field: 'origin', to: '1' }]);
    expect(fillBlock(rows, FIELDS, blockOf(FIELDS, { row: 0, field: 'remark' }), '')).toEqual([]);
  });

  it('shows what a cell was taken for', () => {
    const converted = {
      ...rows[0]!,
      findings: [{ field: 'origin', level: 'INFO', suggestion: '1' }],
      cells: { origin: '国产' },
    } as never;
    expect(shownAt(converted, 'origin')).toBe('1');
  });
});
