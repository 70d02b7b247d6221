import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Two enterprises of one institution.
let api: ApiUnderTest;
let viewer: SignedIn;
let staff: SignedIn;
let own: string;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  const institution = await arrangeInstitution(api.test);
  own = await arrangeEnterprise(api.test, institution.id);
  const other = await arrangeEnterprise(api.test, institution.id);
  viewer = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId: own, name: '演示只读' });
  await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: own, name: '演示管理员' });
  await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: other, name: '别家的人' });
  staff = await api.signIn({ roles: ['REVIEWER'], institutionId: institution.id });
});
afterAll(() => api.close());

describe('an enterprise', () => {
  it('sees its own data, telephone numbers masked', async () => {
    const { body } = await viewer.get('/enterprises/mine');
    expect(body).toMatchObject({
      id: own,
      regionPath: '广东省 肇庆市 端州区',
      mobile: '138****0000',
      institutionName: '演示检定机构',
      approvedOn: '2026-01-01',
    });
    expect(Object.keys(body)).not.toContain('createdAt');
  });

  it('sees its own members and no others', async () => {
    const { body } = await viewer.get('/enterprises/mine/members');
    const names = body.items.map(({ displayName }: { displayName: string }) => displayName);
    expect(names.sort()).toEqual(['演示只读', '演示管理员']);
    expect(Object.keys(body.items[0])).toEqual(['id', 'loginName', 'displayName', 'roles', 'status']);
  });

  it('is not for institutions, nor for nobody', async () => {
    expect((await staff.get('/enterprises/mine')).status).toBe(403);
    expect((await staff.get('/enterprises/mine/members')).status).toBe(403);
    expect((await api.request().get('/api/v1/enterprises/mine')).status).toBe(401);
  });
});
