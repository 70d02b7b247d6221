import { ImportBatchEntity, systemContext, type Database } from '@quanheng/database';
import type { JobContext } from '@quanheng/queues';
import { moveImport } from './import-batch-state.js';

const CHUNK = 50;

/**
 * Imports waiting for a clerk that nobody has touched for 30 days expire (`domain.md`, States); the rows of what is over
 * are not needed any longer either. Doing it again finds nothing.
 */
export const expireImports =
  ({ database }: { database: Database }) =>
  async (_: { on: string }, job: JobContext): Promise<void> => {
    const context = systemContext(job.requestId ?? null);
    for (let count = CHUNK; count === CHUNK;) {
      job.signal.throwIfAborted();
      count = await database.write(context, async (tx) => {
        const before = new Date(tx.now.getTime() - tx.settings.importKeptDays * 86_400_000);
        const batches = await tx.manager
          .createQueryBuilder(ImportBatchEntity, 'b')
          .where(`b.status IN ('MAPPING', 'READY') AND b.updated_at < :before`, { before })
          .andWhere(
            `NOT EXISTS (SELECT FROM import_edit e WHERE e.import_id = b.id AND e.created_at >= :before)`,
          )
          .orderBy('b.id')
          .limit(CHUNK)
          .setLock('pessimistic_write')
          .getMany();
        for (const batch of batches) await moveImport(tx, batch, 'expire');
        await tx.query(
          `DELETE FROM import_row r USING import_batch b
           WHERE b.id = r.import_id AND b.status IN ('EXPIRED', 'CANCELLED', 'FAILED', 'UNDONE', 'COMPLETED') AND b.updated_at < $1`,
          [before],
        );
        return batches.length;
      });
    }
    await database.write(context, (tx) =>
      tx.query(
        `DELETE FROM import_row r USING import_batch b WHERE b.id = r.import_id AND b.status = 'EXPIRED'`,
      ),
    );
  };
