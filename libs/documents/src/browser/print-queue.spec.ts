import { jest } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readPdf } from '../testing/read-pdf.js';
import { PrintQueue } from './print-queue.js';

// Real: Chromium and a server on this machine that counts who connects. The body is what a template would never
// let through: here the escape is assumed to have failed, and the browser must hold by itself (quality.md 1.7).
jest.setTimeout(60_000);
const queue = new PrintQueue({});
let server: Server;
let origin: string;
let connections = 0;

beforeAll(async () => {
  server = createServer((_, response) => response.end('x'));
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await queue.warmUp();
});

afterAll(async () => {
  await queue.close();
  await new Promise((resolve) => server.close(resolve));
});

/** One that comes along: whether a system's own fonts know Chinese, and what they do about it, differs. */
const FONT = "'Noto Sans SC'";

async function print(body: string, style = `p { font-family: ${FONT} }`): Promise<string> {
  const job = { title: 'x', style, body: `<p>正文</p>${body}`, marginText: '', tagged: true };
  const pages = await readPdf(Buffer.from(await queue.print(job)));
  return pages.map(({ text }) => text).join('');
}

describe('a page that is being printed', () => {
  it.each([
    (url: string) => `<img src="${url}/a"><img srcset="${url}/b 1x">`,
    (url: string) => `<link rel="stylesheet" href="${url}/c"><style>@import "${url}/d";</style>`,
    (url: string) => `<link rel="preconnect" href="${url}"><link rel="prefetch" href="${url}/e">`,
    (url: string) =>
      `<iframe src="${url}/f"></iframe><object data="${url}/g"></object><embed src="${url}/h">`,
    (url: string) => `<video src="${url}/i" autoplay></video><audio src="${url}/j" autoplay></audio>`,
    (url: string) => `<svg><use href="${url}/k#a"></use><image href="${url}/l"/></svg>`,
    (url: string) => `<div style="background:url(${url}/m);list-style:url(${url}/n)">x</div>`,
    (url: string) => `<meta http-equiv="refresh" content="0;url=${url}/o"><form action="${url}/p"></form>`,
    (url: string) => `<img src="${url.replace('127.0.0.1', 'localhost')}/q">`,
  ])('reaches no network (%#)', async (body) => {
    expect(
      await print(
        body(origin),
        `@font-face { font-family: x; src: url(${origin}/r) } p { font-family: x, ${FONT} }`,
      ),
    ).toContain('正文');
    expect(connections).toBe(0);
  });

  it('reads no file', async () => {
    const text = await print(
      '<iframe src="file:///etc/passwd"></iframe><object data="file:///etc/passwd"></object>',
    );
    expect(text).not.toContain('root:');
  });

  it.each([
    '<img src="data:x" onerror="document.body.textContent=\'EXECUTED\'">',
    '<svg onload="document.body.textContent=\'EXECUTED\'"></svg>',
    '<script>document.body.textContent="EXECUTED"</script>',
    '<iframe srcdoc="<script>document.write(\'EXECUTED\')</script>"></iframe>',
    '<details open ontoggle="document.body.textContent=\'EXECUTED\'"><summary>x</summary></details>',
    '<style onload="document.body.textContent=\'EXECUTED\'">p{}</style>',
  ])('runs no script: %s', async (body) => {
    expect(await print(body)).not.toContain('EXECUTED');
    expect(await print('')).toBe('正文');
  });
});
