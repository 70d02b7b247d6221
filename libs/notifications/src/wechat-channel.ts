import { askProvider } from './ask-provider.js';
import { DeliveryError, type MessageChannel } from './channel.js';
import { fillTemplate, type ProviderTemplates } from './provider-templates.js';
import { createFollowers, type AskWechat } from './wechat-followers.js';

export interface WechatConfig {
  /** `https://api.weixin.qq.com`, or what stands in for it. */
  url: string;
  /** Of the service account (服务号) that the readers follow. */
  appId: string;
  appSecret: string;
  templates: ProviderTemplates;
}

interface Answer {
  access_token?: unknown;
  expires_in?: unknown;
  errcode?: unknown;
  msgid?: unknown;
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8' };
/** A token is asked for anew this long before it ends. */
const MARGIN_MS = 300_000;
/** 40001, 40014, 42001: the token has ended or was replaced; asking once more with a new one helps. */
const TOKEN_OVER = [40001, 40014, 42001];
/** 40003 no such reader, 43004 doesn't follow the account. */
const BAD_RECIPIENT = [40003, 43004];
/** 43101 refuses messages, 40037 and 47003 the template isn't what was approved. */
const FOR_GOOD = [43101, 40037, 47003];

/**
 * Template messages of a WeChat service account (`cgi-bin/message/template/send`), with its stable access token. A
 * message is addressed to a `unionid`.
 */
export function createWechatChannel(config: WechatConfig): MessageChannel {
  const ask = createAsk(config);
  const followers = createFollowers(ask);
  return {
    async send(message) {
      const { id, values } = fillTemplate(config.templates, message);
      const data = Object.fromEntries(values.map(([name, value]) => [name, { value }]));
      const link = message.url ? { url: message.url } : {};
      const touser = await followers.openIdOf(message.to);
      const body = { touser, template_id: id, ...link, data };
      return { providerId: readAnswer((await ask('/cgi-bin/message/template/send', body)) as Answer) };
    },
    close: async () => undefined,
  };
}

function createAsk(config: WechatConfig): AskWechat {
  const tokens = createTokens(config);
  return async (path, body, query = {}) => {
    const call = (token: string): Promise<unknown> => {
      const url = new URL(path, config.url);
      url.search = new URLSearchParams({ ...query, access_token: token }).toString();
      return askProvider(url, body && JSON.stringify(body), JSON_HEADERS);
    };
    const answer = (await call(await tokens.current())) as Answer;
    return TOKEN_OVER.includes(Number(answer.errcode)) ? call(await tokens.renewed()) : answer;
  };
}

function readAnswer({ errcode, msgid }: Answer): string {
  if (errcode === 0) return String(msgid ?? '');
  if (typeof errcode !== 'number') throw new DeliveryError('notification.unreachable', false);
  if (BAD_RECIPIENT.includes(errcode)) throw new DeliveryError('notification.bad-recipient', true);
  throw new DeliveryError('notification.refused', FOR_GOOD.includes(errcode));
}

/** `cgi-bin/stable_token`: the same token for every worker, so that none ends another's. Many who wait ask once. */
function createTokens({ url, appId, appSecret }: WechatConfig) {
  let held: { token: Promise<string>; until: number } | null = null;
  const ask = (isRenewal: boolean): Promise<string> => {
    const mine = { token: fetchToken(isRenewal), until: Infinity };
    held = mine;
    void mine.token.catch(() => {
      if (held === mine) held = null;
    });
    return mine.token;
  };
  const fetchToken = async (force_refresh: boolean): Promise<string> => {
    const body = { grant_type: 'client_credential', appid: appId, secret: appSecret, force_refresh };
    const address = new URL('/cgi-bin/stable_token', url);
    const answer = (await askProvider(address, JSON.stringify(body), JSON_HEADERS)) as Answer;
    if (typeof answer.access_token !== 'string') throw new DeliveryError('notification.refused', false);
    if (held) held.until = Date.now() + Number(answer.expires_in) * 1000 - MARGIN_MS;
    return answer.access_token;
  };
  return {
    current: () => (held && held.until > Date.now() ? held.token : ask(false)),
    renewed: () => ask(true),
  };
}
