import { systemContext } from '@quanheng/database';
import { addDays, startOfBusinessDate } from '@quanheng/domain';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';

const BATCH = 100;

interface Paper {
  id: string;
  storageKey: string;
}

/**
 * Deletes the images of ID cards N days after the decision (`domain.md` section 10), all papers of what was rejected or
 * withdrawn after some more, what long work made for a download, and the files of papers that were replaced. The row
 * stays without a file: what was shown when is history. A file gone already is no error, so a killed
 * run is simply gone on with.
 */
export const purgePapers =
  ({ database, storage }: WorkerServices) =>
  async ({ on }: JobPayloads['attachment.purge'], { signal, requestId }: JobContext): Promise<void> => {
    const context = systemContext(requestId ?? null);
    for (;;) {
      signal.throwIfAborted();
      const papers = await database.read(context, (tx) => {
        const daysAgo = (days: number) => startOfBusinessDate(addDays(on, -days));
        return tx.query<Paper>(
          `SELECT a.id, a.storage_key AS "storageKey" FROM attachment a
             LEFT JOIN registration r ON r.id = a.registration_id
             LEFT JOIN profile_change p ON p.id = a.profile_change_id
           WHERE a.storage_key <> '' AND (a.deleted_at IS NOT NULL
             OR (a.kind IN ('ID_CARD_FRONT', 'ID_CARD_BACK') AND r.decided_at < $1 AND r.status IN ('APPROVED', 'REJECTED'))
             OR (a.kind = 'LONG_JOB_RESULT' AND a.created_at < $2)
             OR (r.status = 'REJECTED' AND r.decided_at < $3)
             OR (p.status = 'REJECTED' AND p.decided_at < $3) OR (p.status = 'WITHDRAWN' AND p.updated_at < $3))
           ORDER BY a.id LIMIT ${BATCH}`,
          [
            daysAgo(tx.settings.idCardRetentionDays),
            daysAgo(tx.settings.longJobFileDays),
            daysAgo(tx.settings.rejectedPaperRetentionDays),
          ],
        );
      });
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
