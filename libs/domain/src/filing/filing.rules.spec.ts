import { describe, expect, it } from '@jest/globals';
import { filingApplicationStatus } from './filing.rules.js';

describe('the state of an application is derived from its items', () => {
  it.each([
    [{ SUBMITTED: 1, RETURNED: 1, APPROVED: 1 }, 'IN_REVIEW'],
    [{ RETURNED: 1, APPROVED: 5 }, 'NEEDS_CORRECTION'],
    [{ DRAFT: 2 }, 'DRAFT'],
    [{ APPROVED: 3 }, 'APPROVED'],
    [{ APPROVED: 1, LAPSED: 1, SUPERSEDED: 1 }, 'APPROVED'],
    [{ APPROVED: 3, REJECTED: 1 }, 'PARTLY_APPROVED'],
    [{ LAPSED: 1, WITHDRAWN: 1 }, 'PARTLY_APPROVED'],
    [{ REJECTED: 2, WITHDRAWN: 1 }, 'REJECTED'],
    [{ WITHDRAWN: 1 }, 'WITHDRAWN'],
  ] as const)('%o: %s', (counts, expected) => expect(filingApplicationStatus(counts)).toBe(expected));
});
