import { describe, expect, it } from '@jest/globals';
import { formatCaseNumber } from '../platform/case-number.js';
import { labelBarcode, parseLabel } from './label-code.js';

const number = formatCaseNumber('I', '2026-11-23', 42);

describe('the label of an item', () => {
  it('is twelve digits that lead back to its number', () => {
    expect(labelBarcode(number)).toBe('261123000042');
    expect(parseLabel('261123000042')).toBe(number);
    expect(parseLabel(` ${number.toLowerCase()} `)).toBe(number);
    expect(parseLabel(`https://demo.example/q/${number}`)).toBe(number);
  });

  it.each(['261323000042', '26112300004', formatCaseNumber('A', '2026-11-23', 42), 'SN-1'])(
    'is not %s',
    (text) => expect(parseLabel(text)).toBeNull(),
  );

  it('is refused to other cases', () => {
    expect(() => labelBarcode(formatCaseNumber('R', '2026-11-23', 42))).toThrow(RangeError);
    expect(() => labelBarcode(formatCaseNumber('I', '2026-11-23', 1_000_000))).toThrow(RangeError);
  });
});
