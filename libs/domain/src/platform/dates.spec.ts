import { execFileSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import {
  addDays,
  addMonths,
  daysBetween,
  isBusinessDate,
  startOfBusinessDate,
  toBusinessDate,
  weekday,
} from './dates.js';

describe('business dates', () => {
  it.each([
    ['2026-03-31', -1, '2026-02-28'],
    ['2028-03-31', -1, '2028-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2026-12-31', 2, '2027-02-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-11-23', -12, '2025-11-23'],
  ])('%s and %i months: %s', (date, months, expected) => expect(addMonths(date, months)).toBe(expected));

  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-03-01', -1, '2026-02-28'],
  ])('%s and %i days: %s', (date, days, expected) => expect(addDays(date, days)).toBe(expected));

  it('counts days and names weekdays', () => {
    expect(daysBetween('2026-11-23', '2026-12-03')).toBe(10);
    expect(daysBetween('2026-12-03', '2026-11-23')).toBe(-10);
    expect(weekday('2026-11-23')).toBe(1);
  });

  it.each([['2026-02-29'], ['2026-13-01'], ['2026-1-5'], ['20260105'], ['']])('%p is none', (text) =>
    expect(isBusinessDate(text)).toBe(false),
  );

  it('begins at midnight in Shanghai', () => {
    expect(startOfBusinessDate('2026-11-23').toISOString()).toBe('2026-11-22T16:00:00.000Z');
    expect(toBusinessDate(new Date('2026-11-22T15:59:59Z'))).toBe('2026-11-22');
    expect(toBusinessDate(new Date('2026-11-22T16:00:00Z'))).toBe('2026-11-23');
  });
});

// A rule must not depend on where the server stands (`domain.md`, Time): the casebooks run again in other zones.
describe.each(['UTC', 'Asia/Shanghai', 'America/New_York'])('in the time zone %s', (zone) => {
  it('the casebooks of dates, windows and certificates pass', () => {
    if (process.env['CASEBOOK_ZONE']) return expect(process.env['CASEBOOK_ZONE']).toBe(process.env['TZ']);
    const specs = [
      'platform/dates',
      'appointment/booking-window',
      'certificate/certificate.rules',
      'instrument/validity',
    ];
    const run = () =>
      execFileSync(
        'npx',
        ['jest', ...specs.map((spec) => `libs/domain/src/${spec}`), '--selectProjects', 'domain', '--ci'],
        {
          env: { ...process.env, TZ: zone, CASEBOOK_ZONE: zone },
          stdio: 'pipe',
        },
      );
    expect(run).not.toThrow();
  }, 60_000);
});
