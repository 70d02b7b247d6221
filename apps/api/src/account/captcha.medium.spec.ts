import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { LoginCounterEntity, systemContext } from '@quanheng/database';
import type { Challenge } from 'altcha-lib';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anAccount, browser, PASSWORD, solve, type TestBrowser } from '../testing/browser.js';

// Real: HTTP, cookies, proofs of work, PostgreSQL.
let api: ApiUnderTest;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());

let loginName: string;
let who: TestBrowser;
beforeEach(async () => {
  loginName = `demo-${uuidv7()}`;
  await anAccount(api, { loginName, roles: ['ENTERPRISE_VIEWER'] });
  who = browser(api);
  for (let i = 0; i < 3; i++) await who.login(loginName, 'wrong password');
});

const challengeFor = async (asker = who) => (await asker.post('/auth/captcha')).body.challenge as Challenge;
const login = (captcha?: string, asker = who) =>
  asker.post('/auth/login', { loginName, password: PASSWORD, captcha });

describe('a proof of work', () => {
  it('is due after three failures of a browser; being asked for it is no failure', async () => {
    for (let i = 0; i < 3; i++) {
      const asked = await login();
      expect([asked.status, asked.body.code]).toEqual([403, 'auth.captcha-required']);
    }
    const counter = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(LoginCounterEntity, { loginKey: loginName }),
    );
    expect(counter.failures).toBe(3);
    expect((await login(await solve(await challengeFor()))).status).toBe(200);
  });

  it('is not due in another browser', async () => {
    expect((await login(undefined, browser(api))).status).toBe(200);
  });

  it('is accepted once', async () => {
    const solved = await solve(await challengeFor());
    const wrong = { loginName, password: 'wrong password', captcha: solved };
    const both = await Promise.all([who.post('/auth/login', wrong), who.post('/auth/login', wrong)]);
    expect(both.map(({ status }) => status).sort()).toEqual([401, 403]);
    expect((await login(solved)).body.code).toBe('auth.captcha-required');
  });

  it('is refused when another browser did it, when it is made easier, unsigned, unsolved or no proof at all', async () => {
    const challenge = await challengeFor();
    const easier = { ...challenge, parameters: { ...challenge.parameters, cost: 1, keyPrefix: '00' } };
    const { signature: _, ...unsigned } = challenge;
    const unsolved = { challenge, solution: { counter: 1, derivedKey: '00'.repeat(32) } };
    const attempts = [
      await solve(await challengeFor(browser(api))),
      await solve(easier),
      await solve(unsigned),
      Buffer.from(JSON.stringify(unsolved)).toString('base64'),
      Buffer.from('null').toString('base64'),
      'rubbish',
    ];
    for (const captcha of attempts) expect((await login(captcha)).body.code).toBe('auth.captcha-required');
  });

  it('is due when the operator says so', async () => {
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`INSERT INTO setting (key, value) VALUES ('rules', '{"captchaAfterFailures": 1}')`),
    );
    const other = browser(api);
    await other.login(`nobody-${uuidv7()}`, 'wrong password');
    expect((await login(undefined, other)).body.code).toBe('auth.captcha-required');
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`DELETE FROM setting WHERE key = 'rules'`),
    );
  });
});
