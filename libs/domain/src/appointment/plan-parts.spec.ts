import { describe, expect, it } from '@jest/globals';
import { planParts } from './plan-parts.js';

const slot = (date: string, halfDay: 'AM' | 'PM', remaining: number) => ({ date, halfDay, remaining });
const week = [slot('2026-11-24', 'AM', 5), slot('2026-11-24', 'PM', 20), slot('2026-11-25', 'AM', 20)];

describe('planning the half-days of many instruments', () => {
  it('takes the earliest that holds all, else splits in the order of time', () => {
    expect(planParts(5, week, 500)).toEqual([{ date: '2026-11-24', halfDay: 'AM', count: 5 }]);
    expect(planParts(12, week, 500)).toEqual([{ date: '2026-11-24', halfDay: 'PM', count: 12 }]);
    expect(planParts(30, week, 500).map((part) => part.count)).toEqual([5, 20, 5]);
  });

  it('never fills an appointment above its size', () => {
    expect(planParts(18, [slot('2026-11-24', 'AM', 18)], 10).map((part) => part.count)).toEqual([10, 8]);
  });

  it('keeps to what one enterprise may book a day, both half-days together', () => {
    expect(planParts(8, week, 500, () => 8)).toEqual([{ date: '2026-11-24', halfDay: 'PM', count: 8 }]);
    expect(planParts(16, week, 500, () => 8).map(({ date, count }) => [date, count])).toEqual([
      ['2026-11-24', 5],
      ['2026-11-24', 3],
      ['2026-11-25', 8],
    ]);
  });

  it('leaves out what fits nowhere', () => {
    expect(planParts(99, week, 500).reduce((total, part) => total + part.count, 0)).toBe(45);
    expect(planParts(1, [], 500)).toEqual([]);
  });
});
