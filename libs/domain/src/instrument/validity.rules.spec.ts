import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../platform/settings.js';
import { validityStatus } from './validity.rules.js';

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
