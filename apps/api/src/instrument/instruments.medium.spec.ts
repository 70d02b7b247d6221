import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FilingEntity, FilingItemEntity, InstrumentEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstrument } from '../testing/instrument-input.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution, RULER } from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Today is 2026-11-23.
let api: ApiUnderTest;
let clerk: SignedIn;
let viewer: SignedIn;
let stranger: SignedIn;
let institutionId: string;
let enterpriseId: string;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institutionId = (await arrangeInstitution(api.test)).id;
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  const other = await arrangeEnterprise(api.test, institutionId);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  viewer = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
  stranger = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: other });
});
afterAll(() => api.close());

const create = async (change: object = {}) => {
  const answer = await clerk.post('/instruments', anInstrument(change));
  expect([answer.status, answer.text]).toEqual([201, expect.any(String)]);
  return answer.body;
};
const pointers = (body: { errors: { pointer: string; code: string }[] }) =>
  body.errors.map(({ pointer, code }) => [pointer, code]);

/** Puts an instrument into the state that filing and booking would bring it to. */
const set = (id: string, state: Partial<InstrumentEntity>) =>
  api.test.database.write(systemContext(), (tx) =>
    tx.manager.update(InstrumentEntity, { id }, { ...state, version: 1 }),
  );

async function arrangeItem(
  instrumentId: string,
  status: 'SUBMITTED' | 'RETURNED' | 'REJECTED',
): Promise<string> {
  const [filingId, itemId] = [uuidv7(), uuidv7()];
  const owner = { enterpriseId, institutionId };
  await api.test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(FilingEntity, {
      ...{ id: filingId, version: 1, caseNumber: filingId, enterpriseName: '演示企业', ...owner },
      ...{ submittedBy: uuidv7(), submittedByName: '演示', submittedAt: tx.now },
    });
    await tx.manager.insert(FilingItemEntity, {
      ...{ id: itemId, version: 1, filingId, instrumentId, status, snapshot: {}, ...owner },
    });
  });
  return itemId;
}

describe('adding an instrument', () => {
  it('answers it with all that follows from its state', async () => {
    const body = await create({ validUntil: '2027-05-01', ownNumber: '甲-1' });
    expect(body).toMatchObject({
      version: 1,
      lifecycle: 'ACTIVE',
      validityStatus: 'VALID',
      validUntilDeclared: true,
      kindName: '压力表',
      regionName: '端州区',
      filing: { status: 'NONE', filedOn: null },
      booking: { bookable: false, reason: 'appointment.not-filed' },
      openAppointment: null,
      lockedFields: [],
      warnings: [],
    });
    const read = await clerk.get(`/instruments/${body.id}`);
    expect(read.body).toEqual(body);
    expect(read.headers['etag']).toBe('"v1"');
  });

  it('refuses what the importer would refuse, each wrong field by its pointer', async () => {
    const bad = anInstrument({
      regionCode: '441299',
      categoryCode: '000',
      lastVerifiedOn: '2026-05-01',
      validUntil: '2026-04-01',
    });
    const answer = await clerk.post('/instruments', bad);
    expect(answer.status).toBe(400);
    expect(pointers(answer.body)).toEqual([
      ['/regionCode', 'instrument.region-unknown'],
      ['/categoryCode', 'instrument.category-unknown'],
      ['/validUntil', 'instrument.valid-before-verified'],
    ]);
    const blank = await clerk.post('/instruments', anInstrument({ name: ' ', origin: '国产', color: 'red' }));
    expect(blank.status).toBe(400);
    expect(pointers(blank.body)).toEqual(
      expect.arrayContaining([
        ['/name', 'field.required'],
        ['/origin', 'field.not-a-choice'],
        ['/color', 'request.unknown-field'],
      ]),
    );
  });

  it('warns of what is odd without refusing it', async () => {
    const body = await create({ regionCode: '441201', categoryCode: RULER });
    expect(body.warnings.map(({ code }: { code: string }) => code)).toEqual([
      'instrument.region-generic',
      'instrument.category-not-compulsory',
    ]);
  });

  it('refuses the same four, whatever their width, case and blanks, and names the one that exists', async () => {
    const first = await create({ serialNumber: 'Dup-1', ownNumber: 'A 1' });
    const variant = anInstrument({
      name: ' 压力表',
      model: 'ｙ-100',
      serialNumber: 'DUP-1',
      ownNumber: 'a  1',
    });
    const answer = await clerk.post('/instruments', variant);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'instrument.duplicate', details: { id: first.id } });
    const check = await clerk
      .get('/instruments/duplicate')
      .query({ name: '压力表', model: 'Y-100', serialNumber: 'dup-1', ownNumber: 'A 1' });
    expect(check.body.duplicate).toMatchObject({ id: first.id });
    expect((await stranger.post('/instruments', variant)).status).toBe(201);
  });

  it('creates one of twenty sent at once', async () => {
    const same = anInstrument({ serialNumber: 'RACE-1' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => clerk.post('/instruments', same)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(19);
  });

  it('gives the same answer to the same key, and is for writers only', async () => {
    const input = anInstrument();
    const [first, again] = [
      await clerk.post('/instruments', input, { key: 'the-same-key' }),
      await clerk.post('/instruments', input, { key: 'the-same-key' }),
    ];
    expect(again.body).toEqual(first.body);
    expect((await viewer.post('/instruments', anInstrument())).status).toBe(403);
  });
});

