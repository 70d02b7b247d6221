import { systemContext, type ImportBatchEntity, type Transaction } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { JobContext } from '@quanheng/queues';
import { lockImport, markProgress, moveImport, runImportStep } from './import-batch-state.js';
import type { ImportServices } from './import-source.js';
import { insertImportedRows, type TakenChunk } from './insert-imported-rows.js';

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
      for (let after: number | null = 0; after !== null;) {
        job.signal.throwIfAborted();
        const from: number = after;
        after = await database.write(context, (tx) => commitStep(tx, importId, from));
      }
    });
  };

/** One chunk, or everything; answers up to which row, null once nothing is left to do. */
async function commitStep(tx: Transaction, importId: string, after: number): Promise<number | null> {
  const batch = await lockImport(tx, importId, (b) => b.status === 'COMMITTING');
  if (!batch) return null;
  const isAll = batch.commitPolicy === 'ALL_OR_NOTHING';
  let chunk: TakenChunk;
  do {
    chunk = await insertImportedRows(tx, batch, after);
    batch.done += chunk.taken;
    batch.created += chunk.created;
    batch.skipped += chunk.taken - chunk.created;
    after = chunk.upTo;
  } while (isAll && chunk.taken > 0);
  // Somebody added the same instrument since the rows were judged: then nothing goes in.
  if (isAll && batch.skipped > 0) throw new DomainError('import.rows-not-clean', { count: batch.skipped });
  if (chunk.taken > 0) {
    await keepFigures(tx, batch);
    return chunk.upTo;
  }
  Object.assign(batch, { phase: null, completedAt: tx.now });
  await moveImport(tx, batch, 'complete');
  return null;
}

async function keepFigures(
  tx: Transaction,
  { id, done, created, skipped }: ImportBatchEntity,
): Promise<void> {
  await markProgress(tx, id, { phase: 'COMMIT', done });
  await tx.query('UPDATE import_batch SET created = $2, skipped = $3 WHERE id = $1', [id, created, skipped]);
}
