/** What changes (`domain.md` section 1 ★); one case may change several. */
export const PROFILE_CHANGE_KINDS = ['NAME', 'LEGAL_REPRESENTATIVE', 'CONTACT'] as const;
export type ProfileChangeKind = (typeof PROFILE_CHANGE_KINDS)[number];

/** How whoever asks has shown to belong to the enterprise: a code, a session, or nothing but the papers. */
export const IDENTITY_PROOFS = ['EMAIL', 'MOBILE', 'SESSION', 'REVIEW'] as const;
export type IdentityProof = (typeof IDENTITY_PROOFS)[number];

export const PROFILE_CHANGE_PAPERS = [
  'BUSINESS_LICENSE',
  'LEGAL_ENTITY_CERTIFICATE',
  'CHANGE_PROOF',
  'AUTHORIZATION_LETTER',
] as const;
export type ProfileChangePaper = (typeof PROFILE_CHANGE_PAPERS)[number];

const FIELDS_OF_KIND = {
  NAME: ['enterpriseName'],
  LEGAL_REPRESENTATIVE: ['legalRepresentative'],
  // The new letter of authorisation names both persons with their ID numbers (annex 1 of the guide).
  CONTACT: ['contactPerson', 'mobile', 'email', 'legalRepresentativeIdNumber', 'agentIdNumber'],
} as const;

export type ProfileChangeField = (typeof FIELDS_OF_KIND)[ProfileChangeKind][number];
export const PROFILE_CHANGE_FIELDS: readonly ProfileChangeField[] =
  PROFILE_CHANGE_KINDS.flatMap<ProfileChangeField>((kind) => FIELDS_OF_KIND[kind]);

export function changedFields(kinds: readonly string[]): ProfileChangeField[] {
  return PROFILE_CHANGE_KINDS.filter((kind) => kinds.includes(kind)).flatMap<ProfileChangeField>(
    (kind) => FIELDS_OF_KIND[kind],
  );
}

export function missingChangeFields(
  kinds: readonly string[],
  values: { readonly [field in ProfileChangeField]?: string | null },
): ProfileChangeField[] {
  return changedFields(kinds).filter((field) => !values[field]);
}

/** The papers a change needs ★; each inner list is a choice of equivalent papers. */
export function neededChangePapers(kinds: readonly string[]): ProfileChangePaper[][] {
  const needed: ProfileChangePaper[][] = [['BUSINESS_LICENSE', 'LEGAL_ENTITY_CERTIFICATE']];
  if (kinds.includes('NAME') || kinds.includes('LEGAL_REPRESENTATIVE')) needed.push(['CHANGE_PROOF']);
  if (kinds.includes('CONTACT')) needed.push(['AUTHORIZATION_LETTER']);
  return needed;
}

export function missingChangePapers(
  kinds: readonly string[],
  present: readonly string[],
): ProfileChangePaper[][] {
  return neededChangePapers(kinds).filter((anyOf) => !anyOf.some((kind) => present.includes(kind)));
}

/** What a reviewer's comment can be about. */
export const PROFILE_CHANGE_TARGETS = [...PROFILE_CHANGE_FIELDS, ...PROFILE_CHANGE_PAPERS] as const;
export type ProfileChangeTarget = ProfileChangeField | ProfileChangePaper;

/** Names of the places that registrations don't have. */
export const CHANGE_PROOF_NAME = { zh: '变更证明', en: 'Proof of change' } as const;
