import { expect, it } from '@jest/globals';
import { stillWaiting, submissionOf } from './stillWaiting';

const case1 = { id: 'a', submittedAt: '2026-11-23T01:00:00.000Z' };
const case2 = { id: 'b', submittedAt: '2026-11-23T02:00:00.000Z' };

it('a queue that was read before a decision offers no case that is decided', () => {
  const decided = new Set([submissionOf(case1)]);
  expect(stillWaiting([case1, case2], decided)).toEqual(['b']);
});

it('a case that was returned waits again once it is submitted again', () => {
  const decided = new Set([submissionOf(case1)]);
  const again = { ...case1, submittedAt: '2026-11-24T01:00:00.000Z' };
  expect(stillWaiting([again, case2], decided)).toEqual(['a', 'b']);
});
