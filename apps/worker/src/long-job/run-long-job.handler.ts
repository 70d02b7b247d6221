import {
  accountContext,
  AttachmentEntity,
  LongJobEntity,
  systemContext,
  type AccountScope,
  type Transaction,
} from '@quanheng/database';
import { DomainError, isLongJobOver, type ErrorDetails, type LongJobKind } from '@quanheng/domain';
import { JOBS, type JobContext, type JobPayloads } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { LongJobCancelled, startProgress } from './long-job-progress.js';
import type { LongJobFile, LongJobResult, LongJobRunner, LongJobRunners } from './long-job-runner.js';

/** Exports and zips may be larger than anything that is uploaded. */
const MAX_FILE_BYTES = 2 * 1024 ** 3;

/**
 * Runs what a person asked for, with that person's present sight and rights, and says how far it is. A refusal ends it;
 * anything else is tried again from the start, so a runner writes nothing that it can't write twice.
 */
export const runLongJob =
  (services: WorkerServices, runners: LongJobRunners) =>
  async ({ longJobId }: JobPayloads['long-job.run'], context: JobContext): Promise<void> => {
    const begun = await begin(services, longJobId, context);
    if (!begun) return;
    const progress = startProgress(services.database, longJobId, context.signal);
    let file: StoredResult | null = null;
    try {
      const runner = runners[begun.job.kind] as LongJobRunner<LongJobKind>;
      const result = await runner(services, { ...begun, ...progress, id: longJobId });
      file = await storeFile(services, result.file);
      if (!(await finish(services, begun.job, result, file))) throw new LongJobCancelled();
    } catch (error) {
      if (file) await services.storage.delete(file.storageKey);
      if (error instanceof LongJobCancelled || progress.isCancelled()) return;
      await endRefused(services, longJobId, error, context);
    }
  };

async function begin({ database }: WorkerServices, id: string, { requestId }: JobContext) {
  return database.write(systemContext(requestId ?? null), async (tx) => {
    const job = await tx.manager.findOne(LongJobEntity, {
      where: { id },
      lock: { mode: 'pessimistic_write' },
    });
    if (!job || isLongJobOver(job.status)) return null;
    const [account] = await tx.query<AccountScope>(
      `SELECT id AS account_id, display_name, roles, enterprise_id, branch_id, institution_id, registration_id
       FROM account WHERE id = $1 AND status = 'ACTIVE'`,
      [job.accountId],
    );
    if (!account) {
      await end(tx, id, 'FAILED', { errorCode: 'access.forbidden' });
      return null;
    }
    await tx.query(`UPDATE long_job SET status = 'RUNNING', started_at = now() WHERE id = $1`, [id]);
    return { job, params: job.params as never, context: accountContext(account, requestId ?? null) };
  });
}

type StoredResult = Pick<AttachmentEntity, 'fileName' | 'mediaType' | 'storageKey' | 'size' | 'sha256'>;

async function storeFile({ storage }: WorkerServices, file?: LongJobFile): Promise<StoredResult | null> {
  if (!file) return null;
  const storageKey = storage.newKey('long-job-result');
  const { fileName, mediaType } = file;
  const stored = await storage.put(storageKey, file.body, { trusted: true, maxBytes: MAX_FILE_BYTES });
  return { fileName, mediaType, storageKey, ...stored };
}

/** False where it was cancelled meanwhile. */
function finish(
  { database }: WorkerServices,
  { id, accountId }: LongJobEntity,
  { counts = {} }: LongJobResult,
  file: StoredResult | null,
): Promise<boolean> {
  return database.write(systemContext(), async (tx) => {
    const attachmentId = file && uuidv7();
    if (file && attachmentId) {
      const row = { id: attachmentId, kind: 'LONG_JOB_RESULT' as const, encrypted: false, ...file };
      await tx.manager.insert(AttachmentEntity, { ...row, createdAt: tx.now, createdBy: accountId });
    }
    const done = await end(tx, id, 'DONE', { counts, attachmentId });
    if (!done) await tx.query('DELETE FROM attachment WHERE id = $1', [attachmentId]);
    return done;
  });
}

async function endRefused(
  { database }: WorkerServices,
  id: string,
  error: unknown,
  { attempt, signal }: JobContext,
): Promise<void> {
  const refused = error instanceof DomainError;
  if (!refused && (attempt < JOBS['long-job.run'].attempts || signal.aborted)) throw error;
  const errorCode = refused ? error.code : 'platform.internal';
  const errorDetails = refused ? error.details : {};
  await database.write(systemContext(), (tx) => end(tx, id, 'FAILED', { errorCode, errorDetails }));
  if (!refused) throw error;
}

interface Ending {
  readonly counts?: Record<string, number>;
  readonly attachmentId?: string | null;
  readonly errorCode?: string;
  readonly errorDetails?: ErrorDetails;
}

async function end(tx: Transaction, id: string, status: 'DONE' | 'FAILED', ending: Ending): Promise<boolean> {
  const { counts = {}, attachmentId = null, errorCode = null, errorDetails = {} } = ending;
  const rows = await tx.query(
    `WITH ended AS (UPDATE long_job SET status = $2, ended_at = now(), updated_at = now(), version = version + 1,
       counts = $3, attachment_id = $4, error_code = $5, error_details = $6, done = greatest(done, total)
     WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING id) SELECT id FROM ended`,
    [id, status, JSON.stringify(counts), attachmentId, errorCode, JSON.stringify(errorDetails)],
  );
  return rows.length > 0;
}
