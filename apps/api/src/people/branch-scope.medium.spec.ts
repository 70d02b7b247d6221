import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemContext, type TenantContext } from '@quanheng/database';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstrument } from '../testing/instrument-input.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  type ArrangedInstitution,
} from '../testing/scenario.js';
import { arrangeBranch } from './testing/organisations.js';

// Real: HTTP, guards, PostgreSQL as the application's role, under row security. Branches A and B of one enterprise.
let api: ApiUnderTest;
let institution: ArrangedInstitution;
let enterpriseId: string;
let a: string;
let b: string;
let head: SignedIn;
let clerkA: SignedIn;
let clerkB: SignedIn;
let adminA: SignedIn;
let reviewer: SignedIn;
const own: Record<'a' | 'b' | 'none', string> = { a: '', b: '', none: '' };

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institution = await arrangeInstitution(api.test);
  enterpriseId = await arrangeEnterprise(api.test, institution.id);
  a = await arrangeBranch(api, enterpriseId, '一分厂');
  b = await arrangeBranch(api, enterpriseId, '二分厂');
  head = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId, name: '总部管理员' });
  clerkA = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId, branchId: a });
  clerkB = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId, branchId: b });
  adminA = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId, branchId: a });
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId: institution.id });
  [own.a = ''] = await arrangeInstruments(api.test, enterpriseId, 1, { branchId: a });
  [own.b = ''] = await arrangeInstruments(api.test, enterpriseId, 1, { branchId: b });
  [own.none = ''] = await arrangeInstruments(api.test, enterpriseId, 1);
});
afterAll(() => api.close());

const seen = async (who: SignedIn, path = '/instruments') =>
  ((await who.get(path)).body.items as { id: string }[]).map(({ id }) => id).sort();

/** As the application's role, straight at the tables. */
const contextOf = (branchId: string | null): TenantContext => ({
  ...systemContext(),
  kind: 'enterprise',
  roles: ['ENTERPRISE_CLERK'],
  enterpriseId,
  branchId,
});

describe('the ledger', () => {
  it('shows a branch its own part and what belongs to none; the head office sees all', async () => {
    expect(await seen(clerkA)).toEqual([own.a, own.none].sort());
    expect(await seen(clerkB)).toEqual([own.b, own.none].sort());
    expect(await seen(head)).toEqual([own.a, own.b, own.none].sort());
    expect(await seen(head, `/instruments?branchId=${a}`)).toEqual([own.a]);
    expect(await seen(head, '/instruments?branchId=none')).toEqual([own.none]);
    expect(await seen(clerkA, `/instruments?branchId=${b}`)).toEqual([]);
  });

  it('answers 404 for another branch’s instrument, whatever is asked of it', async () => {
    const path = `/instruments/${own.b}`;
    expect((await clerkA.get(path)).status).toBe(404);
    expect((await clerkA.patch(path, { remark: '改' }, 1)).status).toBe(404);
    expect((await clerkA.delete(path, 1)).status).toBe(404);
    const filed = await clerkA.post('/filings', { institutionId: institution.id, instrumentIds: [own.b] });
    expect(filed.status).toBeGreaterThanOrEqual(400);
  });

  it('gives what a branch’s clerk adds to the branch', async () => {
    const { body } = await clerkA.post('/instruments', anInstrument());
    expect(body.branchName).toBe('一分厂');
    expect(await seen(clerkB)).not.toContain(body.id);
    expect(await seen(head)).toContain(body.id);
  });

  it('keeps one identity one instrument across branches, and names no instrument that one can’t see', async () => {
    const twin = anInstrument();
    expect((await clerkB.post('/instruments', twin)).status).toBe(201);
    const refused = await clerkA.post('/instruments', twin);
    expect([refused.status, refused.body.code, refused.body.details.id]).toEqual([
      409,
      'instrument.duplicate',
      undefined,
    ]);
    const mine = await clerkA.post('/instruments', anInstrument());
    const changed = await clerkA.patch(
      `/instruments/${mine.body.id}`,
      { serialNumber: twin.serialNumber },
      1,
    );
    expect([changed.status, changed.body.code]).toEqual([409, 'instrument.duplicate']);
  });

  it('is narrowed underneath, too: tables show and take nothing of another branch', async () => {
    const rows = await api.test.database.read(contextOf(a), (tx) =>
      tx.query('SELECT 1 FROM instrument WHERE id = $1', [own.b]),
    );
    expect(rows).toEqual([]);
    await expect(
      api.test.database.write(contextOf(a), (tx) =>
        tx.query('UPDATE instrument SET branch_id = $2 WHERE id = $1', [own.a, b]),
      ),
    ).rejects.toThrow('row-level security');
    const written = await api.test.database.write(contextOf(a), (tx) =>
      tx.query(`UPDATE instrument SET remark = 'x' WHERE id = $1 RETURNING id`, [own.b]),
    );
    expect(written).toEqual([[], 0]);
  });
});

