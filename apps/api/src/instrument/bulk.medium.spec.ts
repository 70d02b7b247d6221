import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InstrumentEntity, LongJobEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { moveClock, startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstrument } from '../testing/instrument-input.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  readInstrument,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. What long work does is the worker's spec.
let api: ApiUnderTest;
let clerk: SignedIn;
let viewer: SignedIn;
let stranger: SignedIn;
let enterpriseId: string;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  const institutionId = (await arrangeInstitution(api.test)).id;
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  viewer = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
  const other = await arrangeEnterprise(api.test, institutionId);
  stranger = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: other });
});
afterAll(() => api.close());

const arrange = (count: number, overrides: Partial<InstrumentEntity> = {}) =>
  arrangeInstruments(api.test, enterpriseId, count, overrides);
const items = (ids: string[], version = 1) => ids.map((id) => ({ id, version }));
const codes = (body: { results: { code: string | null }[] }) => body.results.map(({ code }) => code);
const jobs = () =>
  api.test.database.read(systemContext(), (tx) => tx.manager.find(LongJobEntity, { order: { id: 'DESC' } }));

describe('setting one field of many', () => {
  it('answers each: changed, so already, locked, stale, not there', async () => {
    const [free, same, filed, stale] = await arrange(4);
    const tx = (id: string, change: Partial<InstrumentEntity>) =>
      api.test.database.write(systemContext(), (t) => t.manager.update(InstrumentEntity, { id }, change));
    await tx(same!, { verificationMode: 'ON_SITE', version: 1 });
    await tx(filed!, { filedOn: '2026-11-20', version: 1 });
    const answer = await clerk.post('/bulk-edits', {
      field: 'verificationMode',
      value: 'ON_SITE',
      items: [...items([free!, same!, filed!]), { id: stale, version: 7 }, { id: uuidv7(), version: 1 }],
    });
    expect(answer.status).toBe(200);
    expect(codes(answer.body)).toEqual([
      null,
      null,
      'instrument.field-locked',
      'record.stale',
      'record.not-found',
    ]);
    expect(answer.body.changed).toBe(1);
    expect(await readInstrument(api.test, free!)).toMatchObject({ verificationMode: 'ON_SITE', version: 2 });
    const history = await clerk.get(`/instruments/${free}/history`);
    expect(history.body.items[0]).toMatchObject({ action: 'instrument.change', reason: '批量修改' });
  });

  it('judges the value by the ledger’s rules, for each', async () => {
    const ids = await arrange(1, { lastVerifiedOn: '2026-05-01' });
    const set = async (field: string, value: string | null) =>
      codes((await clerk.post('/bulk-edits', { field, value, items: items(ids) })).body)[0];
    expect(await set('regionCode', '441299')).toBe('instrument.region-unknown');
    expect(await set('location', null)).toBe('field.required');
    expect(await set('validUntil', '2026-04-01')).toBe('instrument.valid-before-verified');
    expect(await set('purpose', 'FUN')).toBe('import.code-only-digits');
    const serial = { field: 'serialNumber', value: 'X', items: items(ids) };
    expect((await clerk.post('/bulk-edits', serial)).status).toBe(400);
  });

  it('lets none become the same as another', async () => {
    const ids = await arrange(2, { name: '甲', serialNumber: 'S-1' });
    const [one, two] = ids as [string, string];
    await api.test.database.write(systemContext(), async (tx) => {
      await tx.manager.update(InstrumentEntity, { id: one }, { model: 'M1', version: 1 });
      await tx.manager.update(InstrumentEntity, { id: two }, { model: 'M2', version: 1 });
    });
    const answer = await clerk.post('/bulk-edits', { field: 'model', value: 'M3', items: items(ids) });
    expect(codes(answer.body)).toEqual([null, 'instrument.duplicate']);
  });

  it('has one winner where the same identity is created or changed at the same moment', async () => {
    const outcomes = new Set<string>();
    for (let round = 0; round < 12; round++) {
      const serialNumber = `BULK-RACE-${round}`;
      const [one, two] = await Promise.all(
        ['M1', 'M2'].map((model) => clerk.post('/instruments', anInstrument({ model, serialNumber }))),
      );
      const [edited, created, changed] = await Promise.all([
        clerk.post('/bulk-edits', { field: 'model', value: 'SAME', items: items([one!.body.id]) }),
        clerk.post('/instruments', anInstrument({ model: 'SAME', serialNumber })),
        clerk.patch(`/instruments/${two!.body.id}`, { model: 'SAME' }, two!.body.version),
      ]);
      const told = [codes(edited.body)[0] ?? 'won', created.body.code ?? 'won', changed.body.code ?? 'won'];
      expect(told.sort()).toEqual(['instrument.duplicate', 'instrument.duplicate', 'won']);
      outcomes.add([edited.status, created.status, changed.status].join());
    }
    expect([...outcomes].every((each) => ['200,409,409', '200,201,409', '200,409,200'].includes(each))).toBe(
      true,
    );
  });

  it('is for those who write, within their enterprise', async () => {
    const ids = await arrange(1);
    const body = { field: 'location', value: 'x', items: items(ids) };
    expect((await viewer.post('/bulk-edits', body)).status).toBe(403);
    expect(codes((await stranger.post('/bulk-edits', body)).body)).toEqual(['record.not-found']);
    expect((await clerk.post('/bulk-edits', { ...body, items: [] })).status).toBe(400);
  });

  it('runs as long work where a filter says which', async () => {
    const answer = await clerk.post('/bulk-edits/filtered', {
      field: 'location',
      value: '二号车间',
      filter: { tab: 'NOT_FILED', q: '压力' },
    });
    expect([answer.status, answer.body.status]).toEqual([202, 'QUEUED']);
    const [job] = await jobs();
    expect(job).toMatchObject({
      kind: 'instrument.edit',
      params: { field: 'location', value: '二号车间', criteria: { tab: 'NOT_FILED', q: '压力' } },
    });
    const odd = { field: 'location', value: 'x', filter: { tab: 'NOPE' } };
    expect((await clerk.post('/bulk-edits/filtered', odd)).status).toBe(400);
  });
});

