import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AuditEventEntity,
  BackupCodeEntity,
  NotificationEntity,
  SecondFactorEntity,
  systemContext,
} from '@quanheng/database';
import type { Role } from '@quanheng/domain';
import { Secret, TOTP } from 'otpauth';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anAccount, browser, PASSWORD, type TestBrowser } from '../testing/browser.js';

// Real: HTTP, cookies, TOTP, PostgreSQL. The authenticator is played by the same library with the secret it was given.
let api: ApiUnderTest;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());

const HALF_MINUTE = 30_000;
const codeOf = (secret: string, ahead = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * HALF_MINUTE });

async function person(roles: Role[], tenant: object = {}) {
  const loginName = `demo-${uuidv7()}`;
  return { loginName, accountId: await anAccount(api, { loginName, roles, ...tenant }) };
}

/** Signs in for the first time and sets up what the role must have. */
async function setUp(who: TestBrowser, loginName: string) {
  const refused = await who.login(loginName);
  const { challenge } = refused.body.details as { challenge: string };
  const { secret } = (await who.post('/auth/second-factor/set-up', { challenge })).body as { secret: string };
  const done = await who.post('/auth/second-factor/set-up/confirm', { challenge, code: codeOf(secret, -1) });
  return { refused, challenge, secret, done, backupCodes: done.body.backupCodes as string[] };
}
const challengeOf = async (who: TestBrowser, loginName: string) => {
  const { status, body } = await who.login(loginName);
  expect([status, body.code]).toEqual([401, 'auth.second-factor-required']);
  return body.details.challenge as string;
};
const answer = (who: TestBrowser, challenge: string, code: string) =>
  who.post('/auth/second-factor', { challenge, code });
const told = (accountId: string) =>
  api.test.database.read(systemContext(), async (tx) => {
    const rows = await tx.manager.findBy(NotificationEntity, { accountId, template: 'account.changed' });
    return rows.map(({ params }) => params['change']);
  });

