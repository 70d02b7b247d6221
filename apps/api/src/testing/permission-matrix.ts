import { ENTERPRISE_ROLES, ENTERPRISE_WRITERS, INSTITUTION_ROLES, ROLES, type Role } from '@quanheng/domain';

/**
 * Who may call what (`domain.md`, Parties), written by hand and read by eye: what the routes say of themselves is compared
 * with it, and so is what they do (quality.md S2). The first line that fits an operation counts. `{}` is any one part of a
 * path, `**` all that follows.
 */
const EVERYBODY = 'public' as const;
const ENTERPRISE = ENTERPRISE_ROLES;
const WRITERS = ENTERPRISE_WRITERS;
const STAFF = INSTITUTION_ROLES;
const DESK: readonly Role[] = ['COUNTER_CLERK', 'VERIFIER'];
const PARTIES = [...ENTERPRISE, ...STAFF];
const ACTING = [...WRITERS, ...STAFF];
/** Whoever has signed in; a registrant follows a registration only. */
const SIGNED_IN = ROLES.filter((role) => role !== 'SYSTEM');
const MEMBERS = SIGNED_IN.filter((role) => role !== 'REGISTRANT');
const ADMINS: readonly Role[] = ['ENTERPRISE_ADMIN', 'INSTITUTION_ADMIN', 'PLATFORM_ADMIN'];

