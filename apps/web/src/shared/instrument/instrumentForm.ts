import { INSTRUMENT_FIELDS, type InstrumentFieldKey } from '@quanheng/domain';

export type InstrumentValues = Record<InstrumentFieldKey, string>;

/** The groups in which the form asks; the order within one is that of the nameplate. */
export const SECTIONS = [
  {
    key: 'nameplate',
    hint: 'nameplateHint',
    fields: [
      ...(['name', 'model', 'serialNumber', 'ownNumber', 'manufacturer'] as const),
      ...(['measuringRange', 'accuracyClass', 'typeApprovalNumber'] as const),
    ],
  },
  {
    key: 'kind',
    fields: ['categoryCode', 'purpose', 'verificationMode', 'origin', 'usageState', 'instrumentType'],
  },
  { key: 'place', fields: ['regionCode', 'location'] },
  {
    key: 'dates',
    hint: 'datesHint',
    fields: ['manufacturedOn', 'inUseSince', 'lastVerifiedOn', 'validUntil', 'remark'],
  },
] as const satisfies readonly { key: string; hint?: string; fields: readonly InstrumentFieldKey[] }[];

export function emptyInstrument(): InstrumentValues {
  const empty = Object.fromEntries(INSTRUMENT_FIELDS.map(({ key }) => [key, ''])) as InstrumentValues;
  return { ...empty, origin: 'DOMESTIC', usageState: 'IN_USE', instrumentType: 'WORKING_INSTRUMENT' };
}

export function valuesOf(instrument: Partial<Record<InstrumentFieldKey, string | null>>): InstrumentValues {
  return Object.fromEntries(
    INSTRUMENT_FIELDS.map(({ key }) => [key, instrument[key] ?? '']),
  ) as InstrumentValues;
}

/** As the API takes it: what may be empty and is, is null. */
export function toBody(values: InstrumentValues): Record<string, string | null> {
  return Object.fromEntries(
    INSTRUMENT_FIELDS.map(({ key, required }) => [key, required ? values[key] : values[key] || null]),
  );
}

/** Required fields that are empty, told before the server is asked. */
export function missing(values: InstrumentValues): InstrumentFieldKey[] {
  return INSTRUMENT_FIELDS.filter(({ key, required }) => required && !values[key].trim()).map(
    ({ key }) => key,
  );
}
