import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InstrumentEntity, systemContext } from '@quanheng/database';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  readInstrument,
  RULER,
  SCALE,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL, headless browser for the papers. Today is 2026-11-23.
let api: ApiUnderTest;
let institute: ArrangedInstitution;
let enterpriseId: string;
let clerk: SignedIn;
let reviewer: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institute = await arrangeInstitution(api.test);
  enterpriseId = await arrangeEnterprise(api.test, institute.id);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId: institute.id });
});
afterAll(() => api.close());

async function filedByReview(overrides = {}): Promise<string> {
  const [id = ''] = await arrangeInstruments(api.test, enterpriseId, 1, overrides);
  const filing = (await clerk.post('/filings', { institutionId: institute.id, instrumentIds: [id] })).body;
  await decide(filing.id, 'approve');
  return id;
}
const itemOf = async (filingId: string) => (await reviewer.get(`/filings/${filingId}/items`)).body.items[0];
async function decide(filingId: string, action: string, who = reviewer) {
  const item = await itemOf(filingId);
  const path = `/filings/${filingId}/items/${item.id}/${action}`;
  return who.post(path, { comment: '请核对铭牌' }, { version: item.version });
}
const ask = (instrumentId: string, changes: object, more = {}) =>
  clerk.post('/filings/changes', { instrumentId, changes, reason: '铭牌抄录有误', ...more });

describe('a change of locked fields', () => {
  it('is reviewed with what differs, takes effect on approval, and the instrument is filed from that day', async () => {
    const id = await filedByReview();
    await api.test.database.write(systemContext(), (tx) =>
      tx.manager.update(InstrumentEntity, { id }, { filedOn: '2026-06-01', validUntil: '2027-06-01' }),
    );
    const asked = await ask(id, { model: 'Y-150', serialNumber: 'S-9' });
    expect(asked.status).toBe(201);
    expect(asked.body).toMatchObject({ kind: 'CHANGE', total: 1, status: 'IN_REVIEW' });
    expect(await itemOf(asked.body.id)).toMatchObject({
      changes: { model: 'Y-150', serialNumber: 'S-9' },
      before: { model: 'Y-100' },
      snapshot: { model: 'Y-150', name: '压力表' },
    });
    expect(await readInstrument(api.test, id)).toMatchObject({ model: 'Y-100', filedOn: '2026-06-01' });
    expect((await decide(asked.body.id, 'approve')).status).toBe(200);
    const changed = await readInstrument(api.test, id);
    expect(changed).toMatchObject({ model: 'Y-150', serialNumber: 'S-9', filedOn: '2026-11-23' });
    expect(changed).toMatchObject({ openFilingItemId: null, validUntil: '2027-06-01' });
    expect(changed.identityKey).toContain('y-150');
    const filings = await api.test.database.read(systemContext(), (tx) =>
      tx.query('SELECT status FROM filing_item WHERE instrument_id = $1 ORDER BY id', [id]),
    );
    expect(filings).toEqual([{ status: 'SUPERSEDED' }, { status: 'APPROVED' }]);
  });

  it('that was returned is asked for again in the same application; rejected, all stays as it was', async () => {
    const id = await filedByReview();
    const asked = (await ask(id, { model: 'Y-151' })).body;
    expect((await ask(id, { model: 'Y-152' })).body.code).toBe('filing.open-exists');
    await decide(asked.id, 'return');
    expect((await decide(asked.id, 'submit', clerk)).body.code).toBe('filing.change-nothing');
    const again = await ask(id, { model: 'Y-152' });
    expect(again.body).toMatchObject({ id: asked.id, status: 'IN_REVIEW' });
    expect((await itemOf(asked.id)).changes).toEqual({ model: 'Y-152' });
    await decide(asked.id, 'reject');
    expect(await readInstrument(api.test, id)).toMatchObject({ model: 'Y-100', openFilingItemId: null });
  });

  it('needs a filed instrument, a difference, valid values, an able institution and no twin', async () => {
    const [draft = ''] = await arrangeInstruments(api.test, enterpriseId, 1);
    expect((await ask(draft, { model: 'X' })).body.code).toBe('filing.change-not-filed');
    const id = await filedByReview();
    expect((await ask(id, { model: 'Y-100' })).body.code).toBe('filing.change-nothing');
    expect((await ask(id, { categoryCode: '00000' })).status).toBe(400);
    expect((await ask(id, { categoryCode: RULER })).body.code).toBe('filing.kind-not-fileable');
    const county = await arrangeInstitution(api.test, { kinds: [SCALE] });
    expect((await ask(id, { model: 'Z' }, { institutionId: county.id })).body.code).toBe(
      'filing.institution-not-capable',
    );
    const twin = (await clerk.post('/instruments', await inputOf(id, 'TWIN-1'))).status;
    expect(twin).toBe(201);
    expect((await ask(id, { serialNumber: 'TWIN-1' })).body.code).toBe('instrument.duplicate');
    expect((await reviewer.post('/filings/changes', {})).status).toBe(403);
    const stranger = await api.signIn({
      roles: ['ENTERPRISE_ADMIN'],
      enterpriseId: await arrangeEnterprise(api.test, institute.id),
    });
    const foreign = { instrumentId: id, changes: { model: 'Z' }, reason: '演示' };
    expect((await stranger.post('/filings/changes', foreign)).body.code).toBe('filing.instrument-not-found');
  });

  it('is not approved while the instrument is booked, nor when another became the same meanwhile', async () => {
    const id = await filedByReview();
    const asked = (await ask(id, { serialNumber: 'LATE-1' })).body;
    expect((await clerk.post('/instruments', await inputOf(id, 'LATE-1'))).status).toBe(201);
    expect((await decide(asked.id, 'approve')).body.code).toBe('filing.change-duplicate');
    const booked = await clerk.post('/appointments', {
      institutionId: institute.id,
      mode: 'BRING_IN',
      date: '2026-11-25',
      halfDay: 'AM',
      siteId: institute.siteId,
      contactPerson: '演示联系人',
      contactPhone: '13800000000',
      instrumentIds: [id],
    });
    expect(booked.status).toBe(201);
    expect((await decide(asked.id, 'approve')).body.code).toBe('filing.in-appointment');
  });
});

