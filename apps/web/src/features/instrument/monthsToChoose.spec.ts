import { describe, expect, it } from '@jest/globals';
import { monthsToChoose } from './monthsToChoose';

describe('months to choose', () => {
  it('begin with the present one, go on for four years, and end with the year that passed', () => {
    const months = monthsToChoose('2026-12-31', '');
    expect(months.slice(0, 2)).toEqual(['2026-12', '2027-01']);
    expect(months[47]).toBe('2030-11');
    expect(months.slice(48, 50)).toEqual(['2026-11', '2026-10']);
    expect(months.at(-1)).toBe('2025-12');
  });

  it('hold the one that an address asks for', () => {
    expect(monthsToChoose('2026-12-31', '2035-01')[0]).toBe('2035-01');
    expect(monthsToChoose('2026-12-31', '2027-01')).toHaveLength(60);
  });
});
