import { systemContext } from '@quanheng/database';
import { addDays, DEFAULT_SETTINGS, startOfBusinessDate } from '@quanheng/domain';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';

const BATCH = 100;

interface Paper {
  id: string;
  storageKey: string;
}

/**
 * Deletes the images of ID cards N days after the decision (`domain.md` section 10), and the files of papers that were
 * replaced. The row stays without a file: what was shown when is history. A file gone already is no error, so a killed
 * run is simply gone on with.
 */
export const purgePapers =
  ({ database, storage }: WorkerServices) =>
  async ({ on }: JobPayloads['attachment.purge'], { signal, requestId }: JobContext): Promise<void> => {
    const context = systemContext(requestId ?? null);
    const decidedBefore = startOfBusinessDate(addDays(on, -DEFAULT_SETTINGS.idCardRetentionDays));
    for (;;) {
      signal.throwIfAborted();
      const papers = await database.read(context, (tx) =>
        tx.query<Paper>(
          `SELECT a.id, a.storage_key AS "storageKey" FROM attachment a
             LEFT JOIN registration r ON r.id = a.registration_id
           WHERE a.storage_key <> '' AND (a.deleted_at IS NOT NULL
             OR (a.kind IN ('ID_CARD_FRONT', 'ID_CARD_BACK') AND r.decided_at < $1 AND r.status IN ('APPROVED', 'REJECTED')))
           ORDER BY a.id LIMIT ${BATCH}`,
          [decidedBefore],
        ),
      );
      if (papers.length === 0) return;
      await Promise.all(papers.map((paper) => storage.delete(paper.storageKey)));
      await database.write(context, (tx) =>
        tx.query(
          `UPDATE attachment SET storage_key = '', deleted_at = coalesce(deleted_at, $2) WHERE id = ANY($1)`,
          [papers.map((paper) => paper.id), tx.now],
        ),
      );
    }
  };
