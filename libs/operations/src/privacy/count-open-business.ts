import type { Transaction } from '@quanheng/database';

/** What of an enterprise is still under way: while it is, the other party needs the enterprise (docs/privacy.md). */
export async function countOpenBusiness(tx: Transaction, enterpriseId: string): Promise<number> {
  const [row] = await tx.query<{ count: number }>(
    `SELECT ((SELECT count(*) FROM filing_item WHERE enterprise_id = $1 AND status = 'SUBMITTED')
       + (SELECT count(*) FROM appointment WHERE enterprise_id = $1
          AND status IN ('PENDING', 'CONFIRMED', 'RESCHEDULE_PROPOSED', 'PARTIALLY_RECEIVED', 'RECEIVED'))
       + (SELECT count(*) FROM verification_task WHERE enterprise_id = $1
          AND status NOT IN ('DONE', 'UNABLE')))::int AS count`,
    [enterpriseId],
  );
  return row?.count ?? 0;
}
