import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { bookingFactsOf, DEFAULT_SETTINGS, isFilingLapsed } from '@quanheng/domain';
import { moveClock, startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  readInstrument,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL, the clock moved from edge to edge. Whoever asks gets the same answer: the instrument's
// page, the ledger's tab, "book all due", the booking itself, and the rule by which the worker's nightly lapsing goes
// (whose SQL its own spec holds to `isFilingLapsed`).
let api: ApiUnderTest;
let institute: ArrangedInstitution;
let enterpriseId: string;
let clerk: SignedIn;
let reviewer: SignedIn;

beforeAll(async () => {
  api = await startApi('2026-11-02T02:00:00Z');
  await arrangeCatalogue(api.test);
  institute = await arrangeInstitution(api.test);
  enterpriseId = await arrangeEnterprise(api.test, institute.id);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId: institute.id });
});
afterAll(() => api.close());

const LAPSED = 'appointment.filing-lapsed';
type Answer = { code: string } | { until: string };
const opening = (day: string) => `${day}T00:00:00+08:00`;
/** Time enough before midnight for all to be asked on the same day. */
const closing = (day: string) => `${day}T23:58:00+08:00`;

const book = (id: string, date: string) =>
  clerk.post('/appointments', {
    institutionId: institute.id,
    mode: 'BRING_IN',
    date,
    halfDay: 'AM',
    siteId: institute.siteId,
    contactPerson: '演示联系人',
    contactPhone: '13800000000',
    instrumentIds: [id],
  });

async function answersAt(at: string, id: string) {
  await moveClock(api.test, at);
  const [shown, listed, previewed, due] = await Promise.all([
    clerk.get(`/instruments/${id}`),
    clerk.get('/instruments?tab=BOOKABLE'),
    clerk.post('/appointments/preview', { instrumentIds: [id] }),
    clerk.post('/appointments/preview', { due: true }),
  ]);
  const { bookable, reason, until } = shown.body.booking;
  const [blocked] = previewed.body.blocked;
  const answerOf = (groups: { instruments: { id: string; until: string }[] }[]): Answer | undefined => {
    const found = groups.flatMap((group) => group.instruments).find((one) => one.id === id);
    return found && { until: found.until };
  };
  const today = at.slice(0, 10);
  const facts = bookingFactsOf(await readInstrument(api.test, id));
  return {
    page: bookable ? { until } : { code: reason },
    tab: listed.body.items.some((one: { id: string }) => one.id === id),
    preview: answerOf(previewed.body.groups) ?? { code: blocked?.code },
    due: answerOf(due.body.groups) !== undefined,
    lapses: isFilingLapsed(facts, today, DEFAULT_SETTINGS),
  };
}

/** Asked everywhere, and refused where it isn't open. */
async function expectEverywhere(at: string, id: string, answer: Answer): Promise<void> {
  const open = 'until' in answer;
  const lapses = 'code' in answer && answer.code === LAPSED;
  expect({ at, ...(await answersAt(at, id)) }).toEqual({
    at,
    page: answer,
    tab: open,
    preview: answer,
    due: open,
    lapses,
  });
  if (open) return;
  const refused = await book(id, '2027-06-01');
  expect([at, refused.status, refused.body.code]).toEqual([at, 409, answer.code]);
}

it('never verified: from the day of the approval through the tenth day after it', async () => {
  const [id = ''] = await arrangeInstruments(api.test, enterpriseId, 1);
  const { body: filing } = await clerk.post('/filings', { institutionId: institute.id, instrumentIds: [id] });
  await expectEverywhere(closing('2026-11-02'), id, { code: 'appointment.not-filed' });

  await moveClock(api.test, opening('2026-11-03'));
  const [item] = (await reviewer.get(`/filings/${filing.id}/items`)).body.items;
  const decision = `/filings/${filing.id}/items/${item.id}/approve`;
  expect((await reviewer.post(decision, {}, { version: item.version })).status).toBe(200);
  const until = '2026-11-13';
  await expectEverywhere(opening('2026-11-03'), id, { until });
  await expectEverywhere(closing('2026-11-13'), id, { until });
  await expectEverywhere(opening('2026-11-14'), id, { code: LAPSED });

  await moveClock(api.test, closing('2026-11-13'));
  expect((await book(id, '2026-11-16')).status).toBe(201);
});

it('verified before: from one month before the last day of validity, clamped to the month’s end, through that day', async () => {
  const until = '2027-03-31';
  const filed = { institutionId: institute.id, filedOn: '2026-03-20', everFiled: true, validUntil: until };
  const [id = ''] = await arrangeInstruments(api.test, enterpriseId, 1, filed);
  await expectEverywhere(closing('2027-02-27'), id, { code: 'appointment.window-not-open' });
  await expectEverywhere(opening('2027-02-28'), id, { until });
  await expectEverywhere(closing('2027-03-31'), id, { until });
  await expectEverywhere(opening('2027-04-01'), id, { code: LAPSED });

  await moveClock(api.test, closing('2027-03-31'));
  expect((await book(id, '2027-04-01')).status).toBe(201);
});
