import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotificationEntity, systemContext } from '@quanheng/database';
import { INSTITUTION_ROLES } from '@quanheng/domain';
import { Secret, TOTP } from 'otpauth';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { browser, PASSWORD, type TestBrowser } from '../testing/browser.js';
import { creditCode } from '../testing/credit-codes.js';
import { aCode, arrangeChanges, CODE } from '../testing/profile-changes.js';
import { arrangeRegistrants } from '../testing/registrants.js';
import { startWechatPlayer, type WechatPlayer } from '../testing/wechat-player.js';

// Real: HTTP, cookies, Argon2id, row security, PostgreSQL; WeChat is played by a local server. One person lives through
// everything that an owner and an auditor must hear of; each is then looked for as those who may see it.
const NEW_PASSWORD = 'a new long sentence';
const code = creditCode(400);
let api: ApiUnderTest;
let wechat: WechatPlayer;
let staff: SignedIn;
let platform: SignedIn;
let admin: SignedIn;
let stranger: SignedIn;
let person: { accountId: string; loginName: string };

beforeAll(async () => {
  wechat = await startWechatPlayer();
  Object.assign(process.env, {
    ...{ WECHAT_APP_ID: 'wx-demo', WECHAT_APP_SECRET: 'demo-secret' },
    ...{ WECHAT_OPEN_URL: 'http://127.0.0.1:9', WECHAT_API_URL: wechat.url },
  });
  api = await startApi();
  const registrants = await arrangeRegistrants(api);
  const { institutionId } = registrants;
  staff = await api.signIn({ roles: [...INSTITUTION_ROLES], institutionId, name: '演示审核员' });
  platform = await api.signIn({ roles: ['PLATFORM_ADMIN'] });
  const changes = arrangeChanges(api, registrants);
  const { registrant, enterpriseId, loginName } = await changes.anEnterprise(staff, code);
  person = { accountId: registrant.accountId, loginName };
  admin = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId, name: '演示管理员' });
  const other = await changes.anEnterprise(staff, creditCode(401));
  stranger = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: other.enterpriseId });
  await staff.post(`${registrant.path}/unmask`, { reason: '与原件核对' });
  await changeContact(changes);
  await useAccount();
  await loseAndRegainIt();
});
afterAll(async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith('WECHAT_')) delete process.env[name];
  await api.close();
  await wechat.close();
});

async function changeContact(changes: ReturnType<typeof arrangeChanges>): Promise<void> {
  const contact = { kinds: ['CONTACT'], contactPerson: '演示经办人', mobile: '13900000001' };
  const body = { ...contact, email: 'moved@demo.example', agentIdNumber: '110101199003070003' };
  const legal = { legalRepresentativeIdNumber: '110101199003070003' };
  const papers = ['BUSINESS_LICENSE', 'AUTHORIZATION_LETTER'];
  const { id } = await changes.submitted(code, { ...body, ...legal }, papers, { kind: 'CONTACT' });
  const { version } = (await staff.get(`/profile-changes/${id}`)).body;
  expect((await staff.post(`/profile-changes/${id}/approve`, {}, { version })).status).toBe(200);
}

async function useAccount(): Promise<void> {
  const { loginName } = person;
  const [home, away] = [browser(api), browser(api)];
  const token = (await home.login(loginName)).body.accessToken as string;
  expect((await home.login(loginName, 'a wrong one')).status).toBe(401);
  await away.login(loginName);
  await signOutTheOther(home, token);
  await turnSecondFactorOnAndOff(home, token);
  await bindWechatAndUnbind(home, token);
  const password = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
  expect((await home.post('/auth/password', password, token)).status).toBe(204);
  expect((await home.logout(token)).status).toBe(204);
}

async function signOutTheOther(home: TestBrowser, token: string): Promise<void> {
  const { items } = (await home.get('/auth/sessions', token)).body as {
    items: { id: string; current: boolean }[];
  };
  const other = items.find(({ current }) => !current)!;
  expect((await home.delete(`/auth/sessions/${other.id}`, token)).status).toBe(204);
}

async function turnSecondFactorOnAndOff(home: TestBrowser, token: string): Promise<void> {
  const path = '/auth/security/second-factor';
  const { secret } = (await home.post(path, { currentPassword: PASSWORD }, token)).body;
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  expect((await home.post(`${path}/confirm`, { code }, token)).status).toBe(200);
  expect((await home.post(`${path}/remove`, { currentPassword: PASSWORD }, token)).status).toBe(204);
}

async function bindWechatAndUnbind(home: TestBrowser, token: string): Promise<void> {
  const { url } = (await home.post('/auth/wechat/binding/begin', {}, token)).body;
  const state = new URL(url as string).searchParams.get('state');
  const played = wechat.code({ openid: `o-${uuidv7()}`, unionid: `u-${uuidv7()}` });
  expect((await home.post('/auth/wechat/binding', { code: played, state }, token)).status).toBe(204);
  expect((await home.delete('/auth/wechat/binding', token)).status).toBe(204);
}

