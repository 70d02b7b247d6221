import { expect, it } from '@jest/globals';
import { mayNudge, nudgeAgainOn } from './nudge.rules.js';

const holiday = new Map([['2026-11-30', 'HOLIDAY' as const]]);

it.each([
  [null, '2026-11-27', true],
  ['2026-11-26', '2026-11-26', false],
  ['2026-11-26', '2026-11-27', true],
  // Friday; the weekend isn't another working day, and Monday is a holiday here.
  ['2026-11-27', '2026-11-28', false],
  ['2026-11-27', '2026-11-30', false],
  ['2026-11-27', '2026-12-01', true],
] as const)('nudged on %s, on %s: %s', (last, today, expected) => {
  expect(mayNudge(last, today, holiday)).toBe(expected);
});

it('says from when', () => expect(nudgeAgainOn('2026-11-27', holiday)).toBe('2026-12-01'));
