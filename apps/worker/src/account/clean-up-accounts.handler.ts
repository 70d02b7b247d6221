import { systemContext } from '@quanheng/database';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';

const BATCH = 5_000;

/**
 * What log-in leaves behind, and from when on nobody needs it. All of it follows real time, also in the demo. The
 * counters of accounts stay: ten failures lock, however long apart (`domain.md` section 2 ★).
 */
const OVER: readonly { table: string; where: string }[] = [
  { table: 'browser_counter', where: `updated_at < now() - interval '30 days'` },
  { table: 'contact_code', where: `created_at < now() - interval '7 days'` },
  { table: 'login_challenge', where: `expires_at < now() - interval '1 day'` },
  { table: 'spent_captcha', where: `expires_at < now()` },
  { table: 'wechat_state', where: `expires_at < now()` },
  {
    table: 'session',
    where: `least(expires_at, coalesce(revoked_at, expires_at)) < now() - interval '30 days'`,
  },
  { table: 'known_device', where: `last_seen_at < now() - interval '400 days'` },
];

/** In batches, so that no table is held for long; run again it finds what is left. */
export const cleanUpAccounts =
  ({ database, logger }: WorkerServices) =>
  async (_: JobPayloads['account.clean-up'], { signal, requestId }: JobContext): Promise<void> => {
    for (const { table, where } of OVER) {
      let deleted = 0;
      for (let last = BATCH; last === BATCH; deleted += last) {
        signal.throwIfAborted();
        last = await database.write(systemContext(requestId ?? null), async (tx) => {
          const rows = await tx.query(
            `WITH gone AS (DELETE FROM ${table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM ${table} WHERE ${where} LIMIT ${BATCH}))
               RETURNING 1) SELECT 1 FROM gone`,
          );
          return rows.length;
        });
      }
      if (deleted > 0) logger.info({ table, deleted, requestId }, 'Cleaned up');
    }
  };
