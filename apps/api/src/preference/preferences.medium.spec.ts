import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security.
let api: ApiUnderTest;
let clerk: SignedIn;
let colleague: SignedIn;
let admin: SignedIn;
let stranger: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  const institutionId = (await arrangeInstitution(api.test)).id;
  const [enterpriseId, other] = [
    await arrangeEnterprise(api.test, institutionId),
    await arrangeEnterprise(api.test, institutionId),
  ];
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId, name: '演示甲' });
  colleague = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
  admin = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId });
  stranger = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: other });
});
afterAll(() => api.close());

const preferences = async (person: SignedIn, list = 'instruments') =>
  (await person.get(`/lists/${list}/preferences`)).body;
const names = async (person: SignedIn) =>
  (await preferences(person)).views.map(({ name }: { name: string }) => name);

describe('columns of a list', () => {
  it('are kept for the account, whatever its device, and for this list only', async () => {
    expect(await preferences(clerk)).toEqual({ columns: [], views: [] });
    const columns = [
      { key: 'validUntil', hidden: false, width: 160 },
      { key: 'ownNumber', hidden: true, width: null },
    ];
    expect((await clerk.put('/lists/instruments/columns', { columns })).body.columns).toEqual(columns);
    expect((await preferences(clerk)).columns).toEqual(columns);
    expect((await preferences(clerk, 'filings')).columns).toEqual([]);
    expect((await preferences(colleague)).columns).toEqual([]);
    await clerk.put('/lists/instruments/columns', { columns: [] });
    expect((await preferences(clerk)).columns).toEqual([]);
  });

  it('are refused where they are none', async () => {
    const wide = { columns: [{ key: 'a', hidden: false, width: 5000 }] };
    expect((await clerk.put('/lists/instruments/columns', wide)).status).toBe(400);
    expect((await clerk.put('/lists/No%20List/columns', { columns: [] })).status).toBe(404);
  });
});

describe('views', () => {
  const view = (name: string, isShared: boolean) => ({
    name,
    isShared,
    filters: { tab: 'DUE_SOON', q: '压力' },
  });

  it('are one’s own until they are shared within the enterprise', async () => {
    const made = await clerk.post('/lists/instruments/views', view('我的', false));
    expect(made.body).toMatchObject({
      ...view('我的', false),
      version: 1,
      mayChange: true,
      madeBy: '演示甲',
    });
    expect(await names(colleague)).toEqual([]);
    const shared = await clerk.patch(`/list-views/${made.body.id}`, { isShared: true }, 1);
    expect(shared.body).toMatchObject({ isShared: true, version: 2 });
    expect(await names(colleague)).toEqual(['我的']);
    expect(await names(stranger)).toEqual([]);
  });

  it('are changed by who made them, once per version; the administrator may take away what is shared', async () => {
    const { body } = await clerk.post('/lists/instruments/views', view('共享', true));
    const path = `/list-views/${body.id}`;
    expect((await clerk.patch(path, { name: '新名' }, 1)).body).toMatchObject({ name: '新名', version: 2 });
    expect((await clerk.patch(path, { name: '旧' }, 1)).status).toBe(412);
    expect((await clerk.patch(path, { name: '旧' })).status).toBe(428);
    expect((await colleague.patch(path, { name: 'x' }, 2)).status).toBe(403);
    expect((await stranger.delete(path, 2)).status).toBe(404);
    expect((await admin.delete(path, 2)).status).toBe(204);
    expect(await names(clerk)).not.toContain('新名');
  });

  it('have one name each, and hold nothing but texts', async () => {
    await clerk.post('/lists/filings/views', view('同名', false));
    const again = await clerk.post('/lists/filings/views', view('同名', false));
    expect([again.status, again.body.code]).toEqual([409, 'list-view.name-taken']);
    const odd = { name: 'x', isShared: false, filters: { tab: { $ne: 1 } } };
    expect((await clerk.post('/lists/filings/views', odd)).status).toBe(400);
    expect((await colleague.post('/lists/filings/views', view('同名', false))).status).toBe(201);
  });
});
