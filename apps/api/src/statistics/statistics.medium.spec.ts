import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FilingEntity, FilingItemEntity, SlotEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Today is Monday 2026-11-23; no holidays are entered.
let api: ApiUnderTest;
let institution: ArrangedInstitution;
let enterpriseId: string;
let clerk: SignedIn;
let stranger: SignedIn;
let reviewer: SignedIn;
let admin: SignedIn;

beforeAll(async () => {
  api = await startApi('2026-11-23T02:00:00Z');
  await arrangeCatalogue(api.test);
  institution = await arrangeInstitution(api.test);
  enterpriseId = await arrangeEnterprise(api.test, institution.id);
  const other = await arrangeEnterprise(api.test, institution.id);
  const elsewhere = await arrangeInstitution(api.test);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  stranger = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId: other });
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId: institution.id });
  admin = await api.signIn({ roles: ['INSTITUTION_ADMIN'], institutionId: institution.id });
  await fileSince('2026-11-20');
  await fileSince('2026-11-18');
  await fileSince('2026-11-13');
  await fileSince('2026-11-13', elsewhere.id);
});
afterAll(() => api.close());

/** A submitted filing of one instrument, waiting since that day. */
async function fileSince(day: string, institutionId = institution.id): Promise<void> {
  const [instrumentId = ''] = await arrangeInstruments(api.test, enterpriseId, 1, { lifecycle: 'SEALED' });
  const filing = { id: uuidv7(), enterpriseId, institutionId, version: 1 };
  await api.test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(FilingEntity, {
      ...filing,
      caseNumber: filing.id,
      enterpriseName: '演示企业',
      submittedBy: clerk.accountId,
      submittedByName: '演示经办人',
      submittedAt: new Date(`${day}T02:00:00Z`),
    });
    const item = { ...filing, id: uuidv7(), filingId: filing.id, instrumentId, status: 'SUBMITTED' as const };
    await tx.manager.insert(FilingItemEntity, { ...item, snapshot: {} as never });
  });
}

describe('what waits for an enterprise', () => {
  beforeAll(async () => {
    const filed = { institutionId: institution.id, everFiled: true };
    await arrangeInstruments(api.test, enterpriseId, 2);
    // Due: freshly filed, in its last month, failed. Not due: eight months to run, booked, filing lapsed.
    await arrangeInstruments(api.test, enterpriseId, 1, { ...filed, filedOn: '2026-11-13' });
    await arrangeInstruments(api.test, enterpriseId, 1, {
      ...filed,
      filedOn: '2026-01-05',
      validUntil: '2026-12-23',
    });
    await arrangeInstruments(api.test, enterpriseId, 1, { ...filed, filedOn: '2026-01-05', failed: true });
    await arrangeInstruments(api.test, enterpriseId, 1, {
      ...filed,
      filedOn: '2026-01-05',
      validUntil: '2027-07-23',
      verificationMode: 'ON_SITE',
    });
    await arrangeInstruments(api.test, enterpriseId, 1, {
      ...filed,
      filedOn: '2026-01-05',
      validUntil: '2026-12-01',
      openAppointmentItemId: uuidv7(),
    });
  });

  it('is counted by what to do next', async () => {
    expect((await clerk.get('/statistics/todo')).body).toEqual({
      due: 3,
      notFiled: 2,
      filings: 0,
      appointments: 0,
      formsToPrint: 0,
      certificates: 0,
      instruments: 11,
    });
  });

  it('counts what can be booked as the ledger does', async () => {
    const { body } = await clerk.get('/instruments/counts');
    expect(body.counts).toMatchObject({ BOOKABLE: 3, NOT_FILED: 2, ALL: 11 });
  });

  it('is laid out by month and mode, twelve months from this one', async () => {
    const { body } = await clerk.get('/statistics/expiry');
    expect(body.months).toHaveLength(12);
    expect([body.months[0].month, body.months[11].month]).toEqual(['2026-11', '2027-10']);
    const some = body.months.filter(
      (month: { bringIn: number; onSite: number }) => month.bringIn + month.onSite,
    );
    expect(some).toEqual([
      { month: '2026-12', bringIn: 2, onSite: 0 },
      { month: '2027-07', bringIn: 0, onSite: 1 },
    ]);
  });

  it('leads from a month to the instruments that it counts', async () => {
    const { body } = await clerk.get('/instruments?validMonth=2026-12&sort=validUntil');
    const ends = body.items.map(({ validUntil }: { validUntil: string }) => validUntil);
    expect(ends).toEqual(['2026-12-01', '2026-12-23']);
    expect((await clerk.get('/instruments?validMonth=2026-13')).status).toBe(400);
  });

  it('is nobody else’s', async () => {
    expect((await stranger.get('/statistics/todo')).body).toMatchObject({ due: 0, instruments: 0 });
    const { body } = await stranger.get('/statistics/expiry');
    expect(body.months.every((month: { bringIn: number }) => month.bringIn === 0)).toBe(true);
    expect((await reviewer.get('/statistics/expiry')).status).toBe(403);
    expect((await api.request().get('/api/v1/statistics/todo')).status).toBe(401);
  });
});

