import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AccountEntity,
  AuditEventEntity,
  LoginCounterEntity,
  NotificationEntity,
  systemContext,
} from '@quanheng/database';
import { pino } from 'pino';
import supertest from 'supertest';
import { uuidv7 } from 'uuidv7';
import { createApp } from '../platform/create-app.js';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anAccount, browser, PASSWORD, type TestBrowser } from '../testing/browser.js';

// Real: HTTP, cookies, proofs of work, Argon2id, PostgreSQL with row security. `domain.md` section 2 ★.
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
const counterOf = (loginKey = loginName) =>
  api.test.database.read(systemContext(), (tx) => tx.manager.findOneBy(LoginCounterEntity, { loginKey }));
/** One after the other: otherwise the bounded queue turns most of them away before they are counted. */
const failInManyBrowsers = async (times: number) => {
  for (let i = 0; i < times; i++) await browser(api).login(loginName, 'wrong password');
};

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
    expect(await counterOf()).toBeNull();
    expect((await fail(who, 1))[0]?.body.details.remaining).toBe(4);
  });

  it('refuses the right password after five failures, but not in another browser', async () => {
    const who = browser(api);
    const answers = await fail(who, 5);
    expect(answers[4]?.body.details).toEqual({ remaining: 0, limit: 'BROWSER' });
    const restricted = await who.login(loginName);
    expect([restricted.status, restricted.body.code]).toEqual([403, 'auth.browser-restricted']);
    expect((await browser(api).login(loginName)).status).toBe(200);
    expect((await who.login(loginName)).body.code).toBe('auth.browser-restricted');
  });

  it('counts across accounts', async () => {
    const who = browser(api);
    for (let i = 0; i < 5; i++) await who.login(`nobody-${uuidv7()}`, 'wrong password');
    expect((await who.login(loginName)).body.code).toBe('auth.browser-restricted');
  });

  it('lets five of fifty guesses that one browser sends at once be verified', async () => {
    const who = browser(api);
    await fail(who, 1);
    const cookies = { qh_browser: who.cookie('qh_browser') };
    const guesses = Array.from({ length: 50 }, () => browser(api, cookies).post('/auth/login', WRONG()));
    const answers = await Promise.all(guesses);
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(4);
    expect((await counterOf())?.failures).toBeLessThanOrEqual(5);
  });
  const WRONG = () => ({ loginName, password: 'wrong password' });
});

describe('the counter of the account ★', () => {
  it('locks at ten failures over many browsers, addresses and spellings', async () => {
    const spellings = [
      loginName,
      loginName.toUpperCase(),
      ` ${loginName}`,
      loginName.replace('demo', 'ｄｅｍｏ'),
    ];
    for (let i = 0; i < 10; i++) {
      const answer = await api
        .request()
        .post('/api/v1/auth/login')
        .set('X-Forwarded-For', `192.0.2.${i + 1}`)
        .send({ loginName: spellings[i % 4], password: 'wrong password' });
      const { details } = JSON.parse(answer.text) as { details: { remaining: number } };
      expect([answer.status, details.remaining]).toEqual([401, Math.min(4, 9 - i)]);
    }
    const answer = await browser(api).login(loginName);
    expect([answer.status, answer.body.code]).toEqual([403, 'auth.account-locked']);
  });

  it('counts consecutive failures only: a success in between begins anew', async () => {
    await failInManyBrowsers(9);
    expect((await browser(api).login(loginName)).status).toBe(200);
    await failInManyBrowsers(9);
    expect((await browser(api).login(loginName)).status).toBe(200);
  });

  it('does not count what was refused', async () => {
    const who = browser(api);
    await fail(who, 8);
    expect(await counterOf()).toMatchObject({ failures: 5, lockedAt: null });
    expect((await browser(api).login(loginName)).status).toBe(200);
  });

  it('counts neither for the browser what the lock of an account refused', async () => {
    await failInManyBrowsers(10);
    const who = browser(api);
    for (let i = 0; i < 6; i++) expect((await who.login(loginName)).body.code).toBe('auth.account-locked');
    const other = await anAccount(api, { loginName: `demo-${uuidv7()}`, roles: ['ENTERPRISE_VIEWER'] });
    expect(other).toBeTruthy();
    expect((await counterOf())?.failures).toBe(10);
    expect((await who.login(`nobody-${uuidv7()}`)).body.details.remaining).toBe(4);
  });

  it('ends the sessions of an account that gets locked, at their next request, and tells its owner', async () => {
    const who = browser(api);
    const { body } = await who.login(loginName);
    await failInManyBrowsers(12);
    const me = await who.get('/auth/me', body.accessToken);
    expect([me.status, me.body.code]).toEqual([401, 'auth.session-ended']);
    expect((await who.refresh()).body.code).toBe('auth.session-ended');
    const [locks, messages] = await api.test.database.read(systemContext(), async (tx) => [
      await tx.manager.findBy(AuditEventEntity, { objectId: accountId, action: 'account.lock' }),
      await tx.manager.findBy(NotificationEntity, { accountId, template: 'account.locked' }),
    ]);
    expect([locks.length, messages.length]).toEqual([1, 1]);
  });

  it('verifies at most ten of a thousand guesses that come at once, the right one among them or not', async () => {
    const guesses = Array.from({ length: 1000 }, () => browser(api).login(loginName, 'wrong password'));
    const statuses = (await Promise.all(guesses)).map((answer) => answer.status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(statuses.every((status) => [401, 403, 503].includes(status))).toBe(true);
    await failInManyBrowsers(10);
    expect((await browser(api).login(loginName)).body.code).toBe('auth.account-locked');
  });

  it('survives a restart of the API, lock and failures alike', async () => {
    const locked = `demo-${uuidv7()}`;
    await anAccount(api, { loginName: locked, roles: ['ENTERPRISE_VIEWER'] });
    for (let i = 0; i < 10; i++) await browser(api).login(locked, 'wrong password');
    const who = browser(api);
    await fail(who, 2);
    const restarted = await createApp(pino({ level: 'silent' }));
    try {
      await restarted.init();
      await restarted.getHttpAdapter().getInstance().ready();
      const later = { ...api, request: () => supertest(restarted.getHttpServer()) };
      expect((await browser(later).login(locked)).body.code).toBe('auth.account-locked');
      const same = browser(later, { qh_browser: who.cookie('qh_browser') });
      expect((await fail(same, 1))[0]?.body.details.remaining).toBe(2);
    } finally {
      await restarted.close();
    }
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

  it('takes no try from whoever has the right password of a disabled account', async () => {
    await api.test.database.write(systemContext(), (tx) =>
      tx.manager.update(AccountEntity, { id: accountId }, { status: 'DISABLED' }),
    );
    const who = browser(api);
    for (let i = 0; i < 6; i++)
      expect((await who.login(loginName, PASSWORD)).body.code).toBe('auth.account-disabled');
    expect((await counterOf())?.failures).toBe(0);
  });
});

describe('a flood of log-ins', () => {
  it('leaves the others in: what else is asked meanwhile is answered before half the flood is', async () => {
    let answered = 0;
    const flood = Array.from({ length: 100 }, (_, i) =>
      browser(api)
        .login(`nobody-${i}-${uuidv7()}`, 'wrong password')
        .finally(() => answered++),
    );
    const others = Array.from({ length: 20 }, async () => {
      const { status } = await api.request().get('/api/v1/regions?limit=1');
      return { status, before: answered };
    });
    for (const { status, before } of await Promise.all(others)) {
      expect(status).toBe(200);
      expect(before).toBeLessThan(50);
    }
    await Promise.all(flood);
    expect(answered).toBe(100);
  });
});
