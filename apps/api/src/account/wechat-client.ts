import { Injectable } from '@nestjs/common';
import { DomainError } from '@quanheng/domain';
import { ApiConfig } from '../config.js';

const TIMEOUT_MS = 5_000;
const ANSWER_MAX = 10_000;

/** Who scanned: the same person has one `openId` an application, one `unionId` across those of one owner. */
export interface WechatUser {
  readonly openId: string;
  readonly unionId: string | null;
}

interface TokenAnswer {
  openid?: unknown;
  unionid?: unknown;
  errcode?: unknown;
}

/**
 * WeChat's documented log-in for web sites (微信开放平台 网站应用): the browser goes to `connect/qrconnect`, comes back with
 * a code, and the server exchanges it at `sns/oauth2/access_token`. The tokens that it answers with are not kept.
 */
@Injectable()
export class WechatClient {
  constructor(private readonly config: ApiConfig) {}

  get isAvailable(): boolean {
    return Boolean(this.config.WECHAT_APP_ID && this.config.WECHAT_APP_SECRET);
  }

  /** The page that shows the QR code. `path` is where in this product it leads back to. */
  authorizeUrl(path: string, state: string): string {
    const query = new URLSearchParams({
      appid: this.config.WECHAT_APP_ID ?? '',
      redirect_uri: new URL(path, this.config.PUBLIC_URL).href,
      response_type: 'code',
      scope: 'snsapi_login',
      state,
    });
    return `${this.config.WECHAT_OPEN_URL}/connect/qrconnect?${query}#wechat_redirect`;
  }

  /** @throws DomainError `auth.wechat-refused` for a code that WeChat doesn't accept, `auth.wechat-unavailable` */
  async exchange(code: string): Promise<WechatUser> {
    const answer = await this.ask(code);
    if (typeof answer.errcode === 'number' && answer.errcode !== 0) throw refusalOf(answer.errcode);
    if (typeof answer.openid !== 'string' || answer.openid === '')
      throw new DomainError('auth.wechat-unavailable');
    return { openId: answer.openid, unionId: typeof answer.unionid === 'string' ? answer.unionid : null };
  }

  /** The address holds the secret: whatever fails, it must not end up in an error or a log. */
  private async ask(code: string): Promise<TokenAnswer> {
    const url = new URL('/sns/oauth2/access_token', this.config.WECHAT_API_URL);
    url.search = new URLSearchParams({
      appid: this.config.WECHAT_APP_ID ?? '',
      secret: this.config.WECHAT_APP_SECRET ?? '',
      code,
      grant_type: 'authorization_code',
    }).toString();
    try {
      const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
      const text = await response.text();
      if (!response.ok || text.length > ANSWER_MAX) throw new Error('unexpected answer');
      return JSON.parse(text) as TokenAnswer;
    } catch {
      throw new DomainError('auth.wechat-unavailable', { retryAfter: 5 });
    }
  }
}

/** 40029 invalid code, 40163 code used, 42003 code expired; anything else is a fault of the configuration or of WeChat. */
function refusalOf(errcode: number): DomainError {
  const isRefused = [40029, 40163, 42003].includes(errcode);
  return isRefused
    ? new DomainError('auth.wechat-refused')
    : new DomainError('auth.wechat-unavailable', { retryAfter: 5 });
}
