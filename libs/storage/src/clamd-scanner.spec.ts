import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClamdScanner } from './clamd-scanner.js';
import { FileInfectedError, ScannerUnavailableError, StorageConfigError } from './errors.js';

/** Real: sockets and the INSTREAM protocol. Not real: the daemon behind it, which is played here. */
const EICAR = 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*';
const LIMIT = 1024 * 1024;

let folder: string;
const servers: Server[] = [];
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'quanheng-clamd-'))));
afterEach(() => servers.splice(0).forEach((server) => server.close()));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function listen(serve: (socket: Socket) => void, at: number | string = 0): Promise<string> {
  const server = createServer((socket) => serve(socket.on('error', () => undefined)));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(at, resolve));
  const address = server.address();
  return typeof address === 'string' ? `unix://${address}` : `tcp://127.0.0.1:${address?.port}`;
}

/** Reads the stream by its chunks, strictly, and answers as clamd does. */
function daemon(socket: Socket): void {
  let received = Buffer.alloc(0);
  let content = Buffer.alloc(0);
  socket.on('data', (part) => {
    received = Buffer.concat([received, part]);
    if (received.subarray(0, 10).toString() === 'zINSTREAM\0') received = received.subarray(10);
    while (received.length >= 4) {
      const length = received.readUInt32BE(0);
      if (length === 0)
        return void socket.end(`stream: ${content.includes(EICAR) ? 'Eicar-Test-Signature FOUND' : 'OK'}\0`);
      if (content.length + length > LIMIT) return void socket.end('INSTREAM size limit exceeded. ERROR\0');
      if (received.length < 4 + length) return;
      content = Buffer.concat([content, received.subarray(4, 4 + length)]);
      received = received.subarray(4 + length);
    }
  });
}

test.each([
  ['TCP', async () => listen(daemon)],
  ['a Unix socket', async () => listen(daemon, join(folder, 'clamd.ctl'))],
])('over %s: a clean file passes, an infected one does not', async (_way, start) => {
  const scan = createClamdScanner(await start());
  await expect(scan(Buffer.from('检定证书'))).resolves.toBeUndefined();
  await expect(scan(Buffer.alloc(0))).resolves.toBeUndefined();
  await expect(scan(randomBytes(LIMIT))).resolves.toBeUndefined();
  await expect(scan(Buffer.concat([randomBytes(70_000), Buffer.from(EICAR)]))).rejects.toThrow(
    FileInfectedError,
  );
});

test('twenty files at once each get their own answer', async () => {
  const scan = createClamdScanner(await listen(daemon));
  const files = Array.from({ length: 20 }, (_, index) => Buffer.from(index % 2 ? EICAR : `file ${index}`));
  const outcomes = await Promise.allSettled(files.map(scan));
  expect(outcomes.map(({ status }) => status)).toEqual(
    files.map((_, index) => (index % 2 ? 'rejected' : 'fulfilled')),
  );
});

test.each<[string, (socket: Socket) => void, Buffer]>([
  ['that finds the file too large', daemon, randomBytes(LIMIT + 1)],
  ['that finds a large file too large', daemon, randomBytes(10 * LIMIT)],
  ['that is silent', () => undefined, Buffer.from('x')],
  ['that takes nothing', (socket) => socket.pause(), randomBytes(8 * LIMIT)],
  ['that hangs up', (socket) => socket.destroy(), Buffer.from('x')],
  [
    'that hangs up in the middle',
    (socket) => void socket.once('data', () => socket.destroy()),
    randomBytes(LIMIT),
  ],
  ['that answers something else', (socket) => void socket.end('UNKNOWN COMMAND\0'), Buffer.from('x')],
  ['that says OK of something else', (socket) => void socket.end('PONG OK\0'), Buffer.from('x')],
  ['that talks without end', (socket) => void socket.write('x'.repeat(100_000)), Buffer.from('x')],
  ['that answers half', (socket) => void socket.end('stream: O'), Buffer.from('x')],
])('a daemon %s passes nothing', async (_what, serve, content) => {
  await expect(createClamdScanner(await listen(serve), 300)(content)).rejects.toThrow();
  await expect(createClamdScanner(await listen(serve), 300)(content)).rejects.not.toThrow(FileInfectedError);
});

test('a daemon that is not there passes nothing', async () => {
  await expect(createClamdScanner('tcp://127.0.0.1:1')(Buffer.from('x'))).rejects.toThrow();
  await expect(createClamdScanner(`unix://${join(folder, 'none')}`)(Buffer.from('x'))).rejects.toThrow();
});

test('its size limit is no infection', async () => {
  await expect(createClamdScanner(await listen(daemon))(randomBytes(LIMIT + 1))).rejects.toThrow(
    ScannerUnavailableError,
  );
});

test.each(['', 'localhost:3310', 'http://localhost:3310', 'tcp://localhost', 'unix://', 'x'])(
  'the address %j is refused at the start',
  (address) => expect(() => createClamdScanner(address)).toThrow(StorageConfigError),
);
