import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A local server that plays both ends of WeChat's log-in for web sites: the page with the QR code, where a link stands for
 * each telephone that could scan it, and the exchange of the code. As at WeChat, whoever declines is led back without a code.
 */
export interface WechatScene {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Who could scan. */
export const TELEPHONES = ['甲', '乙'] as const;

export async function openWechatScene(): Promise<WechatScene> {
  /** Whose a code is; good for one exchange. */
  const codes = new Map<string, string>();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://scene');
    if (pathname === '/connect/qrconnect') return showCode(searchParams, codes, response);
    if (pathname === '/sns/oauth2/access_token') return exchange(searchParams, codes, response);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

type Params = InstanceType<typeof URL>['searchParams'];
type Answer = ServerResponse<IncomingMessage>;

function showCode(params: Params, codes: Map<string, string>, response: Answer): void {
  const back = (code?: string) => {
    const to = new URL(params.get('redirect_uri') ?? '');
    if (code) to.searchParams.set('code', code);
    to.searchParams.set('state', params.get('state') ?? '');
    return to.href.replaceAll('&', '&amp;');
  };
  const links = TELEPHONES.map((who) => {
    const code = randomUUID();
    codes.set(code, `openid-${TELEPHONES.indexOf(who)}`);
    return `<p><a target="_top" href="${back(code)}">${who}扫码确认</a></p>`;
  });
  response.setHeader('Content-Type', 'text/html; charset=utf-8');
  response.end(`<!doctype html><html lang="zh"><title>微信登录</title><h1>使用微信扫一扫</h1>${links.join('')}
    <p><a target="_top" href="${back()}">拒绝</a></p></html>`);
}

function exchange(params: Params, codes: Map<string, string>, response: Answer): void {
  const code = params.get('code') ?? '';
  const openid = codes.get(code);
  codes.delete(code);
  // WeChat labels its JSON as text.
  response.setHeader('Content-Type', 'text/plain');
  const granted = { access_token: 't', expires_in: 7200, refresh_token: 'r', scope: 'snsapi_login', openid };
  response.end(JSON.stringify(openid ? granted : { errcode: 40029, errmsg: 'invalid code, rid: 0' }));
}
