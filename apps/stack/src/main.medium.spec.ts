import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { freePort } from '@quanheng/database';

jest.setTimeout(240_000);

const ROOT = join(import.meta.dirname, '../../..');

interface Run {
  process: ChildProcess;
  output(): string;
  /** Exit code, once it ended. */
  ended: Promise<number | null>;
}

/** Real: everything that `npm start` starts, on a data folder of its own, which other accounts can't enter. */
describe('npm start', () => {
  let home: string;
  let port: number;
  const runs: Run[] = [];

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'quanheng-start-'));
    chmodSync(home, 0o700);
    port = await freePort();
  });
  afterEach(async () => {
    for (const run of runs.splice(0)) {
      run.process.kill('SIGTERM');
      await run.ended;
    }
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  function start(env: Record<string, string> = {}, args: string[] = []): Run {
    const { NODE_OPTIONS: _, TEST_DATABASE_URL: __, ...inherited } = process.env;
    const child = spawn(process.execPath, [...args, join(ROOT, 'apps/stack/bin/start.mjs')], {
      env: { ...inherited, DATA_DIR: join(home, 'data'), PORT: String(port), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += chunk));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    const run = { process: child, output: () => text, ended };
    runs.push(run);
    return run;
  }

  async function started(env: Record<string, string> = {}): Promise<Run> {
    const run = start(env);
    let over = false;
    void run.ended.then(() => (over = true));
    while (!run.output().includes('Quanheng is ready')) {
      if (over) throw new Error(`It ended instead of starting:\n${run.output()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return run;
  }

  /** API and worker on this data folder, whoever is their parent now. */
  const children = () => processesNaming(home);

  async function refusal(env: Record<string, string> = {}): Promise<string> {
    const run = start(env);
    expect(await run.ended).toBe(1);
    expect(run.output()).not.toMatch(/\n {4}at /);
    return run.output();
  }

  it('brings everything up, and Ctrl-C ends all of it', async () => {
    const run = await started();
    expect(run.output()).toContain(`Quanheng is ready: http://127.0.0.1:${port}`);
    expect(run.output()).toMatch(/Demo accounts/);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toContain('<div id="app">');
    expect(children().length).toBeGreaterThanOrEqual(2);
    run.process.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(children()).toEqual([]);
    expect(existsSync(join(home, 'data/postgres/cluster/postmaster.pid'))).toBe(false);
    expect(statSync(join(home, 'data/secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('starts again on its data, once at a time', async () => {
    const secrets = readFileSync(join(home, 'data/secrets.json'), 'utf8');
    await started();
    expect(readFileSync(join(home, 'data/secrets.json'), 'utf8')).toBe(secrets);
    const other = String(await freePort());
    expect(await refusal({ PORT: other })).toMatch(
      new RegExp(`Quanheng is already running at http://127.0.0.1:${port} on this data folder`),
    );
  });

  it('starts a killed worker again, and says so', async () => {
    const run = await started();
    const workers = () => children().filter(({ command }) => command.includes('worker/dist/main.js'));
    const [first] = workers();
    process.kill(first?.pid as number, 'SIGKILL');
    // It is said before it is done; a process that a dying worker was just beginning looks like another worker for a moment.
    while (!run.output().includes('The worker ended by SIGKILL: starting it again')) await delay(50);
    while (!workers().some(({ pid }) => pid !== first?.pid)) await delay(50);
    expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
    run.process.kill('SIGINT');
    expect(await run.ended).toBe(0);
    expect(children()).toEqual([]);
  });

  it('leaves nothing behind when it is killed itself', async () => {
    const run = await started();
    run.process.kill('SIGKILL');
    await run.ended;
    await started(); // Takes the data folder over, which no other server may hold.
    expect(children().filter(({ command }) => command.includes('api/dist/main.js'))).toHaveLength(1);
  });

  it('says that the port is in use', async () => {
    const other = createServer().listen(port, '127.0.0.1');
    await once(other, 'listening');
    try {
      expect(await refusal()).toContain(`Port ${port} is in use: choose another with PORT=3001 npm start.\n`);
    } finally {
      other.close();
    }
  });

  it('says that the data folder is broken', async () => {
    const file = join(home, 'data/postgres/cluster/PG_VERSION');
    const content = readFileSync(file);
    rmSync(file);
    expect(await refusal()).toMatch(/The data folder .* is broken \(PG_VERSION is missing\): restore it/);
    writeFileSync(file, content);
  });

  it('says which Node it needs', async () => {
    const old = join(home, 'old-node.cjs');
    writeFileSync(
      old,
      `const versions = { ...process.versions, node: '18.20.4' };
       Object.defineProperty(process, 'versions', { value: versions });`,
    );
    const run = start({}, ['--require', old]);
    expect(await run.ended).toBe(1);
    expect(run.output()).toMatch(/^Quanheng needs Node\.js 20\.19 or later .* this is 18\.20\.4\./);
  });
});

function processesNaming(folder: string): { pid: number; command: string }[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.flatMap((pid) => {
    try {
      const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      const isPart = environment.includes(`STORAGE_DIR=${folder}/`) && command.includes('dist/main.js');
      return isPart ? [{ pid, command }] : [];
    } catch {
      return []; // It ended in the meantime, or is somebody else's.
    }
  });
}