describe('what waits at an institution', () => {
  it('is split by working days: a weekend ages nothing', async () => {
    const { body } = await reviewer.get('/statistics/queues');
    expect(body).toEqual({
      queues: [
        { name: 'registrations', role: 'REVIEWER', fresh: 0, aging: 0, old: 0 },
        { name: 'filings', role: 'REVIEWER', fresh: 1, aging: 1, old: 1 },
      ],
      tasksOverdue: 0,
      tasksDueSoon: 0,
    });
  });

  it('shows an admin every queue, an enterprise none', async () => {
    const { body } = await admin.get('/statistics/queues');
    expect(body.queues.map(({ name }: { name: string }) => name)).toEqual([
      'registrations',
      'filings',
      'appointments',
      'tasks',
      'toCheck',
      'certificates',
    ]);
    expect((await clerk.get('/statistics/queues')).status).toBe(403);
  });
});

describe('capacity', () => {
  it('is that of ten working days, less what is closed, with what is booked', async () => {
    const slot = {
      institutionId: institution.id,
      departmentId: institution.gauges,
      mode: 'BRING_IN' as const,
    };
    await api.test.database.write(systemContext(), (tx) =>
      tx.manager.insert(SlotEntity, [
        { ...slot, id: uuidv7(), date: '2026-11-24', halfDay: 'AM', capacity: 20, booked: 7 },
        {
          ...slot,
          id: uuidv7(),
          date: '2026-11-24',
          halfDay: 'PM',
          capacity: 20,
          booked: 0,
          closedReason: '演示',
        },
      ]),
    );
    const { body } = await reviewer.get('/statistics/capacity?days=10');
    // Two departments, two modes.
    expect(body.lines).toHaveLength(4);
    const { items, ...line } = body.lines.find(
      (one: { departmentId: string; mode: string }) =>
        one.departmentId === institution.gauges && one.mode === 'BRING_IN',
    );
    expect(line).toMatchObject({ departmentName: '热工室', mode: 'BRING_IN' });
    const free = { capacity: 20, booked: 0, held: 0, closedReason: null, adjusted: false };
    expect(items.slice(0, 4)).toEqual([
      { ...free, date: '2026-11-23', halfDay: 'AM' },
      { ...free, date: '2026-11-23', halfDay: 'PM' },
      { ...free, date: '2026-11-24', halfDay: 'AM', booked: 7 },
      { ...free, date: '2026-11-24', halfDay: 'PM', capacity: 0, closedReason: '演示' },
    ]);
    expect([items.length, items.at(-1).date]).toEqual([20, '2026-12-04']);
    expect((await clerk.get('/statistics/capacity')).status).toBe(403);
  });
});
