import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AuditEventEntity, SettingEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anAccount, browser, PASSWORD, type TestBrowser } from '../testing/browser.js';

// Real: HTTP, cookies, Argon2id, PostgreSQL with row security. `domain.md` section 2 ★.
let api: ApiUnderTest;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());

let loginName: string;
let accountId: string;
beforeEach(async () => {
  loginName = `demo-${uuidv7()}`;
  accountId = await anAccount(api, { loginName, roles: ['ENTERPRISE_VIEWER'] });
});

const fail = async (who: TestBrowser, times: number, name = loginName) => {
  const answers = [];
  for (let i = 0; i < times; i++) answers.push(await who.login(name, 'wrong password'));
  return answers;
};

describe('log-in', () => {
  it('answers with an access token and whom it stands for, and keeps the refresh token from scripts', async () => {
    const who = browser(api);
    const answer = await who.login(loginName);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      expiresIn: 900,
      account: {
        id: accountId,
        displayName: '演示人员',
        roles: ['ENTERPRISE_VIEWER'],
        enterprise: null,
        branch: null,
        institution: null,
        registrationId: null,
        registrationStatus: null,
      },
    });
    const cookies = (answer.headers['set-cookie'] as unknown as string[]).join('\n');
    for (const name of ['qh_refresh', 'qh_browser']) {
      const cookie = cookies.split('\n').find((line) => line.startsWith(name)) ?? '';
      expect(cookie).toMatch(/HttpOnly/);
      expect(cookie).toMatch(/SameSite=Strict/);
      expect(cookie).not.toMatch(/Max-Age|Expires/);
    }
    const me = await who.get('/auth/me', answer.body.accessToken);
    expect(me.body).toEqual(answer.body.account);
  });

  it('is one account however the name is spelled', async () => {
    const spelled = ` ${loginName.toUpperCase().replace('DEMO', 'ＤＥＭＯ')} `;
    expect((await browser(api).login(spelled)).status).toBe(200);
  });

  it('refuses a disabled account once the password is right, and says nothing before', async () => {
    const write = (tx: { query(sql: string, params: unknown[]): Promise<unknown> }) =>
      tx.query(`UPDATE account SET status = 'DISABLED' WHERE id = $1`, [accountId]);
    await api.test.database.write(systemContext(), write);
    const who = browser(api);
    expect((await fail(who, 1))[0]?.body.code).toBe('auth.failed');
    const answer = await who.login(loginName);
    expect([answer.status, answer.body.code]).toEqual([403, 'auth.account-disabled']);
  });

  it('writes an audit event', async () => {
    await browser(api).login(loginName);
    const events = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(AuditEventEntity, { objectId: accountId }),
    );
    expect(events).toEqual([
      expect.objectContaining({ action: 'account.sign-in', actorId: accountId, actorName: '演示人员' }),
    ]);
  });
});

describe('the demo', () => {
  it('lists the accounts of the seed that exist, with their password', async () => {
    await anAccount(api, { loginName: 'qiye', roles: ['ENTERPRISE_ADMIN'] });
    const value = ['qiye', 'gone'].map((name) => ({ loginName: name, password: PASSWORD }));
    await api.test.database.write(systemContext(), (tx) =>
      tx.manager.insert(SettingEntity, { key: 'demo.accounts', value: value as never }),
    );
    const answer = await api.request().get('/api/v1/demo/accounts');
    expect(answer.body.items).toEqual([
      {
        ...{ loginName: 'qiye', displayName: '演示人员', roles: ['ENTERPRISE_ADMIN'] },
        ...{ password: PASSWORD, group: null },
      },
    ]);
  });

  it('moves its clock for admins only', async () => {
    const admin = await api.signIn({ roles: ['PLATFORM_ADMIN'] });
    const clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId: uuidv7() });
    const put = (who: typeof admin, on: string) => who.put('/demo/clock', { on });
    expect((await put(clerk, '2027-10-25')).status).toBe(403);
    expect((await put(admin, '2027-13-25')).status).toBe(400);
    expect((await put(admin, '2227-10-25')).status).toBe(400);
    expect((await put(admin, '2027-10-25')).body.today).toBe('2027-10-25');
    expect((await api.request().get('/api/v1/demo/clock')).body.today).toBe('2027-10-25');
    const reset = await admin.delete('/demo/clock');
    expect(reset.body.today).toBe(reset.body.realToday);
  });
});