describe('what hangs on the ledger', () => {
  it('follows: filings of a branch are its own, items follow their instrument', async () => {
    const [instrumentId = ''] = await arrangeInstruments(api.test, enterpriseId, 1, { branchId: b });
    const { body } = await clerkB.post('/filings', {
      institutionId: institution.id,
      instrumentIds: [instrumentId],
    });
    expect((await clerkA.get(`/filings/${body.id}`)).status).toBe(404);
    expect(await seen(clerkA, '/filings')).not.toContain(body.id);
    expect(await seen(head, '/filings')).toContain(body.id);
    expect((await reviewer.get(`/filings/${body.id}/items`)).body.items).toHaveLength(1);

    const [ofA = ''] = await arrangeInstruments(api.test, enterpriseId, 1, { branchId: a });
    const [ofB = ''] = await arrangeInstruments(api.test, enterpriseId, 1, { branchId: b });
    const mixed = await head.post('/filings', { institutionId: institution.id, instrumentIds: [ofA, ofB] });
    const { body: items } = await clerkA.get(`/filings/${mixed.body.id}/items`);
    expect(items.items.map((item: { instrumentId: string }) => item.instrumentId)).toEqual([ofA]);
  });

  it.each(['filing_item', 'appointment_item', 'verification_task', 'certificate'])(
    '%s is seen where its instrument is',
    async (table) => {
      const [policy] = await api.test.database.read(systemContext(), (tx) =>
        tx.query(`SELECT permissive, qual FROM pg_policies WHERE tablename = $1 AND policyname = 'branch'`, [
          table,
        ]),
      );
      expect(policy).toMatchObject({
        permissive: 'RESTRICTIVE',
        qual: expect.stringContaining('sees_instrument'),
      });
    },
  );
});

describe('messages', () => {
  const template = 'filing.decided';
  const inbox = async (who: SignedIn) =>
    ((await who.get('/notifications?limit=100')).body.items as { id: string; link: string }[]).map(
      ({ link }) => link,
    );

  it('about a branch’s filing are in that branch’s inbox; about no branch’s, in everybody’s', async () => {
    const links: string[] = [];
    for (const who of [clerkB, head]) {
      const [id = ''] = await arrangeInstruments(api.test, enterpriseId, 1, {
        branchId: who === head ? null : b,
      });
      const { body } = await who.post('/filings', { institutionId: institution.id, instrumentIds: [id] });
      const [item] = (await reviewer.get(`/filings/${body.id}/items`)).body.items;
      const path = `/filings/${body.id}/items/${item.id}/approve`;
      expect((await reviewer.post(path, {}, { version: item.version })).status).toBe(200);
      links.push(`/e/filings/${body.id}`);
    }
    const [ofB = '', ofNone = ''] = links;
    expect(await inbox(clerkB)).toEqual(expect.arrayContaining([ofB, ofNone]));
    expect(await inbox(head)).toEqual(expect.arrayContaining([ofB, ofNone]));
    const seenByA = await inbox(clerkA);
    expect(seenByA).toContain(ofNone);
    expect(seenByA).not.toContain(ofB);
    const [hidden] = await api.test.database.read(systemContext(), (tx) =>
      tx.query<{ id: string }>('SELECT id FROM notification WHERE template = $1 AND branch_id = $2', [
        template,
        b,
      ]),
    );
    expect((await clerkA.post(`/notifications/${hidden?.id}/read`)).status).toBe(404);
  });
});

