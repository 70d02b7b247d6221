import { missingFields, missingPapers, type PaperKind } from '@quanheng/domain';
import type { RegistrationDto } from '../../app/client';

export type PaperStep = 'license' | 'identity' | 'pledge';
export type TaskState = 'done' | 'open' | 'blocked' | 'correct' | 'updated';

export const KINDS_OF_STEP: Record<
  PaperStep,
  Record<RegistrationDto['registrantKind'], readonly PaperKind[]>
> = {
  license: {
    AGENT: ['BUSINESS_LICENSE', 'LEGAL_ENTITY_CERTIFICATE'],
    LEGAL_REPRESENTATIVE: ['BUSINESS_LICENSE', 'LEGAL_ENTITY_CERTIFICATE'],
  },
  identity: { AGENT: ['AUTHORIZATION_LETTER'], LEGAL_REPRESENTATIVE: ['ID_CARD_FRONT', 'ID_CARD_BACK'] },
  pledge: { AGENT: ['INTEGRITY_PLEDGE'], LEGAL_REPRESENTATIVE: ['INTEGRITY_PLEDGE'] },
};

export const isEditable = ({ status }: RegistrationDto): boolean =>
  status === 'DRAFT' || status === 'RETURNED';

/** What the reviewer wrote about these places, as long as it waits for the registrant. */
export function commentsOn({ status, comments }: RegistrationDto, targets: readonly string[]) {
  return status === 'RETURNED' ? comments.filter(({ target }) => targets.includes(target)) : [];
}

export const FIELDS_OF_ORGANISATION = [
  'enterpriseName',
  'creditCode',
  'regionCode',
  'address',
  'legalRepresentative',
  'legalRepresentativeIdNumber',
  'agentName',
  'agentIdNumber',
  'contactPerson',
  'mobile',
  'email',
  'supervisionPhone',
  'institutionId',
] as const;

export function organisationState(registration: RegistrationDto): TaskState {
  if (missingFields(registration.registrantKind, registration).length > 0) return 'open';
  return returnedState(registration, FIELDS_OF_ORGANISATION);
}

export function papersState(registration: RegistrationDto, step: PaperStep): TaskState {
  const { registrantKind, papers } = registration;
  const kinds = KINDS_OF_STEP[step][registrantKind];
  const missing = missingPapers(
    registrantKind,
    papers.map(({ kind }) => kind),
  ).flat();
  if (missing.some((kind) => kinds.includes(kind))) {
    const isLetter = step === 'pledge' || kinds.includes('AUTHORIZATION_LETTER');
    return isLetter && organisationState(registration) === 'open' ? 'blocked' : 'open';
  }
  return returnedState(registration, kinds);
}

/** What was returned is mended once all of it has been changed; whether that suffices, the reviewer judges. */
function returnedState(registration: RegistrationDto, targets: readonly string[]): TaskState {
  const returned = commentsOn(registration, targets);
  if (returned.length === 0) return 'done';
  return returned.every(({ corrected }) => corrected) ? 'updated' : 'correct';
}

/** Everything that submitting asks for is there; whether the corrections suffice, the reviewer judges. */
export const isComplete = ({ missingFields, missingPapers }: RegistrationDto): boolean =>
  missingFields.length === 0 && missingPapers.length === 0;
