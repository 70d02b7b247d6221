import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { AccountEntity, AuditEventEntity, NotificationEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anAccount, browser, type TestBrowser } from '../testing/browser.js';
import { startWechatPlayer, type Played, type WechatPlayer } from '../testing/wechat-player.js';

// Real: HTTP both ways, cookies, PostgreSQL. WeChat is played by a local server that speaks its documented protocol.
let api: ApiUnderTest;
let wechat: WechatPlayer;
beforeAll(async () => {
  wechat = await startWechatPlayer();
  Object.assign(process.env, {
    WECHAT_APP_ID: 'wx-demo',
    WECHAT_APP_SECRET: 'demo-secret',
    WECHAT_OPEN_URL: 'http://127.0.0.1:9',
    WECHAT_API_URL: wechat.url,
  });
  api = await startApi();
});
afterAll(async () => {
  for (const name of Object.keys(process.env)) if (name.startsWith('WECHAT_')) delete process.env[name];
  await api.close();
  await wechat.close();
});

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

const aUser = () => ({ openid: `o-${uuidv7()}`, unionid: `u-${uuidv7()}` });
const stateOf = (url: string) => new URL(url).searchParams.get('state') ?? '';
const begin = async (asker: TestBrowser) =>
  stateOf((await asker.post('/auth/wechat/sign-in/begin')).body.url as string);
const beginBinding = async () =>
  stateOf((await who.post('/auth/wechat/binding/begin', {}, token)).body.url as string);
const bind = async (played: Played) =>
  who.post('/auth/wechat/binding', { code: wechat.code(played), state: await beginBinding() }, token);
const signIn = async (played: Played, asker = browser(api)) =>
  asker.post('/auth/wechat/sign-in', { code: wechat.code(played), state: await begin(asker) });

