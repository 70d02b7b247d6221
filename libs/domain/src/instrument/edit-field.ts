import { DomainError } from '../platform/errors.js';
import { INSTRUMENT_FIELD, INSTRUMENT_FIELDS, type InstrumentFieldKey } from './instrument.fields.js';
import { identityKey } from './instrument.identity.js';
import type { ImportContext } from './import-row.context.js';
import { validateImportRow, type RawRow } from './import-row.js';
import { lockedFields, type LockFacts } from './locked-fields.js';

/** What an instrument of the ledger says, codes as words and dates `YYYY-MM-DD`. */
export type LedgerValues = Partial<Record<InstrumentFieldKey, string | null>>;

/** Each piece has its own; setting one for many could only be a slip. */
const OF_ONE_PIECE: readonly InstrumentFieldKey[] = ['serialNumber', 'ownNumber'];
export const FIELDS_FOR_MANY: readonly InstrumentFieldKey[] = INSTRUMENT_FIELDS.map(({ key }) => key).filter(
  (key) => !OF_ONE_PIECE.includes(key),
);

/** As the importer reads it: codes as digits. */
export function asImportRow(values: LedgerValues): RawRow {
  return Object.fromEntries(
    INSTRUMENT_FIELDS.map(({ key }) => {
      const value = values[key] ?? null;
      const choice = INSTRUMENT_FIELD[key].choices?.find(({ word }) => word === value);
      return [key, choice?.digit ?? value];
    }),
  );
}

/**
 * The instrument with one field set, by the rules of the ledger (`domain.md` section 3); null where it is so already.
 * What was wrong with its other fields before isn't this change's business.
 * @throws DomainError the finding's code for a value that the ledger refuses, `instrument.field-locked`
 */
export function setField(
  row: LedgerValues & LockFacts,
  field: InstrumentFieldKey,
  value: string | null,
  context: ImportContext,
): { readonly value: string | null; readonly identityKey: string } | null {
  const { values, findings } = validateImportRow(asImportRow({ ...row, [field]: value }), context);
  const wrong = findings.find(
    (found) =>
      found.level === 'ERROR' && (found.field === field || found.code === 'instrument.valid-before-verified'),
  );
  if (wrong) throw new DomainError(wrong.code, { ...wrong.details, field });
  const set = values[field];
  if ((row[field] || null) === (set || null)) return null;
  if (lockedFields(row).includes(field))
    throw new DomainError('instrument.field-locked', { fields: INSTRUMENT_FIELD[field].header });
  const { name, model, serialNumber, ownNumber }: LedgerValues = { ...row, [field]: set };
  const identity = { name: name ?? '', model: model ?? '', serialNumber: serialNumber ?? '', ownNumber };
  return { value: set, identityKey: identityKey(identity) };
}
