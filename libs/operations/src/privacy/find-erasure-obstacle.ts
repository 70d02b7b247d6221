import { AccountEntity, RegistrationEntity, type Transaction } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { countOpenBusiness } from './count-open-business.js';

export interface Erasure {
  readonly scope: 'ACCOUNT' | 'ENTERPRISE';
  readonly accountId: string;
  readonly enterpriseId: string | null;
}

/** What stands in the way of being forgotten (docs/privacy.md): asked when it is requested and again on its day. System's sight. */
export async function findErasureObstacle(tx: Transaction, erasure: Erasure): Promise<DomainError | null> {
  const { scope, accountId, enterpriseId } = erasure;
  if (scope === 'ENTERPRISE') {
    const count = enterpriseId ? await countOpenBusiness(tx, enterpriseId) : 0;
    return count > 0 ? new DomainError('privacy.open-business', { count }) : null;
  }
  const account = await tx.manager.findOneBy(AccountEntity, { id: accountId });
  if (!account) return null;
  if (account.enterpriseId) return findSuccessor(tx, account);
  return account.roles.includes('REGISTRANT')
    ? findReview(tx, accountId)
    : new DomainError('privacy.ask-your-admin');
}

/** The last admin leaves no enterprise behind that nobody can look after. */
async function findSuccessor(tx: Transaction, account: AccountEntity): Promise<DomainError | null> {
  if (!account.roles.includes('ENTERPRISE_ADMIN')) return null;
  const [other] = await tx.query(
    `SELECT 1 FROM account WHERE enterprise_id = $1 AND id <> $2 AND status = 'ACTIVE' AND 'ENTERPRISE_ADMIN' = ANY(roles) LIMIT 1`,
    [account.enterpriseId, account.id],
  );
  return other ? null : new DomainError('privacy.last-admin');
}

/** A registration that lies with its reviewer is decided first. */
async function findReview(tx: Transaction, accountId: string): Promise<DomainError | null> {
  const isInReview = await tx.manager.existsBy(RegistrationEntity, { accountId, status: 'SUBMITTED' });
  return isInReview ? new DomainError('privacy.in-review') : null;
}
