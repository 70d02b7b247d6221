import { type DeliveryError } from './channel.js';
import { createChannels } from './create-channels.js';
import { startProviderPlayer, type Played, type ProviderPlayer } from './testing/provider-player.js';

// Real: HTTP. WeChat is played by a local server that gives out tokens and knows which one is good.
let player: ProviderPlayer;
let answers: Played[];
let token: number;
beforeAll(async () => {
  player = await startProviderPlayer(({ path, query, body }) => {
    if (path === '/cgi-bin/stable_token') {
      const { appid, secret, force_refresh } = JSON.parse(body) as Record<string, unknown>;
      if (appid !== 'wx-demo' || secret !== 'demo-secret')
        return { errcode: 40125, errmsg: 'invalid appsecret' };
      if (force_refresh) token++;
      return { access_token: `token-${token}`, expires_in: 7200 };
    }
    if (query.get('access_token') !== `token-${token}`)
      return { errcode: 40001, errmsg: 'invalid credential' };
    if (path === '/cgi-bin/user/get') return followersAfter(query.get('next_openid') ?? '');
    if (path === '/cgi-bin/user/info/batchget') {
      const { user_list } = JSON.parse(body) as { user_list: { openid: string }[] };
      expect(user_list.length).toBeLessThanOrEqual(100);
      return {
        user_info_list: user_list.map(({ openid }) => ({ openid, unionid: openid.replace('o-', 'u-') })),
      };
    }
    return answers.shift() ?? { errcode: 0, errmsg: 'ok', msgid: 200228332 };
  });
});
afterAll(() => player.close());
beforeEach(() => {
  [answers, token] = [[], 1];
  player.asked.length = 0;
});

/** Two pages, as WeChat gives them: each says the last one of it, the last page that nobody follows. */
function followersAfter(last: string): object {
  const pages: Record<string, string[]> = {
    '': Array.from({ length: 120 }, (_, i) => `o-${i}`),
    'o-119': ['o-reader'],
  };
  const openid = pages[last] ?? [];
  return { count: openid.length, ...(openid.length ? { data: { openid }, next_openid: openid.at(-1) } : {}) };
}

function aChannel(appSecret = 'demo-secret') {
  const templates = { 'account.locked': { id: 'tpl-1', values: ['subject'] } };
  const wechat = {
    driver: 'service-account',
    url: player.url,
    appId: 'wx-demo',
    appSecret,
    templates,
  } as const;
  return createChannels({ email: { driver: 'log' }, wechat }, { info: () => undefined }).WECHAT;
}
const message = {
  ...{ id: 'm-1', to: 'u-reader', subject: '您的账号已被锁定', text: '', html: '' },
  ...{ template: 'account.locked', values: {}, url: 'https://demo.example/forgot-password' },
};
const paths = () => player.asked.map(({ path }) => path.split('/').at(-1));

it('sends a template message with one token for all, the secret in no address', async () => {
  const channel = aChannel();
  const sent = await Promise.all([channel.send(message), channel.send(message)]);
  expect(sent).toEqual([{ providerId: '200228332' }, { providerId: '200228332' }]);
  const lookUp = ['get', 'batchget', 'batchget', 'get', 'batchget', 'get'];
  expect(paths()).toEqual(['stable_token', ...lookUp, 'send', 'send']);
  expect(player.asked[0]?.query.size).toBe(0);
  expect(JSON.parse(player.asked.at(-1)?.body ?? '')).toEqual({
    ...{ touser: 'o-reader', template_id: 'tpl-1', url: message.url },
    data: { subject: { value: '您的账号已被锁定' } },
  });
});

it('asks for another token once when WeChat has ended the one it holds', async () => {
  const channel = aChannel();
  await channel.send(message);
  player.asked.length = 0;
  token = 7;
  await channel.send(message);
  expect(paths()).toEqual(['send', 'stable_token', 'send']);
});

it.each([
  [{ errcode: 43004 }, 'notification.bad-recipient', true],
  [{ errcode: 40003 }, 'notification.bad-recipient', true],
  [{ errcode: 43101 }, 'notification.refused', true],
  [{ errcode: 45009 }, 'notification.refused', false],
  [{}, 'notification.unreachable', false],
  ['silence' as const, 'notification.unreachable', false],
  ['rubbish' as const, 'notification.unreachable', false],
])('says of %j whether trying again may help', async (answer, code, permanent) => {
  answers = [answer];
  const error = await aChannel()
    .send(message)
    .catch((thrown: DeliveryError) => thrown);
  expect(error).toMatchObject({ code, permanent });
  expect(`${(error as Error).stack}`).not.toMatch(/[ou]-reader|demo-secret|token-/);
});

it('tries a wrong secret anew the next time, and says nothing of it', async () => {
  const channel = aChannel('wrong');
  for (const _ of [1, 2])
    await expect(channel.send(message)).rejects.toMatchObject({
      code: 'notification.refused',
      permanent: false,
    });
  expect(paths()).toEqual(['stable_token', 'stable_token']);
});

it('sends nothing to somebody who doesn’t follow the account', async () => {
  const sending = aChannel().send({ ...message, to: 'u-nobody' });
  await expect(sending).rejects.toMatchObject({ code: 'notification.bad-recipient', permanent: true });
  expect(paths()).not.toContain('send');
});
