import { dayClosure, capacityWeekday, isSlotPast, opensNoResultWindow } from './slot.rules.js';
import { planParts } from './plan-parts.js';

describe('a half-day', () => {
  it.each([
    ['2026-11-23', 'AM', '2026-11-23T03:59:59Z', false],
    ['2026-11-23', 'AM', '2026-11-23T04:00:00Z', true],
    ['2026-11-23', 'PM', '2026-11-23T04:00:00Z', false],
    ['2026-11-23', 'PM', '2026-11-23T10:00:00Z', true],
    ['2026-11-23', 'PM', '2026-11-22T15:59:59Z', false],
    ['2026-11-22', 'PM', '2026-11-22T16:00:00Z', true],
    ['2026-11-24', 'AM', '2026-11-23T23:00:00Z', false],
  ] as const)('%s %s is over at %s: %s', (date, halfDay, now, past) => {
    expect(isSlotPast(date, halfDay, new Date(now))).toBe(past);
  });
});

describe('a day', () => {
  it('is closed on weekends and holidays, with the name of the holiday', () => {
    expect(dayClosure('2026-10-02', { kind: 'HOLIDAY', name: '国庆节' })).toEqual({
      reason: 'HOLIDAY',
      name: '国庆节',
    });
    expect(dayClosure('2026-11-28', undefined)).toEqual({ reason: 'WEEKEND', name: '' });
    expect(dayClosure('2026-11-23', undefined)).toBeNull();
  });

  it('is open where a weekend day makes up for a holiday, and follows Friday’s capacity', () => {
    expect(dayClosure('2026-10-10', { kind: 'MAKEUP_WORKDAY', name: '国庆节' })).toBeNull();
    expect(capacityWeekday('2026-10-10')).toBe(5);
    expect(capacityWeekday('2026-11-23')).toBe(1);
  });
});

describe('window 4', () => {
  it('opens for every ending but the enterprise’s own cancelling and not coming', () => {
    expect(opensNoResultWindow('return', 'INSTITUTION')).toBe(true);
    expect(opensNoResultWindow('expire', 'SYSTEM')).toBe(true);
    expect(opensNoResultWindow('cancel', 'INSTITUTION')).toBe(true);
    expect(opensNoResultWindow('decline', 'INSTITUTION')).toBe(true);
    expect(opensNoResultWindow('decline', 'ENTERPRISE')).toBe(true);
    expect(opensNoResultWindow('cancel', 'ENTERPRISE')).toBe(false);
    expect(opensNoResultWindow('noShow', 'SYSTEM')).toBe(false);
  });
});

describe('planning the parts of a booking', () => {
  const slots = [
    { date: '2026-11-24', halfDay: 'AM', remaining: 3 },
    { date: '2026-11-24', halfDay: 'PM', remaining: 0 },
    { date: '2026-11-25', halfDay: 'AM', remaining: 20 },
  ] as const;

  it('takes the first slot that holds all', () => {
    expect(planParts(3, slots, 500)).toEqual([{ date: '2026-11-24', halfDay: 'AM', count: 3 }]);
    expect(planParts(4, slots, 500)).toEqual([{ date: '2026-11-25', halfDay: 'AM', count: 4 }]);
  });

  it('splits over the earliest slots where none holds all', () => {
    expect(planParts(22, slots, 500)).toEqual([
      { date: '2026-11-24', halfDay: 'AM', count: 3 },
      { date: '2026-11-25', halfDay: 'AM', count: 19 },
    ]);
  });

  it('splits by the limit of an appointment, and leaves out what fits nowhere', () => {
    expect(planParts(30, slots, 15).map((part) => part.count)).toEqual([3, 15, 5]);
  });
});
