import { describe, expect, it } from '@jest/globals';
import { firstRepeated, parseSerials } from './serialRange';

describe('a list of serial numbers', () => {
  it.each([
    ['A001\nA002', ['A001', 'A002']],
    [' A1 ，B 2;\n\n C3', ['A1', 'B 2', 'C3']],
    ['A001、A002\r\n\u200b\r\nA003', ['A001', 'A002', 'A003']],
    ['A008-A011', ['A008', 'A009', 'A010', 'A011']],
    ['A8–A11', ['A8', 'A9', 'A10', 'A11']],
    ['SN2026-08～SN2026-10', ['SN2026-08', 'SN2026-09', 'SN2026-10']],
    ['A001-003', ['A001', 'A002', 'A003']],
    ['A001——A003', ['A001', 'A002', 'A003']],
    ['Ａ００１－Ａ００３', ['A001', 'A002', 'A003']],
    ['A001 到 A003', ['A001', 'A002', 'A003']],
    ['A001…A003', ['A001', 'A002', 'A003']],
    ['7至9', ['7', '8', '9']],
    ['D11～13', ['D11', 'D12', 'D13']],
    ['20260000000000000009～20260000000000000011', [9, 10, 11].map((n) => `202600000000000000${pad(n)}`)],
  ])('%s', (text, serials) => {
    expect(parseSerials(text)).toEqual({ serials, faults: [], literal: [] });
  });

  it.each(['A01-B05', '2026-0001', '8-12', 'D11-23', '2023-2045', 'A001-A01', 'A1-A1', '00001-99999'])(
    'takes %s as one serial number, and says so',
    (text) => {
      expect(parseSerials(text)).toEqual({ serials: [text], faults: [], literal: [text] });
    },
  );

  it('says nothing about a serial number that has a hyphen', () => {
    expect(parseSerials('SCS-100A')).toEqual({ serials: ['SCS-100A'], faults: [], literal: [] });
  });

  it.each([
    ['A050-A001', 'backwards'],
    ['A00001-A99999', 'tooLong'],
  ])('refuses %s', (text, fault) => {
    expect(parseSerials(`A1\n${text}`)).toEqual({ serials: ['A1'], faults: [{ text, fault }], literal: [] });
  });

  it('knows what the ledger would take for the same', () => {
    expect(firstRepeated(['A1', 'b2', 'Ｂ2'])).toBe('Ｂ2');
    expect(firstRepeated(['A 1', 'A\u3000 1'])).toBe('A\u3000 1');
    expect(firstRepeated(['A1', 'A\u200b1'])).toBe('A\u200b1');
    expect(firstRepeated(['A1', 'A2'])).toBeUndefined();
  });
});

function pad(n: number): string {
  return String(n).padStart(2, '0');
}
