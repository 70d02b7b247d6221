import { describe, expect, it } from '@jest/globals';
import { certificateDisplayStatus, certificateKind, validUntilFor } from './certificate.rules.js';

describe('validUntil of a certificate (domain.md section 8)', () => {
  it.each([
    ['2026-11-23', 12, '2027-11-22'],
    ['2026-11-23', 6, '2027-05-22'],
    ['2026-08-31', 6, '2027-02-27'],
    ['2027-08-31', 6, '2028-02-28'],
    ['2028-02-29', 12, '2029-02-27'],
    ['2026-01-01', 12, '2026-12-31'],
  ])('verified on %s with %i months: %s', (verifiedOn, months, expected) => {
    expect(validUntilFor(verifiedOn, months)).toBe(expected);
  });
});

it('PASS makes a certificate, FAIL a notice of result', () => {
  expect(certificateKind('PASS')).toBe('VERIFICATION_CERTIFICATE');
  expect(certificateKind('FAIL')).toBe('RESULT_NOTICE');
});

describe('what a reader sees', () => {
  it.each([
    ['ISSUED', '2027-11-22', '2027-11-22', 'ISSUED'],
    ['ISSUED', '2027-11-22', '2027-11-23', 'EXPIRED'],
    ['ISSUED', null, '2030-01-01', 'ISSUED'],
    ['REVOKED', '2027-11-22', '2030-01-01', 'REVOKED'],
    ['SUPERSEDED', '2027-11-22', '2026-12-01', 'SUPERSEDED'],
  ] as const)('%s until %s on %s: %s', (status, validUntil, today, expected) => {
    expect(certificateDisplayStatus(status, validUntil, today)).toBe(expected);
  });
});