export const PERMISSION_MATRIX: readonly (readonly [string, typeof EVERYBODY | readonly Role[]])[] = [
  ['GET /health/{}', EVERYBODY],
  // Log-in and one's own account
  ['POST /auth/logout', SIGNED_IN],
  ['GET /auth/me', SIGNED_IN],
  ['* /auth/sessions/**', SIGNED_IN],
  ['* /auth/sessions', SIGNED_IN],
  ['* /auth/security/**', SIGNED_IN],
  ['* /auth/security', SIGNED_IN],
  ['POST /auth/password', SIGNED_IN],
  ['* /auth/wechat/binding', SIGNED_IN],
  ['* /auth/wechat/binding/**', SIGNED_IN],
  ['* /auth/**', EVERYBODY],
  ['POST /accounts/{}/reset-second-factor', ADMINS],
  ['POST /accounts/{}/unlock', ADMINS],
  ['* /accounts/**', ['PLATFORM_ADMIN']],
  ['* /accounts', ['PLATFORM_ADMIN']],
  ['GET /invitations', ADMINS],
  ['POST /invitations', ADMINS],
  ['POST /invitations/{}/resend', ADMINS],
  ['POST /invitations/{}/withdraw', ADMINS],
  ['POST /invitations/{}/link', ADMINS],
  ['* /members/**', ['ENTERPRISE_ADMIN', 'INSTITUTION_ADMIN']],
  ['GET /members', ['ENTERPRISE_ADMIN', 'INSTITUTION_ADMIN']],
  ['GET /branches', ENTERPRISE],
  ['POST /branches/assign', WRITERS],
  ['POST /branches/assign/filtered', WRITERS],
  ['* /branches/**', ['ENTERPRISE_ADMIN']],
  ['POST /branches', ['ENTERPRISE_ADMIN']],
  ['POST /privacy/exports', MEMBERS],
  ['* /privacy/**', SIGNED_IN],
  ['* /privacy', SIGNED_IN],
  ['PUT /demo/clock', ['PLATFORM_ADMIN', 'INSTITUTION_ADMIN']],
  ['DELETE /demo/clock', ['PLATFORM_ADMIN', 'INSTITUTION_ADMIN']],
  ['GET /demo/**', EVERYBODY],
  // Registration and changes of the profile
  ['POST /registrations', EVERYBODY],
  ['POST /registrations/resume', EVERYBODY],
  ['POST /registrations/resume/{}', EVERYBODY],
  ['GET /registrations', ['REVIEWER']],
  ['GET /registrations/counts', ['REVIEWER']],
  ['GET /registrations/reviewers', ['REVIEWER']],
  ['POST /registrations/{}/submit', ['REGISTRANT']],
  ['POST /registrations/{}/{}', ['REVIEWER']],
  ['GET /registrations/{}/letters/{}', ['REGISTRANT']],
  ['GET /registrations/{}', ['REGISTRANT', 'ENTERPRISE_ADMIN', 'REVIEWER']],
  ['GET /registrations/{}/history', ['REGISTRANT', 'ENTERPRISE_ADMIN', 'REVIEWER']],
  ['* /registrations/**', ['REGISTRANT']],
  ['GET /profile-changes', ['REVIEWER']],
  ['GET /profile-changes/counts', ['REVIEWER']],
  ['POST /profile-changes', EVERYBODY],
  ['* /profile-changes/own/**', EVERYBODY],
  ['* /profile-changes/own', EVERYBODY],
  ['POST /profile-changes/{}', EVERYBODY],
  ['POST /profile-changes/resume/codes', EVERYBODY],
  ['* /profile-changes/**', ['REVIEWER']],
  ['* /track', EVERYBODY],
  ['GET /forms/**', EVERYBODY],
  // The enterprise and its people
  ['GET /enterprises/mine/profile-changes', ENTERPRISE],
  ['* /enterprises/mine/profile-changes/**', ['ENTERPRISE_ADMIN']],
  ['* /enterprises/mine/profile-changes', ['ENTERPRISE_ADMIN']],
  ['GET /enterprises/**', ENTERPRISE],
  // What is the same for all
  ['GET /regions/**', EVERYBODY],
  ['GET /regions', EVERYBODY],
  ['GET /catalogue/**', EVERYBODY],
  ['GET /catalogue', EVERYBODY],
  ['* /reference-tables/**', ['PLATFORM_ADMIN']],
  ['* /reference-tables', ['PLATFORM_ADMIN']],
  ['GET /settings', EVERYBODY],
  ['PATCH /settings', ['PLATFORM_ADMIN']],
  ['* /verify/**', EVERYBODY],
  ['GET /calendar', EVERYBODY],
  ['* /calendar/{}', ['PLATFORM_ADMIN']],
  // The institution
  ['GET /institutions/{}/capacity', [...STAFF, 'PLATFORM_ADMIN']],
  ['GET /institutions/{}/booking-rule', PARTIES],
  ['PUT /institutions/{}/booking-rule', ['INSTITUTION_ADMIN']],
  ['POST /institutions/{}/closures/**', ['SCHEDULER', 'INSTITUTION_ADMIN']],
  ['POST /institutions/{}/closures', ['SCHEDULER', 'INSTITUTION_ADMIN']],
  ['* /institutions/{}/departments', ['INSTITUTION_ADMIN', 'PLATFORM_ADMIN']],
  ['* /institutions/{}/departments/{}', ['INSTITUTION_ADMIN', 'PLATFORM_ADMIN']],
  ['* /institutions/{}/sites', ['INSTITUTION_ADMIN', 'PLATFORM_ADMIN']],
  ['* /institutions/{}/sites/{}', ['INSTITUTION_ADMIN', 'PLATFORM_ADMIN']],
  ['POST /institutions', ['PLATFORM_ADMIN']],
  ['PATCH /institutions/{}', ['PLATFORM_ADMIN']],
  ['PUT /institutions/{}/capabilities', ['PLATFORM_ADMIN']],
  ['POST /institutions/{}/admins', ['PLATFORM_ADMIN']],
  ['GET /institutions/**', EVERYBODY],
  ['GET /institutions', EVERYBODY],
  ['PUT /departments/{}/{}', ['SCHEDULER', 'INSTITUTION_ADMIN']],
  ['GET /staff', STAFF],
  ['POST /standards', ['VERIFIER', 'INSTITUTION_ADMIN']],
  ['PATCH /standards/{}', ['VERIFIER', 'INSTITUTION_ADMIN']],
  ['GET /standards', STAFF],
  // The ledger
  ['GET /instruments/{}/history', PARTIES],
  ['GET /instruments/{}/cycles', PARTIES],
  ['GET /instruments/counts', ENTERPRISE],
  ['GET /instruments/ids', ENTERPRISE],
  ['GET /instruments/duplicate', ENTERPRISE],
  ['GET /instruments/ended-kinds', ENTERPRISE],
  ['GET /instruments/{}', PARTIES],
  ['GET /instruments', ENTERPRISE],
  ['POST /instruments/exports', ENTERPRISE],
  ['* /instruments/**', WRITERS],
  ['* /instruments', WRITERS],
  ['* /instrument-templates', WRITERS],
  ['* /instrument-templates/**', WRITERS],
  ['* /bulk-edits/**', WRITERS],
  ['* /bulk-edits', WRITERS],
  ['POST /stock-takes/{}/reopen', ['ENTERPRISE_ADMIN']],
  ['GET /stock-takes/**', ENTERPRISE],
  ['GET /stock-takes', ENTERPRISE],
  ['POST /stock-takes/**', WRITERS],
  ['POST /stock-takes', WRITERS],
  ['GET /imports/template', WRITERS],
  ['GET /imports/{}/error-report', WRITERS],
  ['GET /imports/**', ENTERPRISE],
  ['GET /imports', ENTERPRISE],
  ['* /imports/**', WRITERS],
  ['* /imports', WRITERS],
  // Filing
  ['POST /filings/{}/assign', ['REVIEWER', 'INSTITUTION_ADMIN']],
  ['POST /filings/{}/nudge', WRITERS],
  ['POST /filings/preview', WRITERS],
  ['POST /filings/changes', WRITERS],
  ['POST /filings', WRITERS],
  ['GET /filings/**', PARTIES],
  ['GET /filings', PARTIES],
  ['POST /filings/**', ACTING],
  // Booking
  ['GET /appointments/trips', STAFF],
  ['GET /appointments/calendar', STAFF],
  ['POST /appointments/confirmations', ['SCHEDULER']],
  ['POST /appointments/forms', PARTIES],
  ['POST /appointments', WRITERS],
  ['POST /appointments/preview', WRITERS],
  ['POST /appointments/{}/nudge', WRITERS],
  ['POST /appointments/{}/unmask', ['SCHEDULER', 'VERIFIER', 'COUNTER_CLERK']],
  ['GET /appointments/**', PARTIES],
  ['GET /appointments', PARTIES],
  ['POST /appointments/{}/items', DESK],
  ['POST /appointments/{}/{}', ACTING],
  // At the counter, in the laboratory
  ['GET /walk-ins/waiting', STAFF],
  ['* /walk-ins/**', ['COUNTER_CLERK']],
  ['* /walk-ins', ['COUNTER_CLERK']],
  ['GET /receipts/expected', STAFF],
  ['GET /receipts/lookup', DESK],
  ['GET /receipts/scan', DESK],
  ['GET /receipts/unexpected', DESK],
  ['POST /receipts/{}/undo', DESK],
  ['PUT /receipts/{}/signature', DESK],
  ['POST /receipts/{}/hand-backs', DESK],
  ['GET /receipts/{}/labels', STAFF],
  ['GET /receipts/**', PARTIES],
  ['GET /receipts', PARTIES],
  ['* /receipts/**', STAFF],
  ['* /receipts', STAFF],
  ['GET /item-photos/{}/file', PARTIES],
  ['POST /item-photos/{}/remove', DESK],
  ['POST /appointment-items/{}/{}', DESK],
  ['* /photo-links/**', DESK],
  ['* /photo-uploads/**', EVERYBODY],
  ['GET /tasks/**', PARTIES],
  ['GET /tasks', PARTIES],
  ['POST /tasks/assign-filtered', ['SCHEDULER', 'INSTITUTION_ADMIN']],
  ['* /tasks/**', STAFF],
  ['PUT /verification-rule', ['INSTITUTION_ADMIN']],
  ['GET /verification-rule', STAFF],
  ['* /regulations/**', ['INSTITUTION_ADMIN', 'VERIFIER']],
  ['POST /regulations', ['INSTITUTION_ADMIN', 'VERIFIER']],
  ['GET /regulations', STAFF],
  // Certificates
  ['POST /certificates/zip', PARTIES],
  ['GET /certificates/**', PARTIES],
  ['GET /certificates', PARTIES],
  ['POST /certificates/**', STAFF],
  ['* /certificates/{}/file', ['VERIFIER', 'CHECKER', 'SIGNATORY']],
  // What everybody has
  ['GET /attachments/{}/file', ['REGISTRANT', ...PARTIES]],
  ['* /notifications/**', SIGNED_IN],
  ['* /notifications', SIGNED_IN],
  ['* /jobs/**', MEMBERS],
  ['* /jobs', MEMBERS],
  ['* /lists/**', MEMBERS],
  ['* /list-views/**', MEMBERS],
  ['* /audit-events/**', ADMINS],
  ['* /audit-events', ADMINS],
  ['GET /statistics/todo', SIGNED_IN],
  ['GET /statistics/expiry', ENTERPRISE],
  ['GET /statistics/**', STAFF],
];

/** What isn't the tenant's alone though it is at its address: an institution's rules, and what the platform looks after. */
export const SEEN_BEYOND: Record<string, RegExp> = {
  'enterprise B': /^GET \/institutions\/\{id\}\/booking-rule$/,
  'institution 2': /^GET \/institutions\/\{id\}\/booking-rule$/,
  platform: /^\w+ \/(institutions|accounts|departments|reference-tables)\//,
};

/** The line that fits, or undefined: then the matrix is not complete. */
export function permissionOf(method: string, path: string): typeof EVERYBODY | readonly Role[] | undefined {
  const address = path.replace(/^\/api\/v1/, '').replace(/\{\w+\}/g, '{}');
  const fits = (pattern: string) => {
    const [verb, place = ''] = pattern.split(' ');
    if (verb !== '*' && verb !== method) return false;
    const expression = place.replaceAll('**', '\0').replaceAll('{}', '[^/]+').replaceAll('\0', '.+');
    return new RegExp(`^${expression}$`).test(address);
  };
  return PERMISSION_MATRIX.find(([pattern]) => fits(pattern))?.[1];
}
