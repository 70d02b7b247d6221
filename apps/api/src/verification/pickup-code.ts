import { randomInt } from 'node:crypto';
import { lockForMove, ReceiptEntity, type Database, type TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';

const DIGITS = 6;

export function aPickupCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}

/**
 * Compares and counts under the receipt's lock, in a transaction of its own: a wrong try stays counted though what it was
 * for is refused, and of many at once no more are compared than are allowed.
 * @throws DomainError `hand-back.wrong-code`, `hand-back.code-spent`
 */
export async function checkPickupCode(
  database: Database,
  { idempotency: _, ...context }: TenantContext,
  id: string,
  version: number,
  given: string,
): Promise<void> {
  const left = await database.write(context, async (tx) => {
    const receipt = await lockForMove(tx, ReceiptEntity, id, null);
    const { enterpriseId, institutionId, pickupCode } = receipt;
    const remaining = tx.settings.maxPickupFailures - receipt.pickupFailures;
    if (remaining <= 0 || !pickupCode) throw new DomainError('hand-back.code-spent');
    // A repeated or stale request is answered by what follows.
    if (given.trim() === pickupCode || receipt.version !== version) return null;
    await tx.query('UPDATE receipt SET pickup_failures = pickup_failures + 1 WHERE id = $1', [id]);
    const after = { failures: receipt.pickupFailures + 1 };
    tx.audit({
      action: 'receipt.wrong-code',
      objectType: 'receipt',
      objectId: id,
      after,
      enterpriseId,
      institutionId,
    });
    return remaining - 1;
  });
  if (left === 0) throw new DomainError('hand-back.code-spent');
  if (left !== null) throw new DomainError('hand-back.wrong-code', { remaining: left });
}
