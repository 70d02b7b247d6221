import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A whole instance of its own: PostgreSQL, API, worker and demo, as `npm start` runs them, on an empty data folder. */
export interface Instance {
  readonly baseUrl: string;
  /** The log of `api` or `worker` so far. */
  readonly log: (part: 'api' | 'worker') => Promise<string>;
  /** Stops all of it and removes its data. */
  readonly stop: () => Promise<void>;
}

const ROOT = resolve(import.meta.dirname, '../../../..');
const READY = /Quanheng is ready/;

/**
 * @param smtpUrl where its e-mails go; without it they are only logged
 * @param wechatUrl who plays WeChat; without it there is no WeChat
 */
export async function startInstance({
  smtpUrl,
  wechatUrl,
}: { smtpUrl?: string; wechatUrl?: string } = {}): Promise<Instance> {
  const dataDir = await mkdtemp(join(tmpdir(), 'quanheng-e2e-'));
  const port = await freePort();
  const mail = smtpUrl ? { EMAIL_DRIVER: 'smtp', SMTP_URL: smtpUrl, EMAIL_FROM: 'demo@example.com' } : {};
  const wechat = wechatUrl
    ? {
        ...{ WECHAT_APP_ID: 'wx-demo', WECHAT_APP_SECRET: 'demo-secret' },
        ...{ WECHAT_OPEN_URL: wechatUrl, WECHAT_API_URL: wechatUrl },
      }
    : {};
  const child = spawn(process.execPath, ['--input-type=module', '--eval', STACK], {
    cwd: ROOT,
    // Without the options of the test runner: these are the processes as they run everywhere.
    env: {
      ...process.env,
      NODE_OPTIONS: '',
      PORT: String(port),
      DATA_DIR: dataDir,
      RATE_LIMIT: '100000',
      ...mail,
      ...wechat,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = async () => {
    await end(child);
    await rm(dataDir, { recursive: true, force: true });
  };
  await untilReady(child).catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    log: (part) => readFile(join(dataDir, 'logs', `${part}.log`), 'utf8'),
    stop,
  };
}

/** The built stack, without the installing and building that `npm start` does before. */
const STACK = `
  import { start } from '${pathToFileURL(join(ROOT, 'apps/stack/dist/main.js')).href}';
  import { listenForInterruption } from '${pathToFileURL(join(ROOT, 'apps/stack/bin/interruption.mjs')).href}';
  process.exitCode = await start('${ROOT}', listenForInterruption());`;

function untilReady(child: ChildProcess): Promise<void> {
  let output = '';
  return new Promise((ready, fail) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (READY.test(output)) ready();
      });
    }
    child.once('error', fail);
    child.once('exit', () => fail(new Error(`The instance did not start:\n${output}`)));
  });
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const server = createServer();
    server.once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => found(port));
    });
  });
}
