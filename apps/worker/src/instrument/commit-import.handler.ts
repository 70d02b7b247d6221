import { systemContext, type ImportBatchEntity, type Transaction } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { JobContext } from '@quanheng/queues';
import { lockImport, markProgress, moveImport, runImportStep } from './import-batch-state.js';
import type { ImportServices } from './import-source.js';
import { insertImportedRows } from './insert-imported-rows.js';

/**
 * Takes the staged rows into the ledger. VALID_ONLY goes chunk by chunk, each with its progress mark in one transaction;
 * ALL_OR_NOTHING is one transaction. A row that has become an instrument knows it, so a killed run goes on behind it.
 */
export const commitImport =
  (services: ImportServices) =>
  async ({ importId }: { importId: string }, job: JobContext): Promise<void> => {
    const context = systemContext(job.requestId ?? null);
    const { database } = services;
    await runImportStep(services, 'import.commit', importId, context, job, async () => {
      for (let isOver = false; !isOver;) {
        job.signal.throwIfAborted();
        isOver = await database.write(context, (tx) => commitStep(tx, importId));
      }
    });
  };

/** One chunk, or everything; true once nothing is left to do. */
async function commitStep(tx: Transaction, importId: string): Promise<boolean> {
  const batch = await lockImport(tx, importId, (b) => b.status === 'COMMITTING');
  if (!batch) return true;
  const isAll = batch.commitPolicy === 'ALL_OR_NOTHING';
  let chunk = await insertImportedRows(tx, batch);
  take(batch, chunk);
  while (isAll && chunk.taken > 0) {
    chunk = await insertImportedRows(tx, batch);
    take(batch, chunk);
  }
  // Somebody added the same instrument since the rows were judged: then nothing goes in.
  if (isAll && batch.skipped > 0) throw new DomainError('import.rows-not-clean', { count: batch.skipped });
  if (chunk.taken > 0) {
    await keepFigures(tx, batch);
    return false;
  }
  Object.assign(batch, { phase: null, completedAt: tx.now });
  await moveImport(tx, batch, 'complete');
  return true;
}

function take(batch: ImportBatchEntity, { taken, created }: { taken: number; created: number }): void {
  batch.done += taken;
  batch.created += created;
  batch.skipped += taken - created;
}

async function keepFigures(
  tx: Transaction,
  { id, done, created, skipped }: ImportBatchEntity,
): Promise<void> {
  await markProgress(tx, id, { phase: 'COMMIT', done });
  await tx.query('UPDATE import_batch SET created = $2, skipped = $3 WHERE id = $1', [id, created, skipped]);
}
