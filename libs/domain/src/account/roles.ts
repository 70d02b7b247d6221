/** Glossary, "Parties and roles". REGISTRANT is who follows a registration before approval; SYSTEM is the passing of time. */
export const ROLES = [
  'REGISTRANT',
  'ENTERPRISE_ADMIN',
  'ENTERPRISE_CLERK',
  'ENTERPRISE_VIEWER',
  'COUNTER_CLERK',
  'REVIEWER',
  'SCHEDULER',
  'VERIFIER',
  'CHECKER',
  'SIGNATORY',
  'INSTITUTION_ADMIN',
  'REGULATOR',
  'PLATFORM_ADMIN',
  'SYSTEM',
] as const;

export type Role = (typeof ROLES)[number];

/** Who writes in the name of an enterprise. */
export const ENTERPRISE_WRITERS: readonly Role[] = ['ENTERPRISE_ADMIN', 'ENTERPRISE_CLERK'];
export const ENTERPRISE_ROLES: readonly Role[] = [...ENTERPRISE_WRITERS, 'ENTERPRISE_VIEWER'];
export const INSTITUTION_ROLES: readonly Role[] = [
  'COUNTER_CLERK',
  'REVIEWER',
  'SCHEDULER',
  'VERIFIER',
  'CHECKER',
  'SIGNATORY',
  'INSTITUTION_ADMIN',
];
/** Staff and admins: they have a second factor (`domain.md` section 2). */
export const SECOND_FACTOR_ROLES: readonly Role[] = [...INSTITUTION_ROLES, 'REGULATOR', 'PLATFORM_ADMIN'];
