import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AccountEntity,
  AuditEventEntity,
  LoginCounterEntity,
  SettingEntity,
  systemContext,
} from '@quanheng/database';
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
  accountId = await anAccount(api, { loginName, roles: ['REGULATOR'] });
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
        roles: ['REGULATOR'],
        enterprise: null,
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

describe('the counter of the browser ★', () => {
  it('lets four failures pass and forgets them at success', async () => {
    const who = browser(api);
    const answers = await fail(who, 4);
    expect(answers.map((answer) => [answer.status, answer.body.details.remaining])).toEqual([
      [401, 4],
      [401, 3],
      [401, 2],
      [401, 1],
    ]);
    expect((await who.login(loginName)).status).toBe(200);
    expect((await fail(who, 1))[0]?.body.details.remaining).toBe(4);
  });

  it('refuses the right password after five failures, but not in another browser', async () => {
    const who = browser(api);
    const answers = await fail(who, 5);
    expect(answers[4]?.body.details).toEqual({ remaining: 0, limit: 'BROWSER' });
    const restricted = await who.login(loginName);
    expect([restricted.status, restricted.body.code]).toEqual([403, 'auth.browser-restricted']);
    expect((await browser(api).login(loginName)).status).toBe(200);
  });

  it('counts across accounts', async () => {
    const who = browser(api);
    for (let i = 0; i < 5; i++) await who.login(`nobody-${uuidv7()}`, 'wrong password');
    expect((await who.login(loginName)).body.code).toBe('auth.browser-restricted');
  });
});

describe('the counter of the account ★', () => {
  it('locks at ten failures over many browsers and spellings', async () => {
    const spellings = [
      loginName,
      loginName.toUpperCase(),
      ` ${loginName}`,
      loginName.replace('demo', 'ｄｅｍｏ'),
    ];
    for (let i = 0; i < 10; i++) {
      const answer = await browser(api).login(spellings[i % 4] as string, 'wrong password');
      expect([answer.status, answer.body.details.remaining]).toEqual([401, Math.min(4, 9 - i)]);
    }
    const answer = await browser(api).login(loginName);
    expect([answer.status, answer.body.code]).toEqual([403, 'auth.account-locked']);
  });

  it('does not count what was refused', async () => {
    const who = browser(api);
    await fail(who, 8);
    const counter = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(LoginCounterEntity, { loginKey: loginName }),
    );
    expect(counter).toMatchObject({ failures: 5, lockedAt: null });
    expect((await browser(api).login(loginName)).status).toBe(200);
  });

  it('ends the sessions of an account that gets locked, at their next request, and says so in the audit log', async () => {
    const { body } = await browser(api).login(loginName);
    for (let i = 0; i < 10; i++) await browser(api).login(loginName, 'wrong password');
    const me = await browser(api).get('/auth/me', body.accessToken);
    expect([me.status, me.body.code]).toEqual([401, 'auth.session-ended']);
    const lock = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(AuditEventEntity, { objectId: accountId, action: 'account.lock' }),
    );
    expect(lock).toHaveLength(1);
  });

  it('verifies at most ten of a hundred guesses that come at once', async () => {
    const guesses = Array.from({ length: 100 }, () => browser(api).login(loginName, 'wrong password'));
    const statuses = (await Promise.all(guesses)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(statuses.every((status) => [401, 403, 503].includes(status))).toBe(true);
    expect((await browser(api).login(loginName)).body.code).toBe('auth.account-locked');
  });

  it('answers the same for a name that does not exist', async () => {
    const nobody = `nobody-${uuidv7()}`;
    const strip = ({ status, body }: { status: number; body: Record<string, unknown> }) => {
      const { instance: _, ...rest } = body;
      return { status, rest };
    };
    for (let i = 0; i < 11; i++) {
      const known = await browser(api).login(loginName, 'wrong password');
      const unknown = await browser(api).login(nobody, 'wrong password');
      expect(strip(unknown)).toEqual(strip(known));
    }
  });
});

describe('tokens', () => {
  it('rotate at every refresh; a token kept from before ends the session', async () => {
    const who = browser(api);
    await who.login(loginName);
    const stolen = who.cookie('qh_refresh');
    const first = await who.refresh();
    expect(first.status).toBe(200);
    expect(who.cookie('qh_refresh')).not.toBe(stolen);
    await ageRotation();
    const thief = browser(api, { qh_refresh: stolen });
    expect([(await thief.refresh()).status, thief.cookie('qh_refresh')]).toEqual([401, '']);
    expect((await who.get('/auth/me', first.body.accessToken)).status).toBe(401);
    expect((await who.refresh()).body.code).toBe('auth.session-ended');
  });

  it('let tabs refresh at the same moment', async () => {
    const who = browser(api);
    await who.login(loginName);
    const cookies = { qh_refresh: who.cookie('qh_refresh') };
    const answers = await Promise.all(Array.from({ length: 50 }, () => browser(api, cookies).refresh()));
    expect(answers.map((answer) => answer.status)).toEqual(Array(50).fill(200));
    const rotated = answers.filter((answer) => String(answer.headers['set-cookie']).includes('qh_refresh'));
    expect(rotated).toHaveLength(1);
  });

  it('end at log-out, at the next request', async () => {
    const who = browser(api);
    const { body } = await who.login(loginName);
    expect((await who.logout(body.accessToken)).status).toBe(204);
    expect((await who.get('/auth/me', body.accessToken)).body.code).toBe('auth.session-ended');
    expect((await who.refresh()).status).toBe(401);
  });

  it('act on their cookie only for pages of this platform', async () => {
    const who = browser(api);
    await who.login(loginName);
    const answer = await api
      .request()
      .post('/api/v1/auth/refresh')
      .set('Cookie', `qh_refresh=${who.cookie('qh_refresh')}`);
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 'auth.same-origin-required']);
  });

  it('are refused when made up, and when a role was taken away it shows at once', async () => {
    const forged = browser(api, { qh_refresh: `${uuidv7()}.x` });
    expect((await forged.refresh()).body.code).toBe('auth.session-ended');
    const { body } = await browser(api).login(loginName);
    await api.test.database.write(systemContext(), (tx) =>
      tx.manager.update(AccountEntity, { id: accountId }, { roles: [] }),
    );
    expect((await browser(api).get('/auth/me', body.accessToken)).status).toBe(403);
  });

  /** As if the last rotation had been a minute ago. */
  async function ageRotation(): Promise<void> {
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE session SET last_used_at = now() - interval '1 minute' WHERE account_id = $1`, [
        accountId,
      ]),
    );
  }
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
      { loginName: 'qiye', displayName: '演示人员', roles: ['ENTERPRISE_ADMIN'], password: PASSWORD },
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
