import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the player does with a code: whose it is, how it refuses it, or that it never answers. */
export type Played =
  { openid: string; unionid?: string } | { errcode: number } | 'silence' | 'rubbish' | 'redirect';

/** A local server that plays WeChat's `sns/oauth2/access_token`, and keeps what it was asked. */
export interface WechatPlayer {
  readonly url: string;
  readonly asked: URLSearchParams[];
  /** A new code that stands for this. As at WeChat, it is good for one exchange. */
  code(played: Played): string;
  close(): Promise<void>;
}

export async function startWechatPlayer(): Promise<WechatPlayer> {
  const codes = new Map<string, Played>();
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://player');
    if (pathname !== '/sns/oauth2/access_token') return void response.writeHead(404).end();
    asked.push(searchParams);
    const code = searchParams.get('code') ?? '';
    const played = codes.get(code) ?? { errcode: 40029 };
    codes.set(code, { errcode: 40163 });
    play(played, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    code: (played) => {
      const code = `code-${codes.size}`;
      codes.set(code, played);
      return code;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function play(played: Played, response: ServerResponse): void {
  if (played === 'silence') return;
  if (played === 'redirect') return void response.writeHead(302, { Location: '/elsewhere' }).end();
  // WeChat labels its JSON as text.
  response.setHeader('Content-Type', 'text/plain');
  if (played === 'rubbish') return void response.end('<html>busy</html>');
  const refusal = { errmsg: 'invalid code, rid: 0' };
  const granted = { access_token: 't', expires_in: 7200, refresh_token: 'r', scope: 'snsapi_login' };
  response.end(JSON.stringify({ ...('errcode' in played ? refusal : granted), ...played }));
}