describe('WeChat', () => {
  it('leads to its page with our address, and back with a state that is nobody else’s', async () => {
    const url = new URL((await browser(api).post('/auth/wechat/sign-in/begin')).body.url as string);
    expect([url.origin, url.pathname, url.hash]).toEqual([
      'http://127.0.0.1:9',
      '/connect/qrconnect',
      '#wechat_redirect',
    ]);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      appid: 'wx-demo',
      redirect_uri: 'http://localhost:3000/wechat/sign-in',
      response_type: 'code',
      scope: 'snsapi_login',
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('is bound, signs in, is unbound; each is written down and told', async () => {
    const user = aUser();
    expect((await signIn(user)).body.code).toBe('auth.wechat-unbound');
    expect((await bind(user)).status).toBe(204);
    expect(Object.fromEntries(wechat.asked.at(-1) ?? [])).toMatchObject({
      appid: 'wx-demo',
      secret: 'demo-secret',
      grant_type: 'authorization_code',
    });
    const signedIn = await signIn(user);
    expect([signedIn.status, signedIn.body.account.id]).toEqual([200, accountId]);
    const security = (await who.get('/auth/security', token)).body.wechat;
    expect(security).toEqual({ available: true, boundAt: expect.any(String) });
    expect((await who.delete('/auth/wechat/binding', token)).status).toBe(204);
    expect((await who.delete('/auth/wechat/binding', token)).status).toBe(204);
    expect((await signIn(user)).body.code).toBe('auth.wechat-unbound');
    const [events, messages] = await api.test.database.read(systemContext(), async (tx) => [
      await tx.manager.findBy(AuditEventEntity, { objectId: accountId }),
      await tx.manager.findBy(NotificationEntity, { accountId, template: 'account.changed' }),
    ]);
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['account.wechat-on', 'account.sign-in', 'account.wechat-off']),
    );
    expect(messages.map(({ params }) => params['change']).sort()).toEqual(['WECHAT_OFF', 'WECHAT_ON']);
  });

  it('belongs to one account, and an account to one WeChat', async () => {
    const user = aUser();
    await bind(user);
    const other = await anAccount(api, { loginName: `demo-${uuidv7()}`, roles: ['ENTERPRISE_CLERK'] });
    const { loginName: name } = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(AccountEntity, { id: other }),
    );
    const second = browser(api);
    const secondToken = (await second.login(name)).body.accessToken as string;
    const { url } = (await second.post('/auth/wechat/binding/begin', {}, secondToken)).body as {
      url: string;
    };
    const body = { code: wechat.code(user), state: stateOf(url) };
    const taken = await second.post('/auth/wechat/binding', body, secondToken);
    expect([taken.status, taken.body.code]).toEqual([409, 'account.wechat-taken']);
    const newer = aUser();
    await bind(newer);
    expect((await signIn(user)).body.code).toBe('auth.wechat-unbound');
    expect((await signIn(newer)).status).toBe(200);
  });

  it('is not bound before the registration is approved', async () => {
    const name = `demo-${uuidv7()}`;
    await anAccount(api, { loginName: name, roles: ['REGISTRANT'] });
    token = (await who.login(name)).body.accessToken as string;
    expect((await bind(aUser())).body.code).toBe('registration.not-approved');
  });

  it('goes on to the second factor, as a password does', async () => {
    const user = aUser();
    await bind(user);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE account SET roles = '{REVIEWER}' WHERE id = $1`, [accountId]),
    );
    expect((await signIn(user)).body.code).toBe('auth.second-factor-setup-required');
  });

  it('lets nobody into a locked or disabled account, nor in from a restricted browser', async () => {
    const user = aUser();
    await bind(user);
    const restricted = browser(api);
    for (let i = 0; i < 5; i++) await restricted.login(`nobody-${uuidv7()}`, 'wrong password');
    expect((await signIn(user, restricted)).body.code).toBe('auth.browser-restricted');
    for (let i = 0; i < 10; i++) await browser(api).login(loginName, 'wrong password');
    expect((await signIn(user)).body.code).toBe('auth.account-locked');
    await api.test.database.write(systemContext(), async (tx) => {
      await tx.query('DELETE FROM login_counter WHERE login_key = $1', [loginName]);
      await tx.query(`UPDATE account SET status = 'DISABLED' WHERE id = $1`, [accountId]);
    });
    expect((await signIn(user)).body.code).toBe('auth.account-disabled');
  });
});

describe('what WeChat leads back with', () => {
  const back = async (state: string, asker: TestBrowser) => {
    const before = wechat.asked.length;
    const { body } = await asker.post('/auth/wechat/sign-in', { code: wechat.code(aUser()), state });
    return [body.code, wechat.asked.length - before];
  };

  it('is refused with a state of its own, another browser’s, a used, an expired or a binding’s one, unasked', async () => {
    const asker = browser(api);
    expect(await back('A'.repeat(43), asker)).toEqual(['auth.wechat-refused', 0]);
    expect(await back('forged', asker)).toEqual(['auth.wechat-refused', 0]);
    expect(await back(await begin(browser(api)), asker)).toEqual(['auth.wechat-refused', 0]);
    const used = await begin(asker);
    expect(await back(used, asker)).toEqual(['auth.wechat-unbound', 1]);
    expect(await back(used, asker)).toEqual(['auth.wechat-refused', 0]);
    expect(await back(await beginBinding(), who)).toEqual(['auth.wechat-refused', 0]);
    const late = await begin(asker);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query('UPDATE wechat_state SET expires_at = now()'),
    );
    expect(await back(late, asker)).toEqual(['auth.wechat-refused', 0]);
  });

  it('works once of ten times at once', async () => {
    const user = aUser();
    await bind(user);
    const asker = browser(api);
    const body = { code: wechat.code(user), state: await begin(asker) };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => asker.post('/auth/wechat/sign-in', body)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it.each<[string, Played, string]>([
    ['a code that is not valid', { errcode: 40029 }, 'auth.wechat-refused'],
    ['a code that was used', { errcode: 40163 }, 'auth.wechat-refused'],
    ['a fault of the configuration', { errcode: 40125 }, 'auth.wechat-unavailable'],
    ['an answer without a user', { openid: '' }, 'auth.wechat-unavailable'],
    ['an answer that is no JSON', 'rubbish', 'auth.wechat-unavailable'],
    ['an answer that leads elsewhere', 'redirect', 'auth.wechat-unavailable'],
    ['no answer within five seconds', 'silence', 'auth.wechat-unavailable'],
  ])('is refused for %s', async (_, played, code) => {
    const { body, text } = await signIn(played);
    expect(body.code).toBe(code);
    expect(text ?? '').not.toContain('demo-secret');
  });

  it('says that WeChat cannot be reached when it is gone', async () => {
    await wechat.close();
    expect((await signIn(aUser())).body.code).toBe('auth.wechat-unavailable');
    wechat = await startWechatPlayer();
  });
});

describe('without a configuration', () => {
  it('there is no WeChat', async () => {
    const configured = process.env['WECHAT_APP_SECRET'];
    delete process.env['WECHAT_APP_SECRET'];
    const bare = await startApi();
    process.env['WECHAT_APP_SECRET'] = configured;
    try {
      expect((await bare.request().get('/api/v1/auth/sign-in-ways')).body).toEqual({ wechat: false });
      expect((await browser(bare).post('/auth/wechat/sign-in/begin')).status).toBe(404);
    } finally {
      await bare.close();
    }
  });
});
