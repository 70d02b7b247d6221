import type { Transaction } from '@quanheng/database';

/**
 * What was never decided to be an enterprise: the case with all that was typed goes, its papers are out of sight at once
 * and the daily purge deletes their files. That there was a case stays in the audit log.
 */
export async function eraseRegistrations(tx: Transaction, accountIds: readonly string[]): Promise<void> {
  const rows = await tx.query<{ id: string }>(
    `SELECT id FROM registration WHERE account_id = ANY($1) AND status <> 'APPROVED'`,
    [accountIds],
  );
  const ids = rows.map(({ id }) => id);
  await tx.query(
    `UPDATE attachment SET deleted_at = coalesce(deleted_at, $2), registration_id = NULL WHERE registration_id = ANY($1)`,
    [ids, tx.now],
  );
  await tx.query('DELETE FROM notification WHERE registration_id = ANY($1)', [ids]);
  await tx.query('DELETE FROM registration WHERE id = ANY($1)', [ids]);
}