describe('undoing it', () => {
  it('is offered for 24 hours, once, in the version that was seen', async () => {
    const ids = await arrange(1);
    const made = await clerk.post('/bulk-edits', { field: 'remark', value: '新', items: items(ids) });
    const find = async () =>
      (await clerk.get('/bulk-edits')).body.items.find(
        ({ id }: { id: string }) => id === made.body.bulkEditId,
      );
    expect(await find()).toMatchObject({ field: 'remark', value: '新', changed: 1, undoable: true });
    const path = `/bulk-edits/${made.body.bulkEditId}/undo`;
    expect((await stranger.post(path, {}, { version: 1 })).status).toBe(404);
    expect((await clerk.post(path, {}, { version: 2 })).status).toBe(412);
    expect((await clerk.post(path, {}, { version: 1 })).status).toBe(202);
    const again = await clerk.post(path, {}, { version: 2 });
    expect([again.status, again.body.code]).toEqual([409, 'bulk-edit.undone']);
    expect((await find()).undoable).toBe(false);
  });

  it('is too late the day after', async () => {
    const ids = await arrange(1);
    const made = await clerk.post('/bulk-edits', { field: 'remark', value: '新', items: items(ids) });
    await moveClock(api.test, '2026-11-24T03:00:00Z');
    const answer = await clerk.post(`/bulk-edits/${made.body.bulkEditId}/undo`, {}, { version: 1 });
    expect([answer.status, answer.body.code]).toEqual([409, 'bulk-edit.undo-too-late']);
    expect((await clerk.get('/bulk-edits')).body.items).toEqual([]);
    await moveClock(api.test, '2026-11-23T02:00:00Z');
  });
});

describe('moving many through their lifecycle', () => {
  it('answers each: moved, no such move, booked', async () => {
    const [free, sealed, booked] = await arrange(3);
    await api.test.database.write(systemContext(), async (tx) => {
      await tx.manager.update(InstrumentEntity, { id: sealed! }, { lifecycle: 'SEALED', version: 1 });
      await tx.manager.update(
        InstrumentEntity,
        { id: booked! },
        { openAppointmentItemId: uuidv7(), version: 1 },
      );
    });
    const body = { action: 'seal', reason: '停产', items: items([free!, sealed!, booked!]) };
    const answer = await clerk.post('/instruments/lifecycle-moves', body);
    expect(codes(answer.body)).toEqual([null, 'workflow.move-not-allowed', 'instrument.in-appointment']);
    expect((await readInstrument(api.test, free!)).lifecycle).toBe('SEALED');
    expect((await viewer.post('/instruments/lifecycle-moves', body)).status).toBe(403);
    const filtered = { action: 'scrap', filter: { tab: 'OUT_OF_SERVICE' } };
    expect((await clerk.post('/instruments/lifecycle-moves/filtered', filtered)).status).toBe(202);
  });
});

describe('labels and exports', () => {
  it('take ids or a filter, not both, and run as long work', async () => {
    const ids = await arrange(2);
    const labels = { layout: '60x40', kind: 'STATUS' };
    expect((await clerk.post('/instruments/labels', { ...labels, ids })).status).toBe(202);
    expect((await jobs())[0]).toMatchObject({ kind: 'instrument.labels', params: { which: { ids } } });
    const nothing = await clerk.post('/instruments/labels', labels);
    expect([nothing.status, nothing.body.errors[0].code]).toEqual([400, 'instrument.nothing-selected']);
    const columns = [{ key: 'name' }, { key: 'kindName' }];
    const both = { format: 'csv', columns, ids, filter: {} };
    expect((await viewer.post('/instruments/exports', both)).status).toBe(400);
    const some = { format: 'csv', columns, filter: { tab: 'DUE_SOON' } };
    expect((await viewer.post('/instruments/exports', some)).status).toBe(202);
    expect((await viewer.post('/instruments/exports', { ...some, columns: [{ key: 'x' }] })).status).toBe(
      400,
    );
    expect((await viewer.post('/instruments/labels', { ...labels, ids })).status).toBe(403);
  });
});
