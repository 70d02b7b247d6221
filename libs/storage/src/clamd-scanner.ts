import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FileInfectedError, ScannerUnavailableError, StorageConfigError } from './errors.js';

const CHUNK_BYTES = 64 * 1024;
const TIMEOUT_MS = 15_000;
const MAX_REPLY_BYTES = 4096;

/**
 * Asks a ClamAV daemon by INSTREAM. `tcp://host:3310` or `unix:///run/clamav/clamd.ctl`. Everything but its clear "OK"
 * refuses the file: unreachable, silent, too large for its limit, gone before it answered.
 * @throws StorageConfigError for another address
 */
export function createClamdScanner(
  address: string,
  timeoutMs = TIMEOUT_MS,
): (content: Buffer) => Promise<void> {
  const target = readAddress(address);
  return async (content) => {
    const socket = connect(target);
    const timer = setTimeout(() => socket.destroy(new Error('The scanner is silent.')), timeoutMs);
    try {
      judge(await ask(socket, content));
    } finally {
      clearTimeout(timer);
      socket.destroy();
    }
  };
}

function readAddress(address: string): { path: string } | { host: string; port: number } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url?.protocol === 'unix:' && url.pathname.length > 1) return { path: url.pathname };
  if (url?.protocol === 'tcp:' && url.hostname && url.port) {
    return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port) };
  }
  throw new StorageConfigError('CLAMD_URL must be tcp://host:port or unix:///path.');
}

/** Sends while it listens: a daemon that has enough answers and closes before everything is sent. */
async function ask(socket: Socket, content: Buffer): Promise<string> {
  const reply = readReply(socket);
  const sending = send(socket, content).catch(() => undefined);
  const answer = await reply;
  socket.destroy();
  await sending;
  return answer;
}

function readReply(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    socket.on('data', (part) => {
      text += part.toString('latin1');
      if (text.includes('\0') || text.length > MAX_REPLY_BYTES) resolve(text.split('\0', 1)[0] ?? '');
    });
    // Closed by the daemon: whatever it said before counts, and nothing said is no answer.
    socket.on('error', (error) => (text ? resolve(text) : reject(error)));
    socket.on('close', () => resolve(text));
  });
}

/** Each chunk behind its length in four bytes; a length of zero ends the stream. */
async function send(socket: Socket, content: Buffer): Promise<void> {
  socket.write('zINSTREAM\0');
  for (let at = 0; at < content.length; at += CHUNK_BYTES) {
    const chunk = content.subarray(at, at + CHUNK_BYTES);
    socket.write(lengthOf(chunk.length));
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')]);
    if (socket.destroyed) return;
  }
  socket.write(lengthOf(0));
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}

function judge(reply: string): void {
  const text = reply.trim();
  if (text === 'stream: OK') return;
  const signature = /^stream: (.+) FOUND$/.exec(text)?.[1];
  if (signature) throw new FileInfectedError(signature);
  throw new ScannerUnavailableError({ cause: new Error(text.slice(0, 100) || 'The connection was closed.') });
}
