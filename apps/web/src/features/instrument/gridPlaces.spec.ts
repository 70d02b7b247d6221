import { describe, expect, it } from '@jest/globals';
import type { ImportRowDto } from '@quanheng/api-client';
import type { InstrumentFieldKey } from '@quanheng/domain';
import { findingsAt, isFaulty, nextFaulty } from './gridPlaces';

const FIELDS: InstrumentFieldKey[] = ['name', 'origin', 'remark'];
const row = (...found: [string, 'ERROR' | 'WARNING' | 'INFO'][]): ImportRowDto =>
  ({ findings: found.map(([field, level]) => ({ field, level })) }) as never;
const rows = [row(), row(['origin', 'ERROR'], ['remark', 'INFO']), row(['name', 'WARNING'])];

describe('the next cell that needs a look', () => {
  it('is found row by row, forwards and backwards, and not where something was only converted', () => {
    const first = nextFaulty(rows, FIELDS, undefined, 1);
    expect(first).toEqual({ row: 1, field: 'origin' });
    const second = nextFaulty(rows, FIELDS, first, 1);
    expect(second).toEqual({ row: 2, field: 'name' });
    expect(nextFaulty(rows, FIELDS, second, 1)).toBeUndefined();
    expect(nextFaulty(rows, FIELDS, second, -1)).toEqual(first);
    expect(nextFaulty(rows, FIELDS, undefined, -1)).toEqual(second);
    expect(nextFaulty([], FIELDS, undefined, 1)).toBeUndefined();
  });

  it('knows what is said of a cell, the worst first', () => {
    const both = row(['name', 'INFO'], ['name', 'ERROR'], ['origin', 'WARNING']);
    expect(findingsAt(both, 'name').map(({ level }) => level)).toEqual(['ERROR', 'INFO']);
    expect(isFaulty(both, 'origin')).toBe(true);
    expect(isFaulty(row(['name', 'INFO']), 'name')).toBe(false);
  });
});
