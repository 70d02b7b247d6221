import type { Transaction, VerificationTaskEntity } from '@quanheng/database';
import { tell } from '@quanheng/operations';

/** The instrument goes back unverified: its owner hears why, and that it may be booked again (`domain.md` section 7). */
export async function tellUnable(
  tx: Transaction,
  { enterpriseId, instrumentId, institutionId }: VerificationTaskEntity,
  reason: string,
): Promise<void> {
  const [about] = await tx.query<{ institutionName: string; instrument: string; branchId: string | null }>(
    `SELECT i.name AS "institutionName", n.name || '（' || n.serial_number || '）' AS instrument, n.branch_id AS "branchId"
     FROM instrument n, institution i WHERE n.id = $1 AND i.id = $2`,
    [instrumentId, institutionId],
  );
  if (!about) return;
  const { branchId, ...params } = about;
  const link = `/e/instruments/${instrumentId}`;
  await tell(
    tx,
    { enterpriseId, branchId },
    { template: 'items.unable', params: { ...params, reason }, link },
  );
}
