import type { AccountEntity, TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';

/**
 * An account that the caller administers: of the own institution or enterprise, for the platform's admin of everybody. A
 * branch's admin sees the branch's people alone, also here, where the rest is done with the system's sight.
 * @throws DomainError `record.not-found`
 */
export function assertManaged(
  context: TenantContext,
  account: AccountEntity | null,
): asserts account is AccountEntity {
  if (account && isManaged(context, account)) return;
  throw new DomainError('record.not-found', {});
}

function isManaged({ roles, institutionId, enterpriseId }: TenantContext, account: AccountEntity): boolean {
  if (roles.includes('PLATFORM_ADMIN')) return true;
  return institutionId !== null
    ? account.institutionId === institutionId
    : enterpriseId !== null && account.enterpriseId === enterpriseId;
}
