import { systemContext, type ImportBatchEntity, type Transaction } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { JobContext } from '@quanheng/queues';
import { lockImport, moveImport, NEED_NOT_LAST, runImportStep } from './import-batch-state.js';
import type { ImportServices } from './import-source.js';
import { COMMIT_CHUNK, insertImportedRows } from './insert-imported-rows.js';
import { updateFromRows } from './update-from-rows.js';

/**
 * Takes the staged rows into the ledger. VALID_ONLY goes chunk by chunk, each with its progress mark in one transaction;
 * ALL_OR_NOTHING is one transaction. A killed run goes on behind the mark.
 */
export const commitImport =
  (services: ImportServices) =>
  async ({ importId }: { importId: string }, job: JobContext): Promise<void> => {
    const context = systemContext(job.requestId ?? null);
    const { database } = services;
    await runImportStep(services, 'import.commit', importId, context, job, async () => {
      const last = await database.read(context, (tx) => lastRow(tx, importId));
      for (let isDone = false; !isDone;) {
        job.signal.throwIfAborted();
        isDone = await database.write(context, (tx) => commitStep(tx, importId, last));
      }
    });
  };

/** One chunk behind the mark, or everything; answers whether nothing is left to do. */
async function commitStep(tx: Transaction, importId: string, last: number): Promise<boolean> {
  const batch = await lockImport(tx, importId, (b) => b.status === 'COMMITTING');
  if (!batch) return true;
  const isAll = batch.commitPolicy === 'ALL_OR_NOTHING';
  do {
    await commitChunk(tx, batch);
  } while (isAll && batch.committedRow < last);
  // Somebody added the same instrument since the rows were judged: then nothing goes in.
  if (isAll && batch.skipped > 0) throw new DomainError('import.rows-not-clean', { count: batch.skipped });
  if (batch.committedRow < last) {
    await keepFigures(tx, batch);
    return false;
  }
  Object.assign(batch, { phase: null, completedAt: tx.now });
  await moveImport(tx, batch, 'complete');
  return true;
}

async function commitChunk(tx: Transaction, batch: ImportBatchEntity): Promise<void> {
  const { taken, created } = await insertImportedRows(tx, batch, batch.committedRow);
  const updated =
    batch.duplicatePolicy === 'UPDATE' ? await updateFromRows(tx, batch, batch.committedRow) : 0;
  batch.done += taken + updated;
  batch.created += created;
  batch.updated += updated;
  batch.skipped += taken - created;
  batch.committedRow += COMMIT_CHUNK;
}

async function lastRow(tx: Transaction, importId: string): Promise<number> {
  const [row] = await tx.query<{ last: number | null }>(
    'SELECT max(row_number) AS last FROM import_row WHERE import_id = $1',
    [importId],
  );
  return row?.last ?? 0;
}

const KEEP_FIGURES = `UPDATE import_batch
  SET phase = 'COMMIT', done = $2, created = $3, updated = $4, skipped = $5, committed_row = $6
  WHERE id = $1 RETURNING ${NEED_NOT_LAST}`;

async function keepFigures(
  tx: Transaction,
  { id, done, created, updated, skipped, committedRow }: ImportBatchEntity,
): Promise<void> {
  await tx.prepared(KEEP_FIGURES, [id, done, created, updated, skipped, committedRow]);
}
