/** What an event is about, by which the audit screens are divided (`domain.md` section 10). */
export const AUDIT_KINDS = ['SECURITY', 'CONFIGURATION', 'BUSINESS'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

/** The first word of an action, e.g. `account` of `account.sign-in`. Everything else is business. */
export const AUDIT_MODULES = {
  /** Who gets in, what they may do, whose personal data was looked at. */
  SECURITY: [
    'account',
    'api-client',
    'audit',
    'invitation',
    'member',
    'oauth',
    'personal-data',
    'privacy',
    'second-factor',
    'session',
    'staff',
    'wechat',
  ],
  /** What an operator or an institution sets for everybody. */
  CONFIGURATION: [
    'branch',
    'calendar',
    'capability',
    'capacity',
    'catalogue',
    'demo',
    'department',
    'institution',
    'message-template',
    'notification-template',
    'region',
    'reminder-rule',
    'setting',
    'settings',
    'site',
    'webhook',
  ],
} as const;

/** Looking at somebody's masked data is a matter of security wherever it happens. */
const UNMASKING = 'unmask';

export function auditKind(action: string): AuditKind {
  const [module = '', step = ''] = action.split('.', 2);
  if (step === UNMASKING || (AUDIT_MODULES.SECURITY as readonly string[]).includes(module)) return 'SECURITY';
  return (AUDIT_MODULES.CONFIGURATION as readonly string[]).includes(module) ? 'CONFIGURATION' : 'BUSINESS';
}

/** What is looked for in the log; each part may be left out. Days are business dates, both included. */
export interface AuditFilter {
  readonly kind?: AuditKind;
  /** An action, or the first word of several. */
  readonly action?: string;
  /** Part of the name of who did it, or the id of the account. */
  readonly person?: string;
  /** The id of an object, or its number. */
  readonly object?: string;
  readonly from?: string;
  readonly to?: string;
}
