import type { OutboxMessage } from './build-job.js';
import type { JobQueue } from './job-queue.js';
import { isJobName } from './jobs.js';
import type { Outbox, Query } from './outbox.js';

type Row = Pick<OutboxMessage, 'name' | 'jobId'> & {
  id: string;
  tenantId: string | null;
  turn: number | null;
};

const CHUNK = 500;

/**
 * Hands what is due over to the queue and answers how many jobs that were. `SKIP LOCKED` lets any number of relays work
 * side by side; dying between the hand-over and the commit only means that the same ids are added again.
 */
export async function relayDueJobs(outbox: Outbox, queue: JobQueue): Promise<number> {
  let relayed = 0;
  let chunk: number;
  do {
    chunk = await handOver(outbox, queue, `relayed_at IS NULL AND available_at <= now()`, 'available_at');
    relayed += chunk;
  } while (chunk === CHUNK);
  return relayed;
}

/**
 * Brings back what the queue's store has lost: relayed, not finished, not in the store. Adding a job that is there
 * changes nothing, so presence needn't be asked job by job. Every pass adds the longest-waiting chunk again; it goes
 * through all of them only while the store holds fewer jobs than the outbox expects, so a long queue costs little.
 * Answers how many were missing.
 */
export async function reconcileLostJobs(
  outbox: Outbox,
  queue: JobQueue,
  missingAfterMs: number,
): Promise<number> {
  const lost = await countLost(outbox, queue);
  const seconds = Math.max(0, missingAfterMs) / 1000;
  const due = `relayed_at < now() - make_interval(secs => ${seconds}) AND done_at IS NULL`;
  while ((await handOver(outbox, queue, due, 'relayed_at')) === CHUNK) {
    if ((await countLost(outbox, queue)) <= 0) break;
  }
  return Math.max(0, lost);
}

async function countLost(outbox: Outbox, queue: JobQueue): Promise<number> {
  const [row] = await outbox.transaction((query) =>
    query(`SELECT count(*)::int AS open FROM outbox
            WHERE relayed_at IS NOT NULL AND done_at IS NULL AND failed_at IS NULL`),
  );
  return row.open - (await queue.count());
}

/** One chunk in one transaction: lock, add to the queue, mark as relayed. */
function handOver(outbox: Outbox, queue: JobQueue, due: string, oldestFirst: string): Promise<number> {
  return outbox.transaction(async (query) => {
    const rows: Row[] = await query(
      `SELECT id, name, job_id AS "jobId", payload ->> 'tenantId' AS "tenantId", turn FROM outbox WHERE failed_at IS NULL AND ${due}
        ORDER BY ${oldestFirst}, id LIMIT ${CHUNK} FOR UPDATE SKIP LOCKED`,
    );
    const [known, unknown] = [
      rows.filter((row) => isJobName(row.name)),
      rows.filter((row) => !isJobName(row.name)),
    ];
    await giveTurns(query, known);
    if (known.length > 0) await queue.add(known);
    await mark(query, `relayed_at = now()`, known);
    // A name that this version doesn't know can't be worked on by it; it is kept and shown as failed.
    await mark(query, `failed_at = now(), error = 'job.unknown'`, unknown);
    return rows.length;
  });
}

async function mark(query: Query, change: string, rows: Row[]): Promise<void> {
  if (rows.length > 0)
    await query(`UPDATE outbox SET ${change} WHERE id = ANY($1)`, [rows.map((row) => row.id)]);
}

/**
 * Bulk work of tenants takes turns: each job of one comes a turn behind the one before it, and whoever comes anew begins
 * where the others are now. So five imports of one enterprise stand beside, not before, the first of another, and nobody
 * waits for ever. Without open work the count begins again.
 */
async function giveTurns(query: Query, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    if (row.tenantId === null || row.turn !== null) continue;
    const [given] = await query(
      `WITH open AS (SELECT turn, payload ->> 'tenantId' AS tenant FROM outbox
                      WHERE turn IS NOT NULL AND done_at IS NULL AND failed_at IS NULL),
            given AS (UPDATE outbox SET turn = least($3, greatest(
                        coalesce((SELECT max(turn) FROM open WHERE tenant = $2), 0) + 1,
                        coalesce((SELECT min(turn) FROM open), 1)))
                      WHERE id = $1 RETURNING turn)
       SELECT turn FROM given`,
      [row.id, row.tenantId, MAX_TURN],
    );
    row.turn = given.turn;
  }
}

/** BullMQ counts priorities up to 2²¹. */
const MAX_TURN = 2_000_000;
