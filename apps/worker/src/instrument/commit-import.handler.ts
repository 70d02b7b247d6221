import { systemContext, type ImportBatchEntity, type Transaction } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { JobContext } from '@quanheng/queues';
import { lockImport, markProgress, moveImport, runImportStep } from './import-batch-state.js';
import type { ImportServices } from './import-source.js';
import { COMMIT_CHUNK, insertImportedRows } from './insert-imported-rows.js';

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
      const last = await database.read(context, (tx) => lastRow(tx, importId));
      for (let after: number | null = 0; after !== null;) {
        job.signal.throwIfAborted();
        const from: number = after;
        after = await database.write(context, (tx) => commitStep(tx, importId, from, last));
      }
    });
  };

/** One chunk, or everything; answers up to which row, null once nothing is left to do. */
async function commitStep(
  tx: Transaction,
  importId: string,
  from: number,
  last: number,
): Promise<number | null> {
  const batch = await lockImport(tx, importId, (b) => b.status === 'COMMITTING');
  if (!batch) return null;
  const isAll = batch.commitPolicy === 'ALL_OR_NOTHING';
  let after = from;
  do {
    const { taken, created } = await insertImportedRows(tx, batch, after);
    batch.done += taken;
    batch.created += created;
    batch.skipped += taken - created;
    after += COMMIT_CHUNK;
  } while (isAll && after < last);
  // Somebody added the same instrument since the rows were judged: then nothing goes in.
  if (isAll && batch.skipped > 0) throw new DomainError('import.rows-not-clean', { count: batch.skipped });
  if (after < last) {
    await keepFigures(tx, batch);
    return after;
  }
  Object.assign(batch, { phase: null, completedAt: tx.now });
  await moveImport(tx, batch, 'complete');
  return null;
}

async function lastRow(tx: Transaction, importId: string): Promise<number> {
  const [row] = await tx.query<{ last: number | null }>(
    'SELECT max(row_number) AS last FROM import_row WHERE import_id = $1',
    [importId],
  );
  return row?.last ?? 0;
}

async function keepFigures(
  tx: Transaction,
  { id, done, created, skipped }: ImportBatchEntity,
): Promise<void> {
  await markProgress(tx, id, { phase: 'COMMIT', done });
  await tx.query('UPDATE import_batch SET created = $2, skipped = $3 WHERE id = $1', [id, created, skipped]);
}
