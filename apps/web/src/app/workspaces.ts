import type { Role } from '@quanheng/domain';
import type { Account } from './tokens';

/** Enterprise, institution staff, platform administration: the first letter of their addresses. */
export type Workspace = 'e' | 's' | 'a';

const ROLES: Record<Workspace, readonly Role[]> = {
  e: ['ENTERPRISE_ADMIN', 'ENTERPRISE_CLERK', 'ENTERPRISE_VIEWER'],
  s: ['COUNTER_CLERK', 'REVIEWER', 'SCHEDULER', 'VERIFIER', 'CHECKER', 'SIGNATORY', 'INSTITUTION_ADMIN'],
  a: ['PLATFORM_ADMIN'],
};

export function workspacesOf(roles: readonly Role[]): Workspace[] {
  return (Object.keys(ROLES) as Workspace[]).filter((w) => ROLES[w].some((role) => roles.includes(role)));
}

/** Where somebody lands after signing in. Before approval there is only the registration (domain.md section 1). */
export function homeOf(account: Account): string {
  if (account.registrationStatus && account.registrationStatus !== 'APPROVED') return '/registration';
  const [first] = workspacesOf(account.roles);
  return first ? `/${first}` : '/registration';
}