/** Locked twice: freed by the platform once, by its owner once. Then its roles change. */
async function loseAndRegainIt(): Promise<void> {
  const { accountId, loginName } = person;
  await guessTenTimes(loginName);
  const { items } = (await platform.get(`/accounts?q=${loginName}`)).body;
  const unlock = { version: items[0].version as number };
  const unlocked = await platform.post(`/accounts/${accountId}/unlock`, { reason: '本人来电' }, unlock);
  expect(unlocked.status).toBe(200);
  await guessTenTimes(loginName);
  await aCode(api, 'RECOVERY', loginName);
  const recovery = { loginName, code: CODE, newPassword: PASSWORD };
  expect((await browser(api).post('/auth/recovery/confirm', recovery)).status).toBe(204);
  const members = (await admin.get('/members')).body.items as { id: string; version: number }[];
  const member = members.find(({ id }) => id === accountId)!;
  const roles = { roles: ['ENTERPRISE_CLERK'] };
  expect((await admin.patch(`/members/${accountId}`, roles, member.version)).status).toBe(200);
}

async function guessTenTimes(loginName: string): Promise<void> {
  for (let i = 0; i < 10; i++) await browser(api).login(loginName, 'a wrong one');
}

const EVENTS = [
  'account.change-contact',
  'account.sign-in',
  'account.sign-in-failed',
  'account.sign-out-device',
  'account.second-factor-on',
  'account.second-factor-off',
  'account.wechat-on',
  'account.wechat-off',
  'account.change-password',
  'account.sign-out',
  'account.lock',
  'account.unlock',
  'account.recover',
  'account.change',
  'registration.unmask',
];
const find = async (who: SignedIn, action: string) => {
  const query = action.startsWith('account.') ? `&object=${person.accountId}` : '';
  const { status, body } = await who.get(`/audit-events?kind=SECURITY&limit=200&action=${action}${query}`);
  expect(status).toBe(200);
  return body.items as { action: string; actorName: string | null; before: object; after: object }[];
};
const countsOf = async (who: SignedIn) => {
  const found: Record<string, number> = {};
  for (const action of EVENTS)
    found[action] = (await find(who, action)).filter((event) => event.action === action).length;
  return found;
};

describe('security events', () => {
  it('are each found by the admin of whom they concern and by the platform', async () => {
    const expected = Object.fromEntries(EVENTS.map((action) => [action, 1]));
    Object.assign(expected, { 'account.sign-in': 2, 'account.sign-in-failed': 21, 'account.lock': 2 });
    expect(await countsOf(admin)).toEqual(expected);
    expect(await countsOf(platform)).toEqual(expected);
  });

  it('name whom they concern, and are found by the login name', async () => {
    for (const who of [admin, platform]) {
      const { body } = await who.get(
        `/audit-events?action=account.lock&object=${person.loginName.toUpperCase()}`,
      );
      const names = (body.items as { objectName: string }[]).map(({ objectName }) => objectName);
      expect(names).toHaveLength(2);
      for (const name of names) expect(name).toContain(` · ${person.loginName}`);
    }
    expect((await stranger.get(`/audit-events?object=${person.loginName}`)).body.items).toEqual([]);
  });

  it('are none of another enterprise’s business', async () => {
    expect(Object.values(await countsOf(stranger)).every((count) => count === 0)).toBe(true);
  });

  it('say who changed which roles, and who looked at whose numbers', async () => {
    expect(await find(admin, 'account.change')).toMatchObject([
      {
        actorName: '演示管理员',
        before: { roles: ['ENTERPRISE_ADMIN'] },
        after: { roles: ['ENTERPRISE_CLERK'] },
      },
    ]);
    expect(await find(admin, 'registration.unmask')).toMatchObject([{ actorName: '演示审核员' }]);
  });

  it('of a name that nobody has are the platform’s, without the name', async () => {
    await browser(api).login('a-password-typed-here', 'x');
    const { body } = await platform.get('/audit-events?action=account.sign-in-failed&object=unknown');
    expect(body.items).toHaveLength(1);
    expect(JSON.stringify(body)).not.toContain('a-password-typed-here');
  });
});

describe('its owner', () => {
  it('is told of the lock, the new device, the changed contact and every change of how it gets in', async () => {
    const told = await api.test.database.read(systemContext(), async (tx) => {
      const rows = await tx.manager.findBy(NotificationEntity, { accountId: person.accountId });
      return rows.map(({ template, params }) => (params['change'] as string | undefined) ?? template);
    });
    for (const each of ['account.locked', 'account.new-device', 'PASSWORD', 'SECOND_FACTOR_ON'])
      expect(told).toContain(each);
    for (const each of ['SECOND_FACTOR_OFF', 'WECHAT_ON', 'WECHAT_OFF', 'CONTACT'])
      expect(told).toContain(each);
  });
});