async function inputOf(id: string, serialNumber: string): Promise<object> {
  const { name, model, manufacturer, measuringRange, accuracyClass, origin, usageState, purpose } =
    await readInstrument(api.test, id);
  const rest = { instrumentType: 'WORKING_INSTRUMENT', verificationMode: 'BRING_IN', regionCode: '441202' };
  const fields = { name, model, serialNumber, manufacturer, measuringRange, accuracyClass, origin };
  return { ...fields, ...rest, usageState, purpose, categoryCode: '90101', location: '一号车间' };
}

describe('papers', () => {
  const isPdf = (body: unknown) => Buffer.isBuffer(body) && body.subarray(0, 5).toString() === '%PDF-';
  it('are the receipt for all, and a notice for what was returned or rejected', async () => {
    const instrumentIds = await arrangeInstruments(api.test, enterpriseId, 2);
    const filing = (await clerk.post('/filings', { institutionId: institute.id, instrumentIds })).body;
    const paper = (name: string, who = clerk) => who.get(`/filings/${filing.id}/papers/${name}`).buffer();
    expect(isPdf((await paper('receipt')).body)).toBe(true);
    expect((await paper('correction')).status).toBe(409);
    await decide(filing.id, 'return');
    const notice = await paper('correction', reviewer);
    expect(notice.headers['content-type']).toBe('application/pdf');
    expect((await paper('rejection')).status).toBe(409);
    expect((await paper('anything')).status).toBe(404);
    const stranger = await api.signIn({
      roles: ['ENTERPRISE_ADMIN'],
      enterpriseId: await arrangeEnterprise(api.test, institute.id),
    });
    expect((await paper('receipt', stranger)).status).toBe(404);
  }, 60_000);
});