describe('changing an instrument', () => {
  it('changes what is sent and keeps the rest, once per version', async () => {
    const { id } = await create({ remark: 'alt' });
    const answer = await clerk.patch(`/instruments/${id}`, { location: '二号车间', remark: null }, 1);
    expect(answer.body).toMatchObject({ version: 2, location: '二号车间', remark: null, name: '压力表' });
    expect((await clerk.patch(`/instruments/${id}`, { location: 'x' }, 1)).status).toBe(412);
    expect((await clerk.patch(`/instruments/${id}`, { location: 'x' })).status).toBe(428);
    expect((await viewer.patch(`/instruments/${id}`, { location: 'x' }, 2)).status).toBe(403);
    expect((await stranger.patch(`/instruments/${id}`, { location: 'x' }, 2)).status).toBe(404);
    const history = await clerk.get(`/instruments/${id}/history`);
    expect(history.body.items.map(({ action }: { action: string }) => action)).toEqual([
      'instrument.change',
      'instrument.create',
    ]);
  });

  it('refuses a change that would make it the same as another', async () => {
    const [one, two] = [await create(), await create()];
    const answer = await clerk.patch(`/instruments/${two.id}`, { serialNumber: one.serialNumber }, 1);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'instrument.duplicate', details: { id: one.id } });
  });

  it('locks identity, kind, mode and dates while filed, and while under review, but not when returned', async () => {
    const { id } = await create();
    await set(id, { filedOn: '2026-11-20', institutionId, everFiled: true });
    const filed = await clerk.patch(
      `/instruments/${id}`,
      { serialNumber: 'X', validUntil: '2027-01-01', location: 'y' },
      1,
    );
    expect(filed.status).toBe(409);
    expect(pointers(filed.body)).toEqual([
      ['/serialNumber', 'instrument.field-locked'],
      ['/validUntil', 'instrument.field-locked'],
    ]);
    expect((await clerk.patch(`/instruments/${id}`, { location: 'y' }, 1)).status).toBe(200);

    const review = await create();
    await set(review.id, { openFilingItemId: await arrangeItem(review.id, 'SUBMITTED') });
    expect((await clerk.patch(`/instruments/${review.id}`, { model: 'X' }, 1)).status).toBe(409);
    const returned = await create();
    await set(returned.id, { openFilingItemId: await arrangeItem(returned.id, 'RETURNED') });
    expect((await clerk.patch(`/instruments/${returned.id}`, { model: 'X' }, 1)).status).toBe(200);
  });

  it('locks the dates that a certificate has set', async () => {
    const { id } = await create();
    await set(id, { validUntil: '2027-05-01', validUntilDeclared: false });
    const answer = await clerk.patch(`/instruments/${id}`, { validUntil: '2030-01-01' }, 1);
    expect([answer.status, answer.body.code]).toEqual([409, 'instrument.field-locked']);
  });
});

describe('taking an instrument away', () => {
  it('deletes what was never filed, and nothing that was', async () => {
    const { id } = await create();
    expect((await clerk.delete(`/instruments/${id}`)).status).toBe(428);
    expect((await stranger.delete(`/instruments/${id}`, 1)).status).toBe(404);
    expect((await clerk.delete(`/instruments/${id}`, 1)).status).toBe(204);
    expect((await clerk.get(`/instruments/${id}`)).status).toBe(404);
    const filed = await create();
    await arrangeItem(filed.id, 'REJECTED');
    const answer = await clerk.delete(`/instruments/${filed.id}`, 1);
    expect([answer.status, answer.body.code]).toEqual([409, 'instrument.ever-filed']);
  });

  it('follows the lifecycle, with its reason in the history', async () => {
    const { id } = await create();
    const sealed = await clerk.post(`/instruments/${id}/seal`, { reason: '停产' }, { version: 1 });
    expect(sealed.body).toMatchObject({
      lifecycle: 'SEALED',
      version: 2,
      booking: { reason: 'appointment.instrument-not-active' },
    });
    expect((await clerk.post(`/instruments/${id}/seal`, {}, { version: 1 })).status).toBe(412);
    const again = await clerk.post(`/instruments/${id}/seal`, {}, { version: 2 });
    expect([again.status, again.body.code]).toEqual([409, 'workflow.move-not-allowed']);
    expect((await clerk.post(`/instruments/${id}/activate`, {}, { version: 2 })).body.lifecycle).toBe(
      'ACTIVE',
    );
    expect(
      (await clerk.post(`/instruments/${id}/take-out-of-service`, {}, { version: 3 })).body.lifecycle,
    ).toBe('OUT_OF_SERVICE');
    expect((await viewer.post(`/instruments/${id}/scrap`, {}, { version: 4 })).status).toBe(403);
    expect((await clerk.post(`/instruments/${id}/scrap`, {}, { version: 4 })).body.lifecycle).toBe(
      'SCRAPPED',
    );
    const history = await clerk.get(`/instruments/${id}/history`);
    expect(history.body.items).toContainEqual(
      expect.objectContaining({ action: 'instrument.seal', reason: '停产' }),
    );
  });
});

