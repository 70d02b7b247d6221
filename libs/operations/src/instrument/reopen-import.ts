import type { ImportBatchEntity, Transaction } from '@quanheng/database';
import { importWorkflow, next } from '@quanheng/domain';
import { countImportRows } from './mark-import-duplicates.js';

/** Goes on with the rows that were not committed; those that were are DONE. The caller holds the batch's lock. */
export async function reopenImport(tx: Transaction, batch: ImportBatchEntity): Promise<void> {
  batch.status = next(importWorkflow, batch.status, 'reopen', tx.context.roles);
  await tx.query(
    `UPDATE import_row r SET level = 'DONE'
     WHERE r.import_id = $1 AND r.level <> 'DONE' AND (r.applied_version IS NOT NULL
       OR (r.level IN ('OK', 'WARNING') AND EXISTS (SELECT FROM instrument i WHERE i.id = r.instrument_id)))`,
    [batch.id],
  );
  Object.assign(batch, {
    committedRow: 0,
    phase: null,
    done: 0,
    counts: await countImportRows(tx, batch.id),
  });
  await tx.manager.save(batch);
  tx.audit({
    action: 'import.reopen',
    objectType: 'import',
    objectId: batch.id,
    enterpriseId: batch.enterpriseId,
    after: { counts: batch.counts },
  });
}
