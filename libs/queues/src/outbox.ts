import { uuidv7 } from 'uuidv7';
import type { OutboxMessage } from './build-job.js';

/** Runs one statement and answers its rows; `$1`-style parameters. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a row is what its statement selects
export type Query = (sql: string, params?: unknown[]) => Promise<any[]>;

/** The one door to the table `outbox`: whoever owns the database connection implements it. */
export interface Outbox {
  transaction<T>(run: (query: Query) => Promise<T>): Promise<T>;
}

/** What the worker and the relay say; pino's loggers fit. Never given payloads or error texts (quality.md §1.12). */
export interface QueueLogger {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Promises jobs inside the caller's transaction; one that was promised before is left as it is. */
export async function writeOutbox(query: Query, messages: readonly OutboxMessage[]): Promise<void> {
  for (const { name, jobId, payload, availableAt } of messages) {
    await query(
      `INSERT INTO outbox (id, name, job_id, payload, available_at) VALUES ($1, $2, $3, $4, coalesce($5, now()))
       ON CONFLICT (job_id) DO NOTHING`,
      [uuidv7(), name, jobId, JSON.stringify(payload), availableAt ?? null],
    );
  }
}

/** Forgets jobs that finished longer ago than this. Failed ones stay until somebody has dealt with them. */
export async function purgeOutbox(outbox: Outbox, olderThanDays: number): Promise<void> {
  await outbox.transaction((query) =>
    query(`DELETE FROM outbox WHERE done_at < now() - make_interval(days => $1)`, [olderThanDays]),
  );
}

/** Gives a finally failed job all its tries again; false when there is no such failed job. */
export async function retryFailedJob(outbox: Outbox, jobId: string): Promise<boolean> {
  const rows = await outbox.transaction((query) =>
    query(
      `UPDATE outbox SET failed_at = NULL, error = NULL, relayed_at = NULL, attempts = 0, available_at = now()
        WHERE job_id = $1 AND failed_at IS NOT NULL RETURNING id`,
      [jobId],
    ),
  );
  return rows.length > 0;
}
