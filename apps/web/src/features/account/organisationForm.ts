import type { RegistrationDto, UpdateRegistrationDto } from '../../app/client';
import { FIELDS_OF_ORGANISATION } from './registrationTasks';

type Field = (typeof FIELDS_OF_ORGANISATION)[number];
export type OrganisationValues = Record<Field, string> & Pick<RegistrationDto, 'registrantKind'>;

/** ID numbers come masked: they are never filled in, and an empty one keeps what is stored. */
const KEPT_WHEN_EMPTY: readonly Field[] = ['legalRepresentativeIdNumber', 'agentIdNumber'];

export function toValues(registration?: RegistrationDto): OrganisationValues {
  const valueOf = (field: Field) => (KEPT_WHEN_EMPTY.includes(field) ? '' : (registration?.[field] ?? ''));
  const values = Object.fromEntries(FIELDS_OF_ORGANISATION.map((field) => [field, valueOf(field)]));
  return { ...values, registrantKind: registration?.registrantKind ?? 'AGENT' } as OrganisationValues;
}

export function toChanges({ registrantKind, ...values }: OrganisationValues): UpdateRegistrationDto {
  const entries = Object.entries(values) as [Field, string][];
  const changed = entries.filter(([field, value]) => value.trim() || !KEPT_WHEN_EMPTY.includes(field));
  return {
    registrantKind,
    ...Object.fromEntries(changed.map(([field, value]) => [field, value.trim() || null])),
  };
}
