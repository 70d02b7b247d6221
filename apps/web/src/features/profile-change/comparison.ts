import { changedFields, type ProfileChangeField } from '@quanheng/domain';
import type { ProfileChangeDto, UnmaskedProfileChangeDto } from '../../app/client';

export interface Difference {
  readonly field: ProfileChangeField;
  readonly label: string;
  /** Undefined where nothing of the kind is on record: ID numbers are asked for anew. */
  readonly before: string | undefined;
  readonly after: string;
}

/** What is in force and what is asked for, field by field. */
export function differences(
  t: (key: string) => string,
  change: ProfileChangeDto,
  unmasked?: UnmaskedProfileChangeDto,
): Difference[] {
  const before: Partial<Record<string, string>> = { ...change.before };
  return changedFields(change.kinds).map((field) => ({
    field,
    label: t(field === 'agentIdNumber' ? 'profileChange.contactIdNumber' : `registration.field.${field}`),
    before: before[field],
    after: (unmasked as Partial<Record<string, string | null>> | undefined)?.[field] ?? change[field] ?? '',
  }));
}
