import type { Role } from '@quanheng/domain';

/** Who acts, for whom. Made from the token only; the database shows nothing without one (`quality.md` section 1.5). */
export interface TenantContext {
  readonly kind: 'enterprise' | 'institution' | 'registrant' | 'regulator' | 'platform' | 'public' | 'system';
  readonly accountId: string | null;
  readonly accountName: string | null;
  readonly roles: readonly Role[];
  readonly enterpriseId: string | null;
  readonly institutionId: string | null;
  readonly registrationId: string | null;
  readonly requestId: string | null;
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

/** Sees what everybody may see: regions, catalogue, institutions. */
export function publicContext(requestId: string | null = null): TenantContext {
  return { ...nobody, kind: 'public', roles: [], requestId };
}

/** The passing of time, and the few steps that come before a tenant is known (log-in, registration, public check). */
export function systemContext(requestId: string | null = null): TenantContext {
  return { ...nobody, kind: 'system', roles: ['SYSTEM'], requestId };
}
