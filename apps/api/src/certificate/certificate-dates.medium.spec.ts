import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemContext } from '@quanheng/database';
import { moveClock, startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anInstitute, type Institute } from '../verification/testing/institute.js';
import { signing, type Draft, type Signing } from './testing/signing.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let at: Institute;
let drafts: Signing['drafts'];
let issued: Signing['issued'];
let revoke: Signing['revoke'];
let instrument: Signing['instrument'];
let check: Signing['check'];
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  ({ drafts, issued, revoke, instrument, check } = signing(api, at));
});
afterAll(() => api.close());

describe('as time goes by', () => {
  /** The same instrument verified again: its second certificate. */
  async function secondOf(first: Draft, conclusion: 'PASS' | 'FAIL'): Promise<Draft> {
    const second = await issued(conclusion);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query('UPDATE certificate SET instrument_id = $1 WHERE id = $2', [first.instrumentId, second.id]),
    );
    return second;
  }

  it('a revoked one falls back to the one before while that is valid', async () => {
    const first = await issued();
    await moveClock(api.test, '2027-05-20T02:00:00Z');
    const second = await secondOf(first, 'FAIL');
    await revoke(second);
    expect(await instrument(first.instrumentId)).toMatchObject({ validUntil: '2027-05-22', failed: false });
    const third = await secondOf(first, 'PASS');
    await moveClock(api.test, '2027-05-23T02:00:00Z');
    await revoke(third);
    expect(await instrument(first.instrumentId)).toMatchObject({ validUntil: null, failed: false });
    await moveClock(api.test, '2026-11-23T02:00:00Z');
  });

  it('the client’s tabs follow the dates', async () => {
    const certificate = await issued();
    const viewOf = async () => {
      const views = ['VALID', 'DUE_SOON', 'EXPIRED'];
      const pages = await Promise.all(
        views.map((view) =>
          at.clerk.get(`/certificates?view=${view}&q=${String(certificate['serialNumber'])}`),
        ),
      );
      return views.filter((_, index) => pages[index]!.body.items.length > 0);
    };
    expect(await viewOf()).toEqual(['VALID']);
    await moveClock(api.test, '2027-04-21T15:59:59Z');
    expect(await viewOf()).toEqual(['VALID']);
    await moveClock(api.test, '2027-04-21T16:00:00Z');
    expect(await viewOf()).toEqual(['DUE_SOON']);
    await moveClock(api.test, '2027-05-22T16:00:00Z');
    expect(await viewOf()).toEqual(['EXPIRED']);
    expect((await check(certificate['verificationToken'])).body.status).toBe('EXPIRED');
    const { counts } = (await at.clerk.get('/certificates/counts')).body;
    expect(counts.EXPIRED).toBeGreaterThan(0);
    expect(counts.DRAFT).toBeUndefined();
    await moveClock(api.test, '2026-11-23T02:00:00Z');
  });

  it('the signatory’s queue has the oldest first', async () => {
    const waiting = await drafts(['PASS', 'PASS', 'PASS']);
    const first = (await at.signatory.get('/certificates?view=DRAFT&limit=200')).body.items;
    const order = first
      .map((row: Draft) => row.id)
      .filter((id: string) => waiting.some((draft) => draft.id === id));
    expect(order).toEqual([...order].sort());
    expect((await at.signatory.get('/certificates/counts')).body).toEqual({
      counts: { DRAFT: first.length },
    });
    expect((await at.clerk.get('/certificates?view=DRAFT')).body.items).toEqual([]);
  });
});
