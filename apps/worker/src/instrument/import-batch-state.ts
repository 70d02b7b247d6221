import { ImportBatchEntity, lockForMove, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError, importWorkflow, next, type ErrorCode, type ImportAction } from '@quanheng/domain';
import { JOBS, type JobContext, type JobName } from '@quanheng/queues';
import type { ImportServices } from './import-source.js';

/** Makes a move of the system on a locked batch and saves it with its audit event. */
export async function moveImport(
  tx: Transaction,
  batch: ImportBatchEntity,
  action: ImportAction,
): Promise<void> {
  const before = batch.status;
  batch.status = next(importWorkflow, before, action, tx.context.roles);
  await tx.manager.save(batch);
  tx.audit({
    action: `import.${action}`,
    objectType: 'import',
    objectId: batch.id,
    enterpriseId: batch.enterpriseId,
    before: { status: before },
    after: { status: batch.status, counts: batch.counts, created: batch.created, skipped: batch.skipped },
  });
}

/** The batch if it still is where this job left it: a cancelled or re-mapped one is not touched any more. */
export async function lockImport(
  tx: Transaction,
  importId: string,
  isMine: (batch: ImportBatchEntity) => boolean,
): Promise<ImportBatchEntity | null> {
  const batch = await lockForMove(tx, ImportBatchEntity, importId, null);
  return isMine(batch) ? batch : null;
}

/** Moves the progress mark without a new version, so that what a clerk has on the screen stays valid. */
export async function markProgress(
  tx: Transaction,
  importId: string,
  mark: { phase: ImportPhase; done: number; total?: number },
): Promise<void> {
  await tx.query('UPDATE import_batch SET phase = $2, done = $3, total = coalesce($4, total) WHERE id = $1', [
    importId,
    mark.phase,
    mark.done,
    mark.total ?? null,
  ]);
}

/**
 * For one step of many: should the machine fail, its rows and its progress mark are lost together and it is done again, so
 * nobody need wait for the disk. What ends a phase waits, and with it for all steps before it.
 */
export const NEED_NOT_LAST = `set_config('synchronous_commit', 'off', true)`;

export type ImportPhase = 'PARSE' | 'VALIDATE' | 'DEDUPLICATE' | 'COMMIT';

/**
 * Runs one step of an import. What is wrong with the file ends the batch as FAILED with its reason; trouble of our own is
 * tried again by the queue, and after the last try the batch says so instead of standing still for ever.
 */
export async function runImportStep(
  services: ImportServices,
  job: JobName,
  importId: string,
  context: TenantContext,
  { signal, attempt }: JobContext,
  step: () => Promise<void>,
): Promise<void> {
  try {
    await step();
  } catch (error) {
    const isLast = attempt >= JOBS[job].attempts && !signal.aborted;
    if (error instanceof DomainError) return fail(services, importId, context, error);
    if (isLast) await fail(services, importId, context, new DomainError('platform.internal'));
    throw error;
  }
}

async function fail(
  { database }: ImportServices,
  importId: string,
  context: TenantContext,
  { code, details }: { code: ErrorCode; details: DomainError['details'] },
): Promise<void> {
  await database.write(context, async (tx) => {
    const batch = await lockImport(tx, importId, ({ status }) => 'fail' in importWorkflow.moves[status]);
    if (!batch) return;
    batch.failureCode = code;
    batch.failureDetails = { ...details };
    await moveImport(tx, batch, 'fail');
  });
}
