import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import { aRow, aWorkbook, startImportBench, type ImportBench } from '../testing/import-bench.js';

// Real: PostgreSQL, the built handlers in a process of their own, SIGKILL. Not real: the queue; a killed job is begun anew.
jest.setTimeout(240_000);

const ROWS = 20_000;
const KILLS = 10;
/** Of a phase that goes on where it was only so long that it needs several runs; reading begins again each time. */
const LATEST_KILL_MS = { reading: 900, going: 250 };
const BUILT = pathToFileURL(resolve(import.meta.dirname, '../../dist')).href;

/** Does what is to be done next for one import, and ends. */
const WORK = `
  import { readFile } from 'node:fs/promises';
  import { createDataSource, Database, ImportBatchEntity, systemContext } from '@quanheng/database';
  import { parseImport } from '${BUILT}/instrument/parse-import.handler.js';
  import { validateImport } from '${BUILT}/instrument/validate-import.handler.js';
  import { commitImport } from '${BUILT}/instrument/commit-import.handler.js';
  const { DATABASE, FILE, IMPORT: importId } = process.env;
  const database = new Database(await createDataSource({ url: DATABASE, poolSize: 3 }).initialize());
  const services = { database, storage: { getBytes: () => readFile(FILE) } };
  const job = { signal: new AbortController().signal, attempt: 1 };
  const batch = await database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(ImportBatchEntity, { id: importId }));
  process.stdout.write('working');
  if (batch.status === 'UPLOADED' || batch.status === 'PARSING') await parseImport(services)({ importId }, job);
  if (batch.status === 'VALIDATING') await validateImport(services)({ importId, revision: batch.revision }, job);
  if (batch.status === 'COMMITTING') await commitImport(services)({ importId }, job);
  await database.dataSource.destroy();
`;

let bench: ImportBench;
let folder: string;
beforeAll(async () => {
  bench = await startImportBench();
  folder = await mkdtemp(join(tmpdir(), 'killed-imports-'));
});
afterAll(async () => {
  await bench.test.close();
  await rm(folder, { recursive: true });
});

/** The same moments in every run (a linear congruential generator). */
function seededMoments(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

const latestKill = (status: string) =>
  ['UPLOADED', 'PARSING'].includes(status) ? LATEST_KILL_MS.reading : LATEST_KILL_MS.going;

function begin(importId: string, file: string): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '--eval', WORK], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, NODE_OPTIONS: '', DATABASE: bench.test.url, FILE: file, IMPORT: importId },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Answers whether it came to its end by itself. */
async function runOrKill(child: ChildProcess, afterMs: number | null): Promise<boolean> {
  const ended = new Promise<number | null>((done) => child.once('exit', done));
  await new Promise<void>((ready) => {
    child.stdout?.once('data', () => ready());
    void ended.then(() => ready());
  });
  const timer = afterMs === null ? undefined : setTimeout(() => child.kill('SIGKILL'), afterMs);
  const code = await ended;
  clearTimeout(timer);
  if (code !== null) expect(code).toBe(0);
  return code === 0;
}

it(`takes every row of ${ROWS} exactly once, however often its process is killed, and goes on where it was`, async () => {
  const file = join(folder, 'rows.xlsx');
  const serials = Array.from({ length: ROWS }, (_, index) => `KILL-${String(index).padStart(5, '0')}`);
  const content = await aWorkbook(serials.map((serial) => aRow(serial)));
  await writeFile(file, content);
  const importId = await bench.upload(content);
  const moment = seededMoments(20_261_123);
  let kills = 0;
  let before: { phase: string | null; done: number } = { phase: null, done: 0 };
  for (let batch = await bench.batch(importId); batch.status !== 'COMPLETED';) {
    if (batch.status === 'READY') await askToCommit(importId);
    const isKilled = !(await runOrKill(
      begin(importId, file),
      kills < KILLS ? 30 + Math.floor(moment() * latestKill(batch.status)) : null,
    ));
    if (isKilled) kills += 1;
    batch = await bench.batch(importId);
    // What the clerk sees goes on from where it was.
    if (batch.phase === before.phase && batch.phase !== 'PARSE')
      expect(batch.done).toBeGreaterThanOrEqual(before.done);
    before = { phase: batch.phase, done: batch.done };
  }
  expect(kills).toBe(KILLS);

  expect(await bench.batch(importId)).toMatchObject({ created: ROWS, skipped: 0, total: ROWS, done: ROWS });
  const [ledger] = await bench.query<{ all: number; different: number }>(
    'SELECT count(*)::int AS all, count(DISTINCT serial_number)::int AS different FROM instrument WHERE import_id = $1',
    [importId],
  );
  expect(ledger).toEqual({ all: ROWS, different: ROWS });
  const [staged] = await bench.query<{ all: number }>(
    'SELECT count(*)::int AS all FROM import_row WHERE import_id = $1',
    [importId],
  );
  expect(staged).toEqual({ all: ROWS });
});

async function askToCommit(importId: string): Promise<void> {
  await bench.query(
    `UPDATE import_batch SET status = 'COMMITTING', commit_policy = 'VALID_ONLY', phase = 'COMMIT', done = 0, total = $2 WHERE id = $1`,
    [importId, ROWS],
  );
}
