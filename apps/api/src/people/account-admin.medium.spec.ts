import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anAccount, browser } from '../testing/browser.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';
import { arrangeBranch, waiveSecondFactor } from './testing/organisations.js';

// Real: HTTP, guards, log-in with its counters, PostgreSQL with row security.
let api: ApiUnderTest;
let platform: SignedIn;
let enterpriseId: string;
let institutionId: string;

beforeAll(async () => {
  api = await startApi();
  await waiveSecondFactor(api);
  await arrangeCatalogue(api.test);
  ({ id: institutionId } = await arrangeInstitution(api.test));
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  platform = await api.signIn({ roles: ['PLATFORM_ADMIN'], name: '演示平台管理员' });
});
afterAll(() => api.close());

const REASON = { reason: '本人来电核实' };
const find = async (query: string) => (await platform.get(`/accounts?${query}`)).body.items;

async function aLocked() {
  const loginName = `locked-${uuidv7()}`;
  const id = await anAccount(api, { loginName, roles: ['ENTERPRISE_CLERK'], enterpriseId });
  for (let failure = 0; failure < 10; failure++) await browser(api).login(loginName, 'wrong password');
  return { id, loginName };
}

describe('all accounts', () => {
  it('are found by name, organisation, role and state, page by page', async () => {
    const loginName = `Finder-${uuidv7()}`;
    await anAccount(api, { loginName, roles: ['ENTERPRISE_VIEWER'], enterpriseId, mobile: '13800000000' });
    const [found] = await find(`q=${loginName.toUpperCase()}`);
    expect(found).toMatchObject({
      loginName,
      state: 'ACTIVE',
      organisationName: '演示企业',
      mobile: '138****0000',
    });
    expect(Object.keys(found)).not.toContain('passwordHash');
    expect((await find(`q=${encodeURIComponent('演示企业')}`)).length).toBeGreaterThan(0);
    expect((await find('role=PLATFORM_ADMIN')).map(({ id }: { id: string }) => id)).toEqual([
      platform.accountId,
    ]);
    const first = (await platform.get('/accounts?limit=1')).body;
    const second = (await platform.get(`/accounts?limit=1&cursor=${first.next}`)).body;
    expect(second.items[0].loginName > first.items[0].loginName).toBe(true);
    expect((await platform.get('/accounts?colour=red')).status).toBe(400);
  });

  it('are for the platform’s admins', async () => {
    const others = [
      await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId }),
      await api.signIn({ roles: ['INSTITUTION_ADMIN'], institutionId }),
    ];
    for (const who of others) {
      const path = `/accounts/${platform.accountId}`;
      const calls = [
        who.get('/accounts'),
        ...['disable', 'enable'].map((step) => who.post(`${path}/${step}`, REASON, { version: 1 })),
      ];
      expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([403, 403, 403]);
    }
  });
});

describe('a locked account', () => {
  it('is unlocked with a reason, on record; the right password works again', async () => {
    const { id, loginName } = await aLocked();
    expect((await browser(api).login(loginName)).body.code).toBe('auth.account-locked');
    const [locked] = await find(`state=LOCKED&q=${loginName}`);
    expect(locked.id).toBe(id);
    const path = `/accounts/${id}/unlock`;
    expect((await platform.post(path, {}, { version: 1 })).status).toBe(400);
    expect((await platform.post(path, REASON, { version: 9 })).status).toBe(412);
    expect((await platform.post(path, REASON, { version: 1 })).body.state).toBe('ACTIVE');
    expect((await browser(api).login(loginName)).status).toBe(200);
    const [event] = await api.test.database.read(systemContext(), (tx) =>
      tx.query(
        `SELECT reason, actor_name, enterprise_id FROM audit_event WHERE action = 'account.unlock' AND object_id = $1`,
        [id],
      ),
    );
    expect(event).toEqual({
      reason: REASON.reason,
      actor_name: '演示平台管理员',
      enterprise_id: enterpriseId,
    });
  });
});

describe('one’s own people', () => {
  it('are unlocked by their admin, who sees that they are locked; others’ people are not found', async () => {
    const { id, loginName } = await aLocked();
    const own = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId });
    const path = `/accounts/${id}/unlock`;
    const strangers = [
      await api.signIn({
        roles: ['ENTERPRISE_ADMIN'],
        enterpriseId: await arrangeEnterprise(api.test, institutionId),
      }),
      await api.signIn({ roles: ['INSTITUTION_ADMIN'], institutionId }),
    ];
    for (const who of strangers) expect((await who.post(path, REASON, { version: 1 })).status).toBe(404);
    const clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
    expect((await clerk.post(path, REASON, { version: 1 })).status).toBe(403);
    const find = async () =>
      (await own.get('/members')).body.items.find((member: { id: string }) => member.id === id);
    expect(await find()).toMatchObject({ locked: true, secondFactor: false, status: 'ACTIVE' });
    expect((await own.post(path, REASON, { version: 9 })).status).toBe(412);
    expect((await own.post(path, REASON, { version: 1 })).body.state).toBe('ACTIVE');
    expect(await find()).toMatchObject({ locked: false });
    expect((await browser(api).login(loginName)).status).toBe(200);
  });

  it('are a branch’s people for a branch’s admin', async () => {
    const branchId = await arrangeBranch(api, enterpriseId, '演示分店');
    const { id } = await aLocked();
    const branchAdmin = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId, branchId });
    expect((await branchAdmin.post(`/accounts/${id}/unlock`, REASON, { version: 1 })).status).toBe(404);
    expect((await branchAdmin.post(`/accounts/${id}/reset-second-factor`, REASON)).status).toBe(404);
  });
});

describe('disabling', () => {
  it('ends everything of an account at its next request, until it is let in again', async () => {
    const loginName = `away-${uuidv7()}`;
    const id = await anAccount(api, { loginName, roles: ['VERIFIER'], institutionId });
    const session = (await browser(api).login(loginName)).body;
    const who = api.as({ accountId: id, token: session.accessToken });
    expect((await platform.post(`/accounts/${id}/disable`, REASON, { version: 1 })).body.state).toBe(
      'DISABLED',
    );
    expect((await who.get('/auth/me')).status).toBe(401);
    expect((await browser(api).login(loginName)).body.code).toBe('auth.account-disabled');
    expect((await platform.post(`/accounts/${id}/enable`, REASON, { version: 2 })).body.state).toBe('ACTIVE');
    expect((await who.get('/auth/me')).status).toBe(401);
    expect((await browser(api).login(loginName)).status).toBe(200);
  });

  it('spares the last platform admin', async () => {
    const answer = await platform.post(`/accounts/${platform.accountId}/disable`, REASON, { version: 1 });
    expect(answer.body.code).toBe('member.last-admin');
  });
});