describe('who must have a second factor', () => {
  it('gets no session before it is set up; then ten backup codes with it', async () => {
    const { loginName, accountId } = await person(['REVIEWER']);
    const who = browser(api);
    const { refused, done, backupCodes, secret } = await setUp(who, loginName);
    expect([refused.status, refused.body.code]).toEqual([401, 'auth.second-factor-setup-required']);
    expect(refused.body.accessToken).toBeUndefined();
    expect(who.cookie('qh_refresh')).not.toBe('');
    expect(new Set(backupCodes).size).toBe(10);
    expect((await who.get('/auth/me', done.body.session.accessToken)).body.id).toBe(accountId);
    const [factor, codes] = await api.test.database.read(systemContext(), async (tx) => [
      await tx.manager.findOneByOrFail(SecondFactorEntity, { accountId }),
      await tx.manager.findBy(BackupCodeEntity, { accountId }),
    ]);
    expect(JSON.stringify([factor, codes])).not.toContain(secret);
    for (const code of backupCodes) expect(JSON.stringify(codes)).not.toContain(code.replace('-', ''));
    expect(await told(accountId)).toEqual(['SECOND_FACTOR_ON']);
  });

  it.each<[Role, string | undefined]>([
    ['INSTITUTION_ADMIN', 'auth.second-factor-setup-required'],
    ['PLATFORM_ADMIN', 'auth.second-factor-setup-required'],
    ['REGULATOR', 'auth.second-factor-setup-required'],
    ['ENTERPRISE_ADMIN', undefined],
  ])('%s: %s', async (role, code) => {
    const { loginName } = await person([role]);
    expect((await browser(api).login(loginName)).body.code).toBe(code);
  });

  it('is nobody where the operator leaves it to people', async () => {
    await rules({ secondFactorRequired: 0 });
    const { loginName } = await person(['REVIEWER']);
    const who = browser(api);
    expect((await who.login(loginName)).status).toBe(200);
    await rules({});
    expect((await who.refresh()).body.code).toBe('auth.session-ended');
  });

  afterEach(() => rules({}));
  const rules = (value: object) =>
    api.test.database.write(systemContext(), (tx) =>
      tx.query(
        `INSERT INTO setting (key, value) VALUES ('rules', $1::jsonb)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
        [JSON.stringify(value)],
      ),
    );
});

describe('the second step of a log-in', () => {
  let loginName: string;
  let accountId: string;
  let secret: string;
  let backupCodes: string[];
  let who: TestBrowser;
  beforeEach(async () => {
    ({ loginName, accountId } = await person(['REVIEWER']));
    who = browser(api);
    ({ secret, backupCodes } = await setUp(who, loginName));
  });

  it('takes the code once: neither it nor an earlier one works again', async () => {
    const code = codeOf(secret);
    expect((await answer(who, await challengeOf(who, loginName), code)).status).toBe(200);
    const replayed = await answer(who, await challengeOf(who, loginName), code);
    expect([replayed.status, replayed.body.code]).toEqual([401, 'auth.second-factor-failed']);
    const earlier = await answer(who, await challengeOf(who, loginName), codeOf(secret, -1));
    expect(earlier.body.code).toBe('auth.second-factor-failed');
    const failed = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.countBy(AuditEventEntity, { action: 'account.second-factor-failed', objectId: accountId }),
    );
    expect(failed).toBe(2);
  });

  it('lets one of eight that use the same code at once in', async () => {
    const browsers = Array.from({ length: 8 }, () => browser(api));
    const challenges = await Promise.all(browsers.map((each) => challengeOf(each, loginName)));
    const code = codeOf(secret);
    const answers = await Promise.all(browsers.map((each, i) => answer(each, challenges[i] ?? '', code)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('takes each backup code once, however it is spelled', async () => {
    const [first = '', second = ''] = backupCodes;
    const spelled = ` ${first.toLowerCase().replace('-', ' ')} `;
    expect((await answer(who, await challengeOf(who, loginName), spelled)).status).toBe(200);
    expect((await answer(who, await challengeOf(who, loginName), first)).status).toBe(401);
    const done = await answer(who, await challengeOf(who, loginName), second);
    const { secondFactor } = (await who.get('/auth/security', done.body.accessToken)).body;
    expect(secondFactor).toMatchObject({ on: true, mandatory: true, backupCodesLeft: 8 });
  });

  it('belongs to the browser that knew the password, and is over when used or expired', async () => {
    const challenge = await challengeOf(who, loginName);
    const elsewhere = await answer(browser(api), challenge, codeOf(secret));
    expect([elsewhere.status, elsewhere.body.code]).toEqual([401, 'auth.challenge-ended']);
    expect((await answer(who, challenge, codeOf(secret))).status).toBe(200);
    expect((await answer(who, challenge, codeOf(secret, 1))).body.code).toBe('auth.challenge-ended');
    const late = await challengeOf(who, loginName);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query('UPDATE login_challenge SET expires_at = now() WHERE id = $1', [late]),
    );
    expect((await answer(who, late, codeOf(secret, 1))).body.code).toBe('auth.challenge-ended');
    expect((await who.post('/auth/second-factor/set-up', { challenge: late })).status).toBe(401);
  });

  it('counts a wrong code like a wrong password, and the right password between takes none of it back', async () => {
    for (let i = 0; i < 4; i++) {
      const refused = await answer(who, await challengeOf(who, loginName), '000000');
      expect(refused.body).toMatchObject({
        code: 'auth.second-factor-failed',
        details: { remaining: 4 - i },
      });
    }
    const challenge = await challengeOf(who, loginName);
    expect((await answer(who, challenge, '000000')).body.details.limit).toBe('BROWSER');
    expect((await answer(who, challenge, codeOf(secret))).body.code).toBe('auth.browser-restricted');
    expect((await who.login(loginName)).body.code).toBe('auth.browser-restricted');
    for (let i = 0; i < 5; i++) {
      const other = browser(api);
      await answer(other, await challengeOf(other, loginName), '000000');
    }
    expect((await browser(api).login(loginName)).body.code).toBe('auth.account-locked');
  });

  it('verifies ten of sixty guesses that come at once', async () => {
    const browsers = Array.from({ length: 60 }, () => browser(api));
    const challenges: string[] = [];
    for (const each of browsers) challenges.push(await challengeOf(each, loginName));
    const guesses = browsers.map((each, i) => answer(each, challenges[i] ?? '', '000000'));
    const codes = (await Promise.all(guesses)).map(({ body }) => body.code as string);
    expect(codes.filter((code) => code === 'auth.second-factor-failed')).toHaveLength(10);
    expect(codes.filter((code) => code === 'auth.account-locked')).toHaveLength(50);
  });

  it('keeps an account locked that was locked while a set-up was open', async () => {
    const fresh = await person(['REVIEWER']);
    const browserOfFresh = browser(api);
    const { challenge } = (await browserOfFresh.login(fresh.loginName)).body.details as { challenge: string };
    const { body } = await browserOfFresh.post('/auth/second-factor/set-up', { challenge });
    for (let i = 0; i < 10; i++) await browser(api).login(fresh.loginName, 'wrong password');
    const code = codeOf(body.secret as string);
    const late = await browserOfFresh.post('/auth/second-factor/set-up/confirm', { challenge, code });
    expect(late.body.code).toBe('auth.account-locked');
  });

  it('cannot be turned off by whom the role obliges, and its set-up is written down', async () => {
    const { body } = await answer(who, await challengeOf(who, loginName), codeOf(secret));
    const remove = await who.post(
      '/auth/security/second-factor/remove',
      { currentPassword: PASSWORD },
      body.accessToken,
    );
    expect([remove.status, remove.body.code]).toEqual([409, 'account.second-factor-mandatory']);
    const events = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(AuditEventEntity, { objectId: accountId, action: 'account.second-factor-on' }),
    );
    expect(events).toHaveLength(1);
  });
});

describe('a lost second factor', () => {
  it('is reset by an admin of the same institution or of the platform, and by nobody else', async () => {
    const institutionId = uuidv7();
    const { loginName, accountId } = await person(['VERIFIER'], { institutionId });
    const who = browser(api);
    const { done } = await setUp(who, loginName);
    const reset = (admin: Awaited<ReturnType<ApiUnderTest['signIn']>>, id = accountId) =>
      admin.post(`/accounts/${id}/reset-second-factor`, { reason: '手机遗失，当面核实' });
    const foreign = await api.signIn({ roles: ['INSTITUTION_ADMIN'], institutionId: uuidv7() });
    const enterprise = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: uuidv7() });
    const reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId });
    const own = await api.signIn({ roles: ['INSTITUTION_ADMIN'], institutionId });
    expect((await reset(foreign)).status).toBe(404);
    expect((await reset(enterprise)).status).toBe(404);
    expect((await reset(reviewer)).status).toBe(403);
    expect(JSON.parse((await reset(own, own.accountId)).text).code).toBe('account.own-second-factor');
    const listed = async () =>
      (await own.get('/members')).body.items.find(({ id }: { id: string }) => id === accountId);
    expect(await listed()).toMatchObject({ secondFactor: true });
    expect((await own.post(`/accounts/${accountId}/reset-second-factor`, {})).status).toBe(400);
    expect((await reset(own)).status).toBe(204);
    expect(await listed()).toMatchObject({ secondFactor: false });
    expect(JSON.parse((await reset(own)).text).code).toBe('account.second-factor-missing');
    const ended = await who.get('/auth/me', done.body.session.accessToken);
    expect(ended.body.code).toBe('auth.session-ended');
    expect((await browser(api).login(loginName)).body.code).toBe('auth.second-factor-setup-required');
    expect(await told(accountId)).toEqual(['SECOND_FACTOR_ON', 'SECOND_FACTOR_RESET']);
    const [event] = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(AuditEventEntity, { objectId: accountId, action: 'account.reset-second-factor' }),
    );
    expect(event).toMatchObject({
      ...{ actorId: own.accountId, institutionId, reason: '手机遗失，当面核实' },
    });
    await setUp(browser(api), loginName);
    expect((await reset(await api.signIn({ roles: ['PLATFORM_ADMIN'] }))).status).toBe(204);
  });
});
