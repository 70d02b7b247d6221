import type { Transaction } from '@quanheng/database';

/**
 * Moves instruments of the caller's enterprise to a branch, or to none; those that are its already stay as they are.
 * @returns how many were another's before
 */
export async function assignToBranch(
  tx: Transaction,
  branchId: string | null,
  ids: readonly string[],
): Promise<number> {
  const rows = await tx.query<{ id: string; before: string | null }>(
    `WITH old AS (SELECT id, branch_id FROM instrument WHERE enterprise_id = ctx_enterprise_id() AND id = ANY($2)
         AND branch_id IS DISTINCT FROM $1::uuid ORDER BY id FOR UPDATE),
       moved AS (UPDATE instrument i SET branch_id = $1, version = version + 1, updated_at = now()
         FROM old WHERE i.id = old.id RETURNING i.id)
     SELECT m.id, old.branch_id AS before FROM moved m JOIN old ON old.id = m.id`,
    [branchId, ids],
  );
  for (const { id, before } of rows) {
    const states = { before: { branchId: before }, after: { branchId } };
    tx.audit({ action: 'instrument.assign-branch', objectType: 'instrument', objectId: id, ...states });
  }
  return rows.length;
}
