import { INSTITUTION_ROLES, type Role } from '@quanheng/domain';

/** Who acts, for whom. Made from the token only; the database shows nothing without one (`quality.md` section 1.5). */
export interface TenantContext {
  readonly kind: 'enterprise' | 'institution' | 'registrant' | 'regulator' | 'platform' | 'public' | 'system';
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly roles: readonly Role[];
  readonly enterpriseId: string | null;
  /** Present for a member of a branch: it sees its own part of the enterprise and what belongs to no branch. */
  readonly branchId?: string | null;
  readonly institutionId: string | null;
  readonly registrationId: string | null;
  readonly requestId: string | null;
  /** Present where staff act for a customer who stands at the counter; every audit event says for whom. */
  readonly behalf?: { readonly enterpriseName: string; readonly walkInId: string };
  /** Present on a request that carries an Idempotency-Key. */
  readonly idempotency?: { readonly scope: string; readonly key: string; readonly requestHash: string };
}

const nobody = {
  accountId: null,
  accountName: null,
  enterpriseId: null,
  institutionId: null,
  registrationId: null,
};

/** What of an account decides what it sees. */
export interface AccountScope {
  readonly account_id: string;
  readonly display_name: string;
  readonly roles: Role[];
  readonly enterprise_id: string | null;
  readonly branch_id: string | null;
  readonly institution_id: string | null;
  readonly registration_id: string | null;
}

/** The context of an account: for its requests, and for the long work that it asked for. */
export function accountContext(row: AccountScope, requestId: string | null = null): TenantContext {
  return {
    kind: kindOf(row),
    accountId: row.account_id,
    accountName: row.display_name,
    roles: row.roles,
    enterpriseId: row.enterprise_id,
    branchId: row.branch_id,
    institutionId: row.institution_id,
    registrationId: row.registration_id,
    requestId,
  };
}

function kindOf(row: AccountScope): TenantContext['kind'] {
  if (row.enterprise_id) return 'enterprise';
  if (row.institution_id && row.roles.some((role) => INSTITUTION_ROLES.includes(role))) return 'institution';
  if (row.roles.includes('PLATFORM_ADMIN')) return 'platform';
  if (row.roles.includes('REGULATOR')) return 'regulator';
  return 'registrant';
}

/** Sees what everybody may see: regions, catalogue, institutions. */
export function publicContext(requestId: string | null = null): TenantContext {
  return { ...nobody, kind: 'public', roles: [], requestId };
}

/** The passing of time, and the few steps that come before a tenant is known (log-in, registration, public check). */
export function systemContext(requestId: string | null = null): TenantContext {
  return { ...nobody, kind: 'system', roles: ['SYSTEM'], requestId };
}
