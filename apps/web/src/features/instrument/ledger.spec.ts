import { describe, expect, it } from '@jest/globals';
import { withSelection } from './ledger';

const rows = (count: number) => Array.from({ length: count }, (_, n) => ({ id: `id-${n}` }));
const to = '/e/filings/new';

describe('what is carried from the ledger to filing and booking', () => {
  it('is the ids of some, in the address', () => {
    expect(withSelection(to, rows(2), null)).toEqual({ path: to, query: { instruments: 'id-0,id-1' } });
  });

  it('is the ids of many, too long for an address, and never more than were chosen', () => {
    const ids = rows(200).map(({ id }) => id);
    expect(withSelection(to, rows(200), null)).toEqual({ path: to, state: { instrumentIds: ids } });
  });

  it('is the filter where all that match are meant', () => {
    const filters = { tab: 'DUE_SOON', q: '压力', purpose: '', sort: 'validUntil' };
    const filter = new URLSearchParams({ tab: 'DUE_SOON', q: '压力' }).toString();
    expect(withSelection(to, rows(50), filters)).toEqual({ path: to, query: { filter } });
  });
});
