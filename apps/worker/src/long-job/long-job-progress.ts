import { systemContext, type Database } from '@quanheng/database';

const WRITE_EVERY_MS = 500;

/** Thrown out of a runner whose person doesn't want the work any more. */
export class LongJobCancelled extends Error {}

/** Writes how far a long job is, twice a second, and learns by it that it was cancelled. */
export function startProgress(database: Database, id: string, stopping: AbortSignal) {
  const cancelled = new AbortController();
  let written = 0;

  async function look(phase: string | null, done: number, total: number): Promise<void> {
    const rows = await database.write(systemContext(), (tx) =>
      tx.query(
        `WITH changed AS (UPDATE long_job SET phase = coalesce($2, phase), done = greatest($3, 0), total = $4, updated_at = now()
         WHERE id = $1 AND status = 'RUNNING' RETURNING id) SELECT id FROM changed`,
        [id, phase, done, total],
      ),
    );
    if (rows.length === 0) cancelled.abort(new LongJobCancelled());
  }

  return {
    signal: AbortSignal.any([cancelled.signal, stopping]),
    isCancelled: () => cancelled.signal.aborted,
    async progress(phase: string, done: number, total: number): Promise<void> {
      const due = Date.now() - written >= WRITE_EVERY_MS;
      if (due) {
        written = Date.now();
        await look(phase, done, total);
      }
      cancelled.signal.throwIfAborted();
      stopping.throwIfAborted();
    },
  };
}
