import { describe, expect, it } from '@jest/globals';
import { toBusinessDate } from '../platform/dates.js';
import { DEFAULT_SETTINGS } from '../platform/settings.js';
import { bookingWindow, isFilingLapsed, type BookingFacts } from './booking-window.rules.js';

const facts = (rest: Partial<BookingFacts> = {}): BookingFacts => ({
  lifecycle: 'ACTIVE',
  filedOn: '2026-11-03',
  lapsedOn: null,
  validUntil: null,
  failed: false,
  endedWithoutResultOn: null,
  verifiedForGood: false,
  inOpenAppointment: false,
  ...rest,
});
const on = (today: string, rest: Partial<BookingFacts> = {}) =>
  bookingWindow(facts(rest), today, DEFAULT_SETTINGS);
const old = { filedOn: '2025-01-01' };

describe('window 1: ten days after the approval ★', () => {
  it.each([
    ['2026-11-03', true],
    ['2026-11-13', true],
    ['2026-11-14', false],
  ])('approved on the 3rd, on %s: %s', (today, bookable) => {
    expect(on(today)).toMatchObject(
      bookable
        ? { bookable, until: '2026-11-13' }
        : { bookable, reason: 'appointment.filing-lapsed', lapsedOn: '2026-11-13' },
    );
  });
});

describe('window 2: one month before validUntil through validUntil ★', () => {
  it.each([
    // validUntil, last closed day, first open day
    ['2027-03-31', '2027-02-27', '2027-02-28'],
    ['2028-03-31', '2028-02-28', '2028-02-29'],
    ['2027-03-29', '2027-02-27', '2027-02-28'],
    ['2027-05-31', '2027-04-29', '2027-04-30'],
    ['2027-01-15', '2026-12-14', '2026-12-15'],
    ['2028-02-29', '2028-01-28', '2028-01-29'],
  ])('%s opens after %s on %s', (validUntil, closed, open) => {
    expect(on(closed, { ...old, validUntil })).toMatchObject({
      bookable: false,
      reason: 'appointment.window-not-open',
      opensOn: open,
    });
    expect(on(open, { ...old, validUntil })).toMatchObject({ bookable: true, until: validUntil });
  });

  it('is open on validUntil itself and has lapsed the day after', () => {
    expect(on('2027-03-31', { ...old, validUntil: '2027-03-31' }).bookable).toBe(true);
    expect(on('2027-04-01', { ...old, validUntil: '2027-03-31' })).toMatchObject({
      reason: 'appointment.filing-lapsed',
      lapsedOn: '2027-03-31',
    });
  });

  it('counts the date in Shanghai at both sides of midnight', () => {
    const rule = (instant: string) =>
      on(toBusinessDate(new Date(instant)), { ...old, validUntil: '2027-03-31' }).bookable;
    expect(rule('2027-03-31T23:59:59+08:00')).toBe(true);
    expect(rule('2027-04-01T00:00:00+08:00')).toBe(false);
    expect(rule('2027-02-27T23:59:59+08:00')).toBe(false);
    expect(rule('2027-02-28T00:00:00+08:00')).toBe(true);
  });
});

describe('windows 3 and 4', () => {
  it('a failed instrument can be booked any time', () => {
    expect(on('2030-01-01', { ...old, failed: true })).toMatchObject({ bookable: true, until: null });
  });

  it.each([
    ['2026-11-20', true],
    ['2026-11-30', true],
    ['2026-12-01', false],
  ])('returned on the 20th, on %s: %s', (today, bookable) => {
    expect(on(today, { ...old, endedWithoutResultOn: '2026-11-20' }).bookable).toBe(bookable);
  });
});

it('says the same of a lapsed filing before and after it was marked', () => {
  const marked = { filedOn: null, lapsedOn: '2026-11-13' };
  expect(on('2026-11-20', marked)).toEqual(on('2026-11-20'));
});

describe('who is refused whatever the date', () => {
  it.each([
    [{ lifecycle: 'SEALED' as const }, 'appointment.instrument-not-active'],
    [{ filedOn: null }, 'appointment.not-filed'],
    [{ inOpenAppointment: true }, 'appointment.already-booked'],
    [{ verifiedForGood: true }, 'appointment.no-cycle'],
  ])('%o: %s', (rest, reason) => {
    expect(on('2026-11-05', rest)).toMatchObject({ bookable: false, reason });
  });
});

describe('a filing lapses when no window is left', () => {
  it.each([
    ['never verified, on the 10th day', '2026-11-13', {}, false],
    ['never verified, on the 11th day', '2026-11-14', {}, true],
    ['eight months to run', '2026-12-01', { validUntil: '2027-07-01' }, false],
    ['validUntil passed', '2027-07-02', { validUntil: '2027-07-01' }, true],
    ['failed', '2030-01-01', { failed: true }, false],
    ['in an open appointment', '2026-12-01', { inOpenAppointment: true }, false],
    ['not filed', '2026-12-01', { filedOn: null }, false],
  ])('%s', (_, today, rest, lapsed) => {
    expect(isFilingLapsed(facts(rest), today, DEFAULT_SETTINGS)).toBe(lapsed);
  });
});
