import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { NotificationEntity, systemContext } from '@quanheng/database';
import { Secret, TOTP } from 'otpauth';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anAccount, browser, PASSWORD, type TestBrowser } from '../testing/browser.js';

// Real: HTTP, cookies, Argon2id, PostgreSQL.
const NEW_PASSWORD = 'a new long sentence';
let api: ApiUnderTest;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());

let loginName: string;
let accountId: string;
let who: TestBrowser;
let token: string;
beforeEach(async () => {
  loginName = `demo-${uuidv7()}`;
  accountId = await anAccount(api, { loginName, roles: ['ENTERPRISE_CLERK'] });
  who = browser(api);
  token = (await who.login(loginName)).body.accessToken as string;
});

const told = () =>
  api.test.database.read(systemContext(), async (tx) => {
    const rows = await tx.manager.find(NotificationEntity, {
      where: { accountId },
      order: { createdAt: 'ASC' },
    });
    return rows.map(({ template, params }) => (params['change'] as string | undefined) ?? template);
  });
const post = (path: string, body: object = {}) => who.post(path, body, token);

describe('changing one’s password', () => {
  const to = (currentPassword: string, newPassword = NEW_PASSWORD) =>
    post('/auth/password', { currentPassword, newPassword });

  it('asks for the current one, ends all other sessions, keeps this one and tells the owner', async () => {
    const other = (await browser(api).login(loginName)).body.accessToken as string;
    expect((await to(PASSWORD)).status).toBe(204);
    expect((await who.get('/auth/me', token)).status).toBe(200);
    expect((await who.get('/auth/me', other)).body.code).toBe('auth.session-ended');
    expect((await browser(api).login(loginName)).body.code).toBe('auth.failed');
    expect((await browser(api).login(loginName, NEW_PASSWORD)).status).toBe(200);
    expect(await told()).toContain('PASSWORD');
  });

  it('counts a wrong current one like a failed log-in: five restrict the browser, ten lock the account', async () => {
    for (let i = 0; i < 5; i++) {
      const { status, body } = await to('wrong password');
      expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([
        400,
        '/currentPassword',
        'account.password-wrong',
      ]);
      expect(body.errors[0].detail).toContain(String(4 - i));
    }
    expect((await to(PASSWORD)).body.code).toBe('auth.browser-restricted');
    for (let i = 0; i < 5; i++) await browser(api).login(loginName, 'wrong password');
    expect((await who.get('/auth/me', token)).body.code).toBe('auth.session-ended');
  });

  it('refuses a weak one at its place', async () => {
    const { body } = await to(PASSWORD, 'short');
    expect(body.errors[0]).toMatchObject({ pointer: '/newPassword', code: 'account.password-too-short' });
  });
});

