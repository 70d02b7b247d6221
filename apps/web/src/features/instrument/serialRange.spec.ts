import { describe, expect, it } from '@jest/globals';
import { firstRepeated, parseSerials } from './serialRange';

describe('a list of serial numbers', () => {
  it.each([
    ['A001\nA002', ['A001', 'A002']],
    [' A1 ，B 2;\n\n C3', ['A1', 'B 2', 'C3']],
    ['A008-A011', ['A008', 'A009', 'A010', 'A011']],
    ['SN2026-08～SN2026-10', ['SN2026-08', 'SN2026-09', 'SN2026-10']],
    ['A001-003', ['A001', 'A002', 'A003']],
    ['7至9', ['7', '8', '9']],
  ])('%s', (text, serials) => {
    expect(parseSerials(text)).toEqual(serials);
  });

  it.each(['A002-A001', 'A01-B05', '2026-0001', 'A1-A10', 'A00001-A99999'])(
    'leaves %s as it is: no range',
    (text) => {
      expect(parseSerials(text)).toEqual([text]);
    },
  );

  it('knows what the ledger would take for the same', () => {
    expect(firstRepeated(['A1', 'b2', 'Ｂ2'])).toBe('Ｂ2');
    expect(firstRepeated(['A1', 'A2'])).toBeUndefined();
  });
});
