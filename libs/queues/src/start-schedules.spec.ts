import { dueSchedules } from './start-schedules.js';

const ids = (instant: string, fromHour = {}) =>
  dueSchedules(new Date(instant), fromHour).map((message) => message.jobId);

test('a day begins at midnight in Shanghai', () => {
  expect(ids('2026-11-22T15:59:59Z')).toContain('reminder.scan.2026-11-22');
  expect(ids('2026-11-22T16:00:00Z')).toContain('reminder.scan.2026-11-23');
});

test('each daily job once, and one slot per quarter of an hour', () => {
  expect(ids('2026-11-23T01:44:59Z')).toEqual([
    'reminder.scan.2026-11-23',
    'appointment.close-day.2026-11-23',
    'filing.lapse.2026-11-23',
    'attachment.purge.2026-11-23',
    'audit.check-daily.2026-11-23',
    'privacy.erase.2026-11-23',
    'account.expire-drafts.2026-11-23',
    'account.clean-up.2026-11-23',
    'import.expire.2026-11-23',
    'appointment.expire-holds.2026-11-23T0930',
  ]);
  expect(ids('2026-11-23T01:45:00Z').at(-1)).toBe('appointment.expire-holds.2026-11-23T0945');
});

test('a job with an hour waits for it', () => {
  const fromHour = { 'reminder.scan': 8 };
  expect(ids('2026-11-22T23:59:00Z', fromHour)).not.toContain('reminder.scan.2026-11-23');
  expect(ids('2026-11-22T23:59:00Z', fromHour)).toContain('filing.lapse.2026-11-23');
  expect(ids('2026-11-23T00:00:00Z', fromHour)).toContain('reminder.scan.2026-11-23');
});
