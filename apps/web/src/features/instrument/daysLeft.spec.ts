import { expect, it } from '@jest/globals';
import { bookingWindow, DEFAULT_SETTINGS, toBusinessDate } from '@quanheng/domain';
import { daysLeft } from './daysLeft.js';

const facts = {
  lifecycle: 'ACTIVE' as const,
  filedOn: '2026-11-03',
  lapsedOn: null,
  validUntil: null,
  failed: false,
  endedWithoutResultOn: null,
  verifiedForGood: false,
  inOpenAppointment: false,
};

// What the screen counts is the end of the window that the server judges by, at both sides of midnight in Shanghai.
it.each([
  ['2026-11-03T00:00:00+08:00', {}, 10],
  ['2026-11-12T23:59:59+08:00', {}, 1],
  ['2026-11-13T00:00:00+08:00', {}, 0],
  ['2026-11-13T23:59:59+08:00', {}, 0],
  ['2026-11-14T00:00:00+08:00', {}, null],
  ['2028-02-28T23:59:59+08:00', { validUntil: '2028-03-31' }, null],
  ['2028-02-29T00:00:00+08:00', { validUntil: '2028-03-31' }, 31],
  ['2028-02-29T23:59:59+08:00', { validUntil: '2028-02-29' }, 0],
  ['2028-03-01T00:00:00+08:00', { validUntil: '2028-02-29' }, null],
])('at %s with %o there are %s days left', (at, rest, days) => {
  const today = toBusinessDate(new Date(at));
  const { bookable, until } = bookingWindow({ ...facts, ...rest }, today, DEFAULT_SETTINGS);
  expect(bookable ? daysLeft(until ?? '', today) : null).toBe(days);
});
