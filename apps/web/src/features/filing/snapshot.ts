import type { FilingItemDto } from '@quanheng/api-client';
import { INSTRUMENT_FIELDS, type InstrumentField, type InstrumentFieldKey } from '@quanheng/domain';

/** A field of the instrument as it was submitted. */
export function textField(item: FilingItemDto, key: InstrumentFieldKey): string | null {
  const value = item.snapshot?.[key]; // Element Plus tries a column's slot with an empty row
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A field's value for reading: coded ones by their label. */
export function shownField(item: FilingItemDto, field: InstrumentField, chinese: boolean): string | null {
  const value = textField(item, field.key);
  const choice = field.choices?.find((one) => one.word === value);
  if (!choice) return value;
  return chinese ? choice.zh : choice.en;
}

export const FIELDS = INSTRUMENT_FIELDS;
