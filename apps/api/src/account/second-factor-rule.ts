import type { Transaction } from '@quanheng/database';
import { SECOND_FACTOR_ROLES, type Role } from '@quanheng/domain';

/** Staff and admins, where the operator asks it of them (`domain.md` section 2). */
export function mustHaveSecondFactor(tx: Transaction, roles: readonly Role[]): boolean {
  return tx.settings.secondFactorRequired === 1 && roles.some((role) => SECOND_FACTOR_ROLES.includes(role));
}

/** Whether an account must have a second factor and has none. */
export async function lacksSecondFactor(tx: Transaction, accountId: string): Promise<boolean> {
  const [row] = await tx.query<{ roles: Role[]; confirmed: boolean }>(
    `SELECT a.roles, f.confirmed_at IS NOT NULL AS confirmed
     FROM account a LEFT JOIN second_factor f ON f.account_id = a.id WHERE a.id = $1`,
    [accountId],
  );
  return row !== undefined && !row.confirmed && mustHaveSecondFactor(tx, row.roles);
}