describe('stock-takes', () => {
  const begin = (who: SignedIn, location: string) =>
    who.post('/stock-takes', { name: '盘点', filter: { location } });

  it('of a branch are its own; of the whole, a branch sees and counts its part', async () => {
    const location = '盘点库房';
    const [ofA = ''] = await arrangeInstruments(api.test, enterpriseId, 1, { branchId: a, location });
    const [ofB = ''] = await arrangeInstruments(api.test, enterpriseId, 1, { branchId: b, location });
    const mine = await begin(clerkA, location);
    expect(mine.body.figures).toMatchObject({ expected: 1, missing: 1 });
    expect((await clerkB.get(`/stock-takes/${mine.body.id}`)).status).toBe(404);
    expect(await seen(clerkB, '/stock-takes')).not.toContain(mine.body.id);
    expect((await head.get(`/stock-takes/${mine.body.id}`)).body.figures.expected).toBe(1);

    const whole = await begin(head, location);
    expect(whole.body.figures.expected).toBe(2);
    const path = `/stock-takes/${whole.body.id}`;
    const part = (await clerkA.get(path)).body;
    expect(part).toMatchObject({ partly: true, figures: { expected: 1, missing: 1 } });
    expect([mine.body.partly, whole.body.partly]).toEqual([false, false]);
    expect(await seen(clerkA, `${path}/items?view=MISSING`)).toEqual([ofA]);
    const scan = (id: string) => clerkA.post(`${path}/scans`, { scans: [{ code: id, isId: true }] });
    expect((await scan(ofA)).body).toMatchObject({ results: [{ outcome: 'SEEN' }], figures: { missing: 0 } });
    expect((await scan(ofB)).body.results[0]).toMatchObject({ outcome: 'UNKNOWN', instrument: null });
    const closed = await clerkA.post(`${path}/close`, {}, { version: 1 });
    expect([closed.status, closed.body.code]).toEqual([403, 'branch.not-yours']);
    expect((await head.post(`${path}/close`, {}, { version: 1 })).body.figures).toMatchObject({
      ...{ expected: 2, seen: 1, missing: 1 },
    });
    expect((await clerkA.get(path)).body.figures).toMatchObject({ expected: 1, seen: 1, missing: 0 });
  });
});

