import { LongJobEntity, type Transaction } from '@quanheng/database';
import { DomainError, MAX_OPEN_LONG_JOBS, type LongJobKind, type LongJobParams } from '@quanheng/domain';
import { buildJob } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';

/**
 * Promises long work in the caller's transaction, for the person whose context it is; its progress is at `/jobs/{id}`.
 * @throws DomainError `long-job.too-many`
 */
export async function startLongJob<K extends LongJobKind>(
  tx: Transaction,
  kind: K,
  params: LongJobParams[K],
): Promise<LongJobEntity> {
  const accountId = tx.context.accountId;
  if (!accountId) throw new Error('Long work belongs to a person');
  // One after the other, so that two requests at once don't both see a free place.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`long-job ${accountId}`]);
  const [open] = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM long_job WHERE account_id = $1 AND status IN ('QUEUED', 'RUNNING')`,
    [accountId],
  );
  if ((open?.count ?? 0) >= MAX_OPEN_LONG_JOBS)
    throw new DomainError('long-job.too-many', { max: MAX_OPEN_LONG_JOBS });
  const row = tx.manager.create(LongJobEntity, { id: uuidv7(), kind, status: 'QUEUED', accountId, params });
  await tx.manager.save(row);
  tx.emit(buildJob('long-job.run', { longJobId: row.id }));
  return tx.manager.findOneByOrFail(LongJobEntity, { id: row.id });
}
