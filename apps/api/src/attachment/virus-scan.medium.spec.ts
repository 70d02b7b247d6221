import { readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { aPdf } from '../testing/hostile-uploads.js';
import { arrangeRegistrants, type Registrant } from '../testing/registrants.js';

// Real: the API with CLAMD_URL set, and sockets. Not real: the daemon, played here (its protocol: clamd-scanner.spec.ts).
const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
let daemon: Server;
let port: number;
let api: ApiUnderTest;
let registrants: Awaited<ReturnType<typeof arrangeRegistrants>>;
let who: Registrant;

function startDaemon(at: number): Promise<void> {
  daemon = createServer((socket) => {
    let text = '';
    socket
      .on('error', () => undefined)
      .on('data', (part) => {
        text += part.toString('latin1');
        if (text.endsWith('\0\0\0\0')) socket.end(`stream: ${text.includes(EICAR) ? 'Eicar FOUND' : 'OK'}\0`);
      });
  });
  return new Promise((resolve) => daemon.listen(at, '127.0.0.1', resolve));
}

beforeAll(async () => {
  await startDaemon(0);
  port = (daemon.address() as { port: number }).port;
  process.env['CLAMD_URL'] = `tcp://127.0.0.1:${port}`;
  api = await startApi();
  registrants = await arrangeRegistrants(api);
  who = await registrants.register();
});
afterAll(async () => {
  daemon.close();
  await api.close();
});

const upload = (content: Buffer) => registrants.upload(who, 'BUSINESS_LICENSE', content, 'a.pdf');
const countFiles = () =>
  readdirSync(process.env['STORAGE_DIR'] ?? '', { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  ).length;

it('passes a clean file and refuses an infected one', async () => {
  expect((await upload(aPdf())).status).toBe(200);
  const files = countFiles();
  const refused = await upload(aPdf('', [EICAR]));
  expect([refused.status, JSON.parse(refused.text).code]).toEqual([422, 'file.infected']);
  expect(countFiles()).toBe(files);
});

it('fails closed: without the scanner nothing is stored, with it back uploads work again', async () => {
  await new Promise((resolve) => daemon.close(resolve));
  const files = countFiles();
  const refused = await upload(aPdf());
  expect([refused.status, JSON.parse(refused.text).code]).toEqual([503, 'file.scanner-unavailable']);
  expect(refused.headers['retry-after']).toBe('30');
  expect(countFiles()).toBe(files);
  await startDaemon(port);
  expect((await upload(aPdf())).status).toBe(200);
});
