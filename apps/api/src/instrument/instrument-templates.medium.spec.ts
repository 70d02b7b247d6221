import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security.
let api: ApiUnderTest;
let clerk: SignedIn;
let viewer: SignedIn;
let stranger: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  const institutionId = (await arrangeInstitution(api.test)).id;
  const enterpriseId = await arrangeEnterprise(api.test, institutionId);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId, name: '演示甲' });
  viewer = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
  const other = await arrangeEnterprise(api.test, institutionId);
  stranger = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: other });
});
afterAll(() => api.close());

describe('templates', () => {
  it('keep what instruments share, never what belongs to one piece', async () => {
    const values = {
      name: '压力表',
      model: 'Y-100',
      serialNumber: '1',
      validUntil: '2027-01-01',
      remark: '',
    };
    const made = await clerk.post('/instrument-templates', { name: '一号车间', values });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      version: 1,
      madeBy: '演示甲',
      values: { name: '压力表', model: 'Y-100' },
    });
    expect(Object.keys(made.body.values)).toEqual(['name', 'model']);
    expect((await clerk.get('/instrument-templates')).body.items).toEqual([made.body]);
    expect((await stranger.get('/instrument-templates')).body.items).toEqual([]);
    expect((await stranger.delete(`/instrument-templates/${made.body.id}`, 1)).status).toBe(404);
    expect((await clerk.delete(`/instrument-templates/${made.body.id}`, 2)).status).toBe(412);
    expect((await clerk.delete(`/instrument-templates/${made.body.id}`, 1)).status).toBe(204);
  });

  it('have one name each, hold fields of the ledger only, and are for those who write', async () => {
    const input = { name: '同名', values: { name: '水表' } };
    await clerk.post('/instrument-templates', input);
    const again = await clerk.post('/instrument-templates', input);
    expect([again.status, again.body.code]).toEqual([409, 'instrument.template-name-taken']);
    const odd = { name: 'x', values: { colour: 'red' } };
    expect((await clerk.post('/instrument-templates', odd)).status).toBe(400);
    expect((await viewer.post('/instrument-templates', input)).status).toBe(403);
    expect((await stranger.post('/instrument-templates', input)).status).toBe(201);
  });
});