describe('an instrument that is booked', () => {
  it('stays in use until the booking is over', async () => {
    const { id } = await create();
    await set(id, { openAppointmentItemId: uuidv7() });
    for (const move of ['take-out-of-service', 'seal', 'scrap']) {
      const answer = await clerk.post(`/instruments/${id}/${move}`, {}, { version: 1 });
      expect([answer.status, answer.body.code]).toEqual([409, 'instrument.in-appointment']);
    }
    await set(id, { openAppointmentItemId: null });
    expect((await clerk.post(`/instruments/${id}/seal`, {}, { version: 1 })).status).toBe(200);
  });
});

describe('what an instrument went through', () => {
  it('is its filings, bookings and certificates, and each edit with what it was before', async () => {
    const { id } = await create({ location: '一号车间' });
    await arrangeItem(id, 'REJECTED');
    await clerk.patch(`/instruments/${id}`, { location: '二号车间', remark: '搬迁' }, 1);
    const cycles = await viewer.get(`/instruments/${id}/cycles`);
    expect(cycles.body).toMatchObject({
      filings: [{ status: 'REJECTED', institutionName: '演示检定机构' }],
      visits: [],
      certificates: [],
    });
    const { body } = await viewer.get(`/instruments/${id}/history`);
    expect(body.items[0].changes).toEqual([
      { field: 'location', before: '一号车间', after: '二号车间' },
      { field: 'remark', before: null, after: '搬迁' },
    ]);
    expect(body.items[1].changes).toEqual([]);
    expect((await stranger.get(`/instruments/${id}/cycles`)).status).toBe(404);
  });
});

describe('copying', () => {
  it('copies to a list of serial numbers, without dates and filing', async () => {
    const { id } = await create({ validUntil: '2027-05-01', lastVerifiedOn: '2026-05-02' });
    const answer = await clerk.post(`/instruments/${id}/copy`, {
      serialNumbers: ['C-1', 'C-2'],
      ownNumbers: ['甲', '乙'],
    });
    expect(answer.status).toBe(201);
    expect(answer.body.items.map((item: { serialNumber: string }) => item.serialNumber)).toEqual([
      'C-1',
      'C-2',
    ]);
    const copy = await clerk.get(`/instruments/${answer.body.items[1].id}`);
    expect(copy.body).toMatchObject({
      serialNumber: 'C-2',
      ownNumber: '乙',
      validUntil: null,
      filing: { status: 'NONE' },
    });
  });

  it('copies none when one is there already, in the ledger or in the list, and names each', async () => {
    const { id } = await create();
    const there = await clerk.post(`/instruments/${id}/copy`, { serialNumbers: ['D-2'] });
    const answer = await clerk.post(`/instruments/${id}/copy`, {
      serialNumbers: ['D-1', 'd-2', 'D-3', 'D-3'],
    });
    expect(answer.status).toBe(409);
    expect(pointers(answer.body)).toEqual([
      ['/serialNumbers/1', 'instrument.duplicate'],
      ['/serialNumbers/3', 'instrument.duplicate'],
    ]);
    expect(answer.body.details.existing).toEqual([there.body.items[0].id, null]);
    expect((await clerk.get('/instruments').query({ q: 'd-1' })).body.items).toEqual([]);
    expect((await clerk.post(`/instruments/${id}/copy`, { serialNumbers: [] })).status).toBe(400);
    expect((await stranger.post(`/instruments/${id}/copy`, { serialNumbers: ['Z'] })).status).toBe(404);
  });
});

describe('the institution', () => {
  it('reads what was filed with it, and nothing else', async () => {
    const [filed, unfiled] = [await create(), await create()];
    await arrangeItem(filed.id, 'SUBMITTED');
    const reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId });
    expect((await reviewer.get(`/instruments/${filed.id}`)).body).toMatchObject({
      id: filed.id,
      filing: { status: 'SUBMITTED' },
    });
    expect((await reviewer.get(`/instruments/${unfiled.id}`)).status).toBe(404);
    expect((await reviewer.get('/instruments')).status).toBe(403);
    const elsewhere = await api.signIn({ roles: ['REVIEWER'], institutionId: uuidv7() });
    expect((await elsewhere.get(`/instruments/${filed.id}`)).status).toBe(404);
  });
});