describe('branches', () => {
  it('are kept by the head office’s admins; members see their own', async () => {
    const created = await head.post('/branches', { name: '三分厂', phone: '0758-0000000' });
    expect(created.body).toMatchObject({ name: '三分厂', members: 0, instruments: 0, version: 1 });
    expect((await head.post('/branches', { name: '三分厂' })).body.code).toBe('branch.name-taken');
    const path = `/branches/${created.body.id}`;
    const renamed = await head.patch(path, { name: '三分公司' }, 1);
    expect(renamed.body).toMatchObject({ name: '三分公司', phone: null, version: 2 });
    expect((await head.patch(path, { name: '又改' }, 1)).status).toBe(412);
    expect((await clerkA.get('/branches')).body.items.map(({ name }: { name: string }) => name)).toEqual([
      '一分厂',
    ]);
    expect((await clerkA.post('/branches', { name: '私设' })).status).toBe(403);
    expect((await adminA.post('/branches', { name: '私设' })).body.code).toBe('branch.not-yours');
    expect((await adminA.patch(`/branches/${a}`, { name: '自改' }, 1)).body.code).toBe('branch.not-yours');
    expect((await adminA.patch(path, { name: '别改' }, 2)).status).toBe(403);
    expect((await reviewer.get('/branches')).status).toBe(403);
    expect((await head.delete(path, 2)).status).toBe(204);
    expect((await head.delete(path, 2)).status).toBe(404);
    expect((await head.delete(`/branches/${a}`, 1)).body.code).toBe('branch.in-use');
  });

  it('leave the whole’s audit log, name, data and erasure to the head office', async () => {
    const codes = [
      await adminA.get('/audit-events'),
      await adminA.post('/audit-events/export', {}),
      await adminA.post('/audit-events/checks'),
      await adminA.post('/enterprises/mine/profile-changes', { kind: 'NAME' }),
      await adminA.post(`/enterprises/mine/profile-changes/${own.a}/withdraw`, {}, { version: 1 }),
    ].map(({ body }) => body.code);
    expect(codes).toEqual(Array(5).fill('branch.not-yours'));
    expect((await adminA.get('/privacy')).body.enterprise).toBeNull();
    expect((await adminA.post('/privacy/exports', { scope: 'ENTERPRISE' })).status).toBe(403);
    expect((await head.get('/privacy')).body.enterprise).not.toBeNull();
    expect((await head.get('/audit-events')).status).toBe(200);
  });

  it('are not there for another enterprise', async () => {
    const other = await arrangeEnterprise(api.test, institution.id);
    const foreign = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: other });
    expect((await foreign.get('/branches')).body.items).toEqual([]);
    expect((await foreign.patch(`/branches/${a}`, { name: '别家' }, 1)).status).toBe(404);
    expect((await foreign.delete(`/branches/${a}`, 1)).status).toBe(404);
    const assigned = await foreign.post('/branches/assign', { branchId: a, instrumentIds: [own.none] });
    expect(assigned.body.code).toBe('branch.unknown');
    const taken = await foreign.post('/branches/assign', { branchId: null, instrumentIds: [own.a] });
    expect(taken.body).toEqual({ changed: 0 });
  });

  it('get instruments from the head office only', async () => {
    const [id = ''] = await arrangeInstruments(api.test, enterpriseId, 1);
    const assign = (who: SignedIn, branchId: string | null) =>
      who.post('/branches/assign', { branchId, instrumentIds: [id] });
    expect((await assign(clerkA, a)).body.code).toBe('branch.not-yours');
    expect((await assign(head, b)).body).toEqual({ changed: 1 });
    expect((await assign(head, b)).body).toEqual({ changed: 0 });
    expect((await clerkA.get(`/instruments/${id}`)).status).toBe(404);
    expect((await clerkB.get(`/instruments/${id}`)).body).toMatchObject({ branchId: b, version: 2 });
    expect((await assign(head, null)).body).toEqual({ changed: 1 });
    expect((await clerkA.get(`/instruments/${id}`)).status).toBe(200);
    const all = (who: SignedIn, branchId: string | null) =>
      who.post('/branches/assign/filtered', { branchId, filter: { q: '压力' } });
    expect((await all(clerkA, a)).body.code).toBe('branch.not-yours');
    expect((await all(head, institution.id)).body.code).toBe('branch.unknown');
    expect((await all(head, b)).body).toMatchObject({ kind: 'instrument.assign-branch', status: 'QUEUED' });
  });

  it('have admins who manage their own members and nobody else', async () => {
    const names = (await adminA.get('/members')).body.items.map(
      ({ branchId }: { branchId: string }) => branchId,
    );
    expect(new Set(names)).toEqual(new Set([a]));
    expect((await adminA.patch(`/members/${clerkB.accountId}`, { displayName: 'x' }, 1)).status).toBe(404);
    expect(
      (await adminA.patch(`/members/${head.accountId}`, { roles: ['ENTERPRISE_VIEWER'] }, 1)).status,
    ).toBe(404);
    expect((await adminA.patch(`/members/${clerkA.accountId}`, { branchId: null }, 1)).body.code).toBe(
      'branch.unknown',
    );
    const person = { displayName: '分厂新人', roles: ['ENTERPRISE_CLERK'], email: 'branch@demo.example' };
    expect((await adminA.post('/invitations', person)).body.code).toBe('branch.unknown');
    expect((await adminA.post('/invitations', { ...person, branchId: a })).body.branchName).toBe('一分厂');
    expect((await adminA.post('/invitations', { ...person, branchId: b })).body.code).toBe('branch.unknown');
  });
});
