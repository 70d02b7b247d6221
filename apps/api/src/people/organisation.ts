import { BranchEntity, DepartmentEntity, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError, ROLES_OF, type Organisation, type Role } from '@quanheng/domain';

/** Where people stand whom the caller may manage. */
export function organisationOf({ kind }: TenantContext): Organisation {
  if (kind === 'enterprise' || kind === 'institution' || kind === 'platform') return kind;
  throw new DomainError('access.forbidden');
}

/** @throws DomainError `member.role-required`, `member.role-not-allowed` */
export function assertRoles(organisation: Organisation, roles: readonly Role[]): void {
  const code = roles.length === 0 ? 'member.role-required' : 'member.role-not-allowed';
  if (roles.length > 0 && roles.every((role) => ROLES_OF[organisation].includes(role))) return;
  throw new DomainError(code, {}, [{ pointer: '/roles', code }]);
}

/** What is the whole enterprise's is for who sees all of it. @throws DomainError `branch.not-yours` */
export function assertWhole({ branchId }: TenantContext): void {
  if (branchId) throw new DomainError('branch.not-yours');
}

/** A branch of the caller's enterprise; whoever is bound to one gives only that. @throws DomainError `branch.unknown` */
export async function assertBranch(tx: Transaction, id: string | null | undefined): Promise<void> {
  const { enterpriseId, branchId } = tx.context;
  const isAllowed = id
    ? enterpriseId !== null && (await tx.manager.existsBy(BranchEntity, { id, enterpriseId }))
    : !branchId;
  if (!isAllowed)
    throw new DomainError('branch.unknown', {}, [{ pointer: '/branchId', code: 'branch.unknown' }]);
}

/** Departments are public to read, so that it is one's own has to be checked. @throws DomainError `department.unknown` */
export async function assertDepartment(
  tx: Transaction,
  id: string | null | undefined,
  institutionId: string | null,
): Promise<void> {
  if (!id) return;
  if (institutionId && (await tx.manager.existsBy(DepartmentEntity, { id, institutionId }))) return;
  throw new DomainError('department.unknown', {}, [{ pointer: '/departmentId', code: 'department.unknown' }]);
}
