import { describe, expect, it } from '@jest/globals';
import { addDays } from '../platform/dates.js';
import { DEFAULT_SETTINGS } from '../platform/settings.js';
import { dueSoonUntil, validityStatus } from './validity.rules.js';

describe('validity', () => {
  it.each([
    [null, false, '2026-11-23', 'UNVERIFIED'],
    [null, true, '2026-11-23', 'FAILED'],
    ['2027-03-31', false, '2027-02-27', 'VALID'],
    ['2027-03-31', false, '2027-02-28', 'DUE_SOON'],
    ['2027-03-31', false, '2027-03-31', 'DUE_SOON'],
    ['2027-03-31', false, '2027-04-01', 'OVERDUE'],
  ] as const)('until %s, failed %s, on %s: %s', (validUntil, failed, today, expected) => {
    expect(validityStatus({ validUntil, failed }, today, DEFAULT_SETTINGS)).toBe(expected);
  });
});

describe('dueSoonUntil', () => {
  it('is the last date that counts as due soon, on every day of three years', () => {
    for (let today = '2027-01-01'; today < '2030-01-01'; today = addDays(today, 1)) {
      const until = dueSoonUntil(today, DEFAULT_SETTINGS);
      const status = (validUntil: string) =>
        validityStatus({ validUntil, failed: false }, today, DEFAULT_SETTINGS);
      expect([today, status(until), status(addDays(until, 1))]).toEqual([today, 'DUE_SOON', 'VALID']);
    }
  });
});
