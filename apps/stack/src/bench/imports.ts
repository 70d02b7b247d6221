import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type { Part } from '../part.js';
import { logIn, type Caller } from './callers.js';
import { importFloor } from './floor/floor-import.js';
import { compareTimes, mediansOf, press } from './load.js';
import type { Results } from './results.js';
import type { Site } from './site.js';
import { makeWorkbook } from './workbook.js';

const SIZES = [
  { rows: 3_000, rounds: 3 },
  { rows: 10_000, rounds: 2 },
  { rows: 100_000, rounds: 1 },
] as const;
const ROWS_WHILE_READING = 20_000;
const POLL_MS = 50;
const LIMIT_MS = 600_000;

interface Batch {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

/** P2: upload to committed through API and worker; the worker's memory; what reading costs meanwhile. */
export async function benchImports(site: Site, results: Results): Promise<void> {
  const worker = await site.startWorker();
  const [caller] = (await logIn(site.api, 1)) as [Caller];
  await takeIn(site, caller, 200, 'warm');
  for (const { rows, rounds } of SIZES) {
    const peak = watchMemory(worker);
    const books = new Map<string, Buffer>();
    const bookOf = async (mark: string) => books.get(mark) ?? makeWorkbook(rows, mark);
    for (let round = 0; round < rounds; round++)
      books.set(`R${rows}-${round}`, await makeWorkbook(rows, `R${rows}-${round}`));
    const compared = await compareTimes(
      async (round) =>
        void (await importFloor(site.admin, await bookOf(`R${rows}-${round}`), caller.enterpriseId)),
      async (round) => takeIn(site, caller, rows, `R${rows}-${round}`, await bookOf(`R${rows}-${round}`)),
      rounds,
    );
    const work = `import of ${rows.toLocaleString('en')} rows, upload to committed`;
    results.add({ id: 'P2', work, ...compared, unit: 'ms', peakMiB: await peak() });
  }
  await benchMeanwhile(site, caller, results);
}

async function benchMeanwhile(site: Site, importer: Caller, results: Results): Promise<void> {
  const [, reader] = (await logIn(site.api, 2)) as [Caller, Caller];
  const calls = () => ({ url: `${site.api}/api/v1/instruments`, headers: reader.headers });
  const load = { connections: 2, ms: 4_000, thinkMs: 40 };
  const rounds = [];
  for (let round = 0; round < 2; round++) {
    const book = await makeWorkbook(ROWS_WHILE_READING, `M${round}`);
    const quiet = await press(calls, load);
    const importing = takeIn(site, importer, ROWS_WHILE_READING, `M${round}`, book);
    const busy = await press(calls, load);
    await importing;
    rounds.push({ floor: quiet.p95, ours: busy.p95, ratio: busy.p95 / quiet.p95 });
  }
  results.add({
    id: 'P2',
    work: 'list page, p95 during an import against quiet',
    ...mediansOf(rounds),
    unit: 'ms',
  });
}

/** Uploads, waits until all is judged, commits, waits until it is in the ledger. */
async function takeIn(site: Site, caller: Caller, rows: number, mark: string, book?: Buffer): Promise<void> {
  const content = book ?? (await makeWorkbook(rows, mark));
  const form = new FormData();
  form.append('file', new Blob([new Uint8Array(content)]), '演示台账.xlsx');
  const batch = await send(site, caller, '/imports', { method: 'POST', body: form });
  const ready = await reach(site, caller, batch.id, 'READY');
  await send(site, caller, `/imports/${batch.id}/commit`, {
    method: 'POST',
    headers: { 'if-match': `"v${ready.version}"`, 'content-type': 'application/json' },
    body: JSON.stringify({ commitPolicy: 'VALID_ONLY' }),
  });
  const done = (await reach(site, caller, batch.id, 'COMPLETED')) as Batch & { created: number };
  if (done.created !== rows) throw new Error(`${done.created} of ${rows} rows came into the ledger.`);
}

async function reach(site: Site, caller: Caller, id: string, status: string): Promise<Batch> {
  for (const until = Date.now() + LIMIT_MS; Date.now() < until; await delay(POLL_MS)) {
    const batch = await send(site, caller, `/imports/${id}`, {});
    if (batch.status === status) return batch;
    if (['FAILED', 'MAPPING', 'CANCELLED'].includes(batch.status))
      throw new Error(`The import is ${batch.status}.`);
  }
  throw new Error(`The import did not become ${status}.`);
}

async function send(site: Site, caller: Caller, path: string, init: RequestInit): Promise<Batch> {
  const headers = { ...caller.headers, 'idempotency-key': randomUUID(), ...(init.headers as object) };
  const answer = await fetch(`${site.api}/api/v1${path}`, { ...init, headers });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Batch;
}

/** The most memory that a part and what it started held at a time, in MiB, until asked. */
function watchMemory({ pid = 0 }: Part): () => Promise<number> {
  let peak = 0;
  const look = () => (peak = Math.max(peak, residentOf(pid)));
  // Unreferenced: a run that failed must not be held up by it.
  const timer = setInterval(look, 100).unref();
  return async () => {
    clearInterval(timer);
    look();
    return peak / 1024;
  };
}

/** KiB of all processes of the group. */
function residentOf(group: number): number {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .reduce((sum, name) => sum + residentIn(name, group), 0);
}

function residentIn(processId: string, group: number): number {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    const ofGroup = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
    if (ofGroup !== group) return 0;
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${processId}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // It has ended meanwhile.
  }
}
