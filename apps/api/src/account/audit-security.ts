import type { AccountEntity, Transaction } from '@quanheng/database';

/** A security event of an account, where its tenant's admin finds it. */
export function auditSecurity(
  tx: Transaction,
  { id, enterpriseId, institutionId }: AccountEntity,
  action: `account.${string}`,
  reason?: string,
): void {
  tx.audit({ action, objectType: 'account', objectId: id, enterpriseId, institutionId, reason });
}
