import { ENTERPRISE_ROLES, INSTITUTION_ROLES, type Role } from '../account/roles.js';

/** Where an account belongs. */
export type Organisation = 'enterprise' | 'institution' | 'platform';

/** The roles that an organisation's admin gives; the platform's admins are the platform's only people. */
export const ROLES_OF: Readonly<Record<Organisation, readonly Role[]>> = {
  enterprise: ENTERPRISE_ROLES,
  institution: INSTITUTION_ROLES,
  platform: ['PLATFORM_ADMIN'],
};

/** Who may manage the people of it. */
export const ADMIN_OF: Readonly<Record<Organisation, Role>> = {
  enterprise: 'ENTERPRISE_ADMIN',
  institution: 'INSTITUTION_ADMIN',
  platform: 'PLATFORM_ADMIN',
};

/** What may be open in somebody's name, and who of the colleagues can take it over (any of the roles). */
export const OPEN_WORK = {
  FILING: ['ENTERPRISE_ADMIN', 'ENTERPRISE_CLERK'],
  BOOKING: ['ENTERPRISE_ADMIN', 'ENTERPRISE_CLERK'],
  IMPORT: ['ENTERPRISE_ADMIN', 'ENTERPRISE_CLERK'],
  REGISTRATION: ['REVIEWER'],
  PROFILE_CHANGE: ['REVIEWER'],
  REVIEW: ['REVIEWER'],
  TASK: ['VERIFIER'],
  ON_SITE: ['VERIFIER'],
} as const satisfies Record<string, readonly Role[]>;
export type OpenWorkKind = keyof typeof OPEN_WORK;

export type InvitationStatus = 'PENDING' | 'EXPIRED' | 'ACCEPTED' | 'WITHDRAWN';
export const INVITATION_STATUSES: readonly InvitationStatus[] = [
  'PENDING',
  'EXPIRED',
  'ACCEPTED',
  'WITHDRAWN',
];

/** Derived, never stored. An invitation that ran out can still be sent again. */
export function invitationStatus(
  invitation: {
    readonly acceptedAt: Date | null;
    readonly withdrawnAt: Date | null;
    readonly expiresAt: Date;
  },
  now: Date,
): InvitationStatus {
  if (invitation.acceptedAt) return 'ACCEPTED';
  if (invitation.withdrawnAt) return 'WITHDRAWN';
  return invitation.expiresAt > now ? 'PENDING' : 'EXPIRED';
}
