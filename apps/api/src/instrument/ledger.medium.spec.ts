import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InstrumentEntity, systemContext } from '@quanheng/database';
import { bookingFactsOf, bookingWindow, DEFAULT_SETTINGS, validityStatus } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Today is 2026-11-23.
let api: ApiUnderTest;
let clerk: SignedIn;
let institutionId: string;
let enterpriseId: string;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institutionId = (await arrangeInstitution(api.test)).id;
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
});
afterAll(() => api.close());

const arrange = async (state: Partial<InstrumentEntity> = {}) =>
  (await arrangeInstruments(api.test, enterpriseId, 1, state))[0] as string;

describe('the list', () => {
  const own = { ids: [] as string[], clerk: null as unknown as SignedIn };
  /** Dates around every boundary of the windows of `domain.md` section 6, today being 2026-11-23. */
  const dates = [null, '2026-11-13', '2026-11-22', '2026-11-23', '2026-12-23', '2026-12-24', '2027-06-01'];
  const filings = [null, '2026-11-12', '2026-11-13', '2026-11-23'];

  beforeAll(async () => {
    const enterprise = await arrangeEnterprise(api.test, institutionId);
    own.clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId: enterprise });
    const states = dates.flatMap((validUntil) =>
      filings.flatMap((filedOn) => [
        { validUntil, filedOn },
        { validUntil: null, filedOn, failed: true },
        { validUntil, filedOn, lifecycle: 'SEALED' as const },
        { validUntil, filedOn, verifiedForGood: true },
        { validUntil, filedOn, openAppointmentItemId: uuidv7() },
        { validUntil, filedOn, endedWithoutResultOn: '2026-11-13' },
      ]),
    );
    for (const state of states) own.ids.push(...(await arrangeInstruments(api.test, enterprise, 1, state)));
  });

  it('says of each tab what the rules say of each instrument', async () => {
    const rows = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(
        InstrumentEntity,
        own.ids.map((id) => ({ id })),
      ),
    );
    const active = rows.filter(({ lifecycle }) => lifecycle === 'ACTIVE');
    const validity = (status: string) =>
      active.filter((row) => validityStatus(row, '2026-11-23', DEFAULT_SETTINGS) === status).length;
    const bookable = rows.filter(
      (row) => bookingWindow(bookingFactsOf(row), '2026-11-23', DEFAULT_SETTINGS).bookable,
    );
    const { counts } = (await own.clerk.get('/instruments/counts')).body;
    expect(counts).toEqual({
      ALL: rows.length,
      NOT_FILED: active.filter(({ filedOn }) => !filedOn).length,
      IN_FILING: 0,
      VALID: validity('VALID'),
      DUE_SOON: validity('DUE_SOON'),
      OVERDUE: validity('OVERDUE'),
      IN_VERIFICATION: rows.filter((row) => row.openAppointmentItemId).length,
      BOOKABLE: bookable.length,
      OUT_OF_SERVICE: rows.length - active.length,
    });
    const listed = await own.clerk.get('/instruments/ids').query({ tab: 'BOOKABLE' });
    expect(new Set(listed.body.ids)).toEqual(new Set(bookable.map(({ id }) => id)));
    expect(listed.body.total).toBe(bookable.length);
  });

  it.each(['newest', 'validUntil'])('walks every instrument once, sorted by %s', async (sort) => {
    const seen: { id: string; validUntil: string | null }[] = [];
    let cursor: string | undefined;
    do {
      const page = await own.clerk
        .get('/instruments')
        .query({ sort, limit: 25, ...(cursor ? { cursor } : {}) });
      expect(page.status).toBe(200);
      seen.push(...page.body.items);
      cursor = page.body.next ?? undefined;
    } while (cursor);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(own.ids.length);
    expect(seen).toHaveLength(own.ids.length);
    if (sort === 'validUntil') {
      const order = seen.map(({ validUntil }) => validUntil ?? '9999');
      expect(order).toEqual([...order].sort());
    }
  });

  it('finds by words of name, model, serial and own number, and by its filters', async () => {
    await arrange({
      serialNumber: 'FIND-77',
      searchText: '电子汽车衡 y-100 find-77 ',
      purpose: 'TRADE',
      verificationMode: 'ON_SITE',
    });
    const find = async (query: object) =>
      (await clerk.get('/instruments').query(query)).body.items.map(
        (i: { serialNumber: string }) => i.serialNumber,
      );
    expect(await find({ q: '汽车 find-77' })).toEqual(['FIND-77']);
    expect(await find({ q: '汽车 nothing' })).toEqual([]);
    expect(await find({ purpose: 'TRADE', verificationMode: 'ON_SITE', regionCode: '441200' })).toEqual([
      'FIND-77',
    ]);
    expect(await find({ purpose: 'TRADE', regionCode: '441283' })).toEqual([]);
    expect((await clerk.get('/instruments').query({ colour: 'red' })).status).toBe(400);
  });

  it('says until when and why not, in words', async () => {
    const lapsed = await arrange({ filedOn: '2026-11-01', institutionId });
    expect((await clerk.get(`/instruments/${lapsed}`)).body.booking).toMatchObject({
      reason: 'appointment.filing-lapsed',
      lapsedOn: '2026-11-11',
      message: expect.stringContaining('2026-11-11'),
    });
    const open = await arrange({ filedOn: '2026-11-20', institutionId });
    expect((await clerk.get(`/instruments/${open}`)).body.booking).toMatchObject({
      bookable: true,
      until: '2026-11-30',
      message: null,
    });
  });
});