describe('the second factor of whoever chooses to have one', () => {
  const codeOf = (secret: string, ahead = 0) =>
    new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + ahead * 30_000 });
  const begin = async () =>
    (await post('/auth/security/second-factor', { currentPassword: PASSWORD })).body as {
      secret: string;
      otpauthUrl: string;
      qrCode: string;
    };
  const confirm = (code: string) => post('/auth/security/second-factor/confirm', { code });
  const state = async () => (await who.get('/auth/security', token)).body.secondFactor;

  it('is in force once its first code was right, can be replaced without a gap, and turned off', async () => {
    const first = await begin();
    expect(first.otpauthUrl).toMatch(/^otpauth:\/\/totp\/Quanheng:demo-.*secret=/);
    expect(first.qrCode).toMatch(/^data:image\/svg\+xml;base64,/);
    expect((await browser(api).login(loginName)).status).toBe(200);
    const wrong = await confirm('000000');
    expect(wrong.body.errors[0]).toMatchObject({ pointer: '/code', code: 'auth.code-invalid' });
    expect((await confirm(codeOf(first.secret, -1))).body.backupCodes).toHaveLength(10);
    expect(await state()).toMatchObject({ on: true, mandatory: false, backupCodesLeft: 10 });
    await begin();
    const refused = await browser(api).login(loginName);
    expect(refused.body.code).toBe('auth.second-factor-required');
    const remove = await post('/auth/security/second-factor/remove', { currentPassword: PASSWORD });
    expect(remove.status).toBe(204);
    expect(await state()).toMatchObject({ on: false, since: null, backupCodesLeft: 0 });
    expect((await browser(api).login(loginName)).status).toBe(200);
    expect((await told()).filter((each) => each.startsWith('SECOND'))).toEqual([
      'SECOND_FACTOR_ON',
      'SECOND_FACTOR_OFF',
    ]);
  });

  it('changes nothing without the password', async () => {
    for (const path of ['', '/backup-codes', '/remove']) {
      const answer = await post(`/auth/security/second-factor${path}`, { currentPassword: 'wrong password' });
      expect(answer.body.errors[0].code).toBe('account.password-wrong');
    }
    expect((await post('/auth/security/second-factor/remove', { currentPassword: PASSWORD })).status).toBe(
      409,
    );
  });

  it('gets new backup codes in place of the old ones', async () => {
    const { secret } = await begin();
    const [old] = (await confirm(codeOf(secret, -1))).body.backupCodes as string[];
    const renewed = await post('/auth/security/second-factor/backup-codes', { currentPassword: PASSWORD });
    const [fresh] = renewed.body.backupCodes as string[];
    const other = browser(api);
    const use = async (code = '') => {
      const { challenge } = (await other.login(loginName)).body.details as { challenge: string };
      return (await other.post('/auth/second-factor', { challenge, code })).status;
    };
    expect([await use(old), await use(fresh)]).toEqual([401, 200]);
  });
});

describe('one’s devices', () => {
  const list = async () => (await who.get('/auth/sessions', token)).body.items as { id: string }[];

  it('are listed with this one first, and signed out one by one or all but this', async () => {
    const others = [];
    for (let i = 0; i < 3; i++) others.push((await browser(api).login(loginName)).body.accessToken as string);
    const [current, ...rest] = await list();
    expect(current).toMatchObject({ current: true, address: expect.any(String) });
    expect(rest.map((each) => (each as { current?: boolean }).current)).toEqual([false, false, false]);
    expect((await who.delete(`/auth/sessions/${rest[0]?.id}`, token)).status).toBe(204);
    expect((await who.delete(`/auth/sessions/${rest[0]?.id}`, token)).status).toBe(404);
    expect((await post('/auth/sessions/end-others')).status).toBe(204);
    for (const each of others) expect((await who.get('/auth/me', each)).status).toBe(401);
    expect((await list()).map(({ id }) => id)).toEqual([current?.id]);
  });

  it('of somebody else are not found', async () => {
    const [mine] = await list();
    const stranger = await api.signIn({ roles: ['ENTERPRISE_CLERK'] });
    expect((await stranger.delete(`/auth/sessions/${mine?.id}`)).status).toBe(404);
    expect((await who.get('/auth/me', token)).status).toBe(200);
  });

  it('that are new are told to the owner, the first and known ones are not', async () => {
    expect(await told()).toEqual([]);
    await who.login(loginName);
    expect(await told()).toEqual([]);
    await browser(api).login(loginName);
    expect(await told()).toEqual(['account.new-device']);
    const reopened = browser(api, { qh_device: who.cookie('qh_device') });
    await reopened.login(loginName);
    expect(await told()).toEqual(['account.new-device']);
  });

  it('are told in the owner’s inbox and in nobody else’s', async () => {
    await browser(api).login(loginName);
    const colleague = await api.signIn({ roles: ['ENTERPRISE_CLERK'] });
    expect((await colleague.get('/notifications')).body.items).toEqual([]);
    const [message] = (await who.get('/notifications', token)).body.items;
    expect(message).toMatchObject({ link: '/security', readAt: null });
  });
});
