import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../platform/settings.js';
import { statusWithout, undoableUntil, undoObstacle } from './receipt.rules.js';

const receivedAt = new Date('2026-11-23T02:00:00Z');
const after = (seconds: number) => new Date(receivedAt.getTime() + seconds * 1000);
const facts = { receivedAt, undoneAt: null, taskStatuses: ['WAITING' as const], wentOn: false };

describe('taking a receipt back', () => {
  it.each([
    ['at once', {}, 0, null],
    ['in the last moment', {}, 30, null],
    ['a moment too late', {}, 30.001, 'receipt.undo-over'],
    ['twice', { undoneAt: after(3) }, 5, 'receipt.undone'],
    [
      'once a verifier has begun',
      { taskStatuses: ['WAITING', 'IN_PROGRESS'] as const },
      5,
      'receipt.undo-begun',
    ],
    ['once a task is over', { taskStatuses: ['UNABLE'] as const }, 5, 'receipt.undo-begun'],
    ['once something went on', { wentOn: true }, 5, 'receipt.undo-begun'],
    ['without a task', { taskStatuses: [] }, 5, null],
  ])('%s', (_when, change, seconds, expected) => {
    expect(undoObstacle({ ...facts, ...change }, after(seconds), DEFAULT_SETTINGS)).toBe(expected);
  });

  it('takes the time from the settings', () => {
    expect(undoableUntil(receivedAt, { receiptUndoSeconds: 90 })).toEqual(after(90));
  });

  it('leaves the appointment as the other receipts left it', () => {
    expect([statusWithout(0), statusWithout(1)]).toEqual(['CONFIRMED', 'PARTIALLY_RECEIVED']);
  });
});
