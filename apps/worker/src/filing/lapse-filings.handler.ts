import { systemContext, type Transaction } from '@quanheng/database';
import type { BusinessDate } from '@quanheng/domain';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';

const BATCH = 1000;

const USABLE_UNTIL = 'greatest(i.filed_on + $2::int, i.valid_until, i.ended_without_result_on + $3::int)';

/**
 * `isFilingLapsed` of the domain, said in SQL over table `i` so that millions are judged in one scan; a test holds the
 * two together. `$1` the day, `$2` days after approval, `$3` days after an ending without a result.
 */
export const LAPSED_SQL = `i.filed_on IS NOT NULL AND i.open_appointment_item_id IS NULL
  AND NOT i.verified_for_good AND NOT i.failed
  AND $1::date > ${USABLE_UNTIL}`;

/** Verified, but not signed yet: the certificate is about to open the next cycle's window. */
const AWAITS_CERTIFICATE = `EXISTS (
  SELECT 1 FROM certificate c WHERE c.instrument_id = i.id AND c.status = 'DRAFT')`;

/** Daily: a filing lapses when no window, present or future, is left (`domain.md` section 5). Runs again without harm. */
export const lapseFilings =
  (services: WorkerServices) =>
  async ({ on }: JobPayloads['filing.lapse'], { signal, requestId }: JobContext): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const lapsed = await services.database.write(systemContext(requestId ?? null), (tx) =>
        lapseBatch(tx, on),
      );
      if (lapsed < BATCH) return;
    }
  };

interface LapsedRow {
  readonly instrument_id: string;
  readonly item_id: string | null;
  readonly enterprise_id: string;
  readonly institution_id: string;
  readonly filing_id: string;
}

async function lapseBatch(tx: Transaction, on: BusinessDate): Promise<number> {
  const { bookingDaysAfterApproval, bookingDaysAfterNoResult } = tx.settings;
  const rows = await tx.query<LapsedRow>(
    `WITH lapsed AS (
       SELECT i.id, ${USABLE_UNTIL} AS usable_until FROM instrument i WHERE ${LAPSED_SQL} AND NOT ${AWAITS_CERTIFICATE} ORDER BY i.id LIMIT ${BATCH} FOR UPDATE),
     instruments AS (
       UPDATE instrument i SET filed_on = NULL, lapsed_on = lapsed.usable_until, version = version + 1, updated_at = $4
       FROM lapsed WHERE i.id = lapsed.id RETURNING i.id),
     items AS (
       UPDATE filing_item SET status = 'LAPSED', version = version + 1, updated_at = $4
       WHERE instrument_id IN (SELECT id FROM lapsed) AND status = 'APPROVED'
       RETURNING id, instrument_id, enterprise_id, institution_id, filing_id)
     SELECT instruments.id AS instrument_id, items.id AS item_id, items.enterprise_id, items.institution_id, items.filing_id
     FROM instruments LEFT JOIN items ON items.instrument_id = instruments.id`,
    [on, bookingDaysAfterApproval, bookingDaysAfterNoResult, tx.now],
  );
  for (const row of rows) {
    if (!row.item_id) continue;
    tx.audit({
      action: 'filing-item.lapse',
      objectType: 'filing-item',
      objectId: row.item_id,
      before: { status: 'APPROVED' },
      after: { status: 'LAPSED', filingId: row.filing_id, instrumentId: row.instrument_id },
      enterpriseId: row.enterprise_id,
      institutionId: row.institution_id,
    });
  }
  return rows.length;
}
