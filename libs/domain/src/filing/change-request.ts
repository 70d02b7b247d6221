import type { InstrumentFieldKey } from '../instrument/instrument.fields.js';

/**
 * What is locked while an instrument is filed and changes by filing it again: the four identity fields, category, mode,
 * and a declared validUntil (`domain.md` section 3).
 */
export const CHANGEABLE_FIELDS = [
  'name',
  'model',
  'serialNumber',
  'ownNumber',
  'categoryCode',
  'verificationMode',
  'validUntil',
] as const satisfies readonly InstrumentFieldKey[];
export type ChangeableField = (typeof CHANGEABLE_FIELDS)[number];
export type FieldChanges = Partial<Record<ChangeableField, string | null>>;

type Values = Partial<Record<InstrumentFieldKey, string | null>>;

/** What differs among the changeable fields, by its new value; an empty text and none are the same. */
export function changesBetween(before: Values, after: Values): FieldChanges {
  const changed = CHANGEABLE_FIELDS.filter((key) => (before[key] || null) !== (after[key] || null));
  return Object.fromEntries(changed.map((key) => [key, after[key] || null]));
}
