import { columnOf, type InstrumentEntity, type Transaction } from '@quanheng/database';
import { DomainError, INSTRUMENT_FIELDS, type ImportedInstrument } from '@quanheng/domain';
import { findHolders } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import type { InstrumentRow } from './instrument-row.js';

const GIVEN = [
  ...(['id', 'version', 'enterpriseId', 'lifecycle', 'identityKey'] as const),
  ...(['searchText', 'validUntilDeclared'] as const),
  ...INSTRUMENT_FIELDS.map(({ key }) => key),
];
const COLUMNS = GIVEN.map(columnOf);

export type NewInstrument = Pick<InstrumentEntity, (typeof GIVEN)[number]>;

/** One parameter for any number of rows, so that the plan is kept. */
const INSERT = `INSERT INTO instrument (${COLUMNS.join(', ')})
  SELECT ${COLUMNS.join(', ')} FROM jsonb_populate_recordset(NULL::instrument, $1::jsonb) ON CONFLICT DO NOTHING RETURNING id`;

const ONE = [...GIVEN, 'createdAt'] as const;
/** Divides by zero where the identity is taken: a violation of the index would leave a dead row for each try. */
const INSERT_ONE = `WITH made AS (INSERT INTO instrument (${ONE.map(columnOf).join(', ')})
  VALUES (${ONE.map((_, at) => `$${at + 1}`).join(', ')}) ON CONFLICT DO NOTHING RETURNING id)
  SELECT 1 / count(*) FROM made`;

/** The statement that adds one of no branch, and fails where its identity is taken; and what it will be read as. */
export function insertion(row: NewInstrument) {
  const created: InstrumentRow & NewInstrument = { ...NEW, ...row, createdAt: new Date() };
  return { created, statement: { sql: INSERT_ONE, params: ONE.map((key) => created[key] ?? null) } };
}

/** Nothing has happened to it yet. */
const NEW = {
  ...{ institutionId: null, institutionName: null, branchId: null, branchName: null, importId: null },
  ...{ failed: false, verifiedForGood: false, everFiled: false, filedOn: null, lapsedOn: null },
  ...{ endedWithoutResultOn: null, openFilingItemId: null, openAppointmentItemId: null, labelCode: null },
  ...{ filingItemId: null, filingId: null, filingStatus: null, filingComment: null },
  ...{ appointmentId: null, appointmentNumber: null, appointmentStatus: null },
  ...{ appointmentDate: null, appointmentHalfDay: null },
};

/** A new instrument of the caller's enterprise. The values have been judged, so that nothing required is null. */
export function toRow(tx: Transaction, values: ImportedInstrument, identityKey: string): NewInstrument {
  return {
    ...(values as unknown as Pick<NewInstrument, keyof ImportedInstrument>),
    ownNumber: values.ownNumber ?? '',
    id: uuidv7(),
    version: 1,
    enterpriseId: tx.context.enterpriseId as string,
    lifecycle: 'ACTIVE',
    identityKey,
    searchText: identityKey.replaceAll('\u001f', ' '),
    validUntilDeclared: values.validUntil !== null,
  };
}

/** Inserts what the ledger lacks and answers the ids inserted; the unique index decides, also between two at once. */
export async function insertInstruments(
  tx: Transaction,
  rows: readonly NewInstrument[],
): Promise<ReadonlySet<string>> {
  const records = rows.map((row) =>
    Object.fromEntries(GIVEN.map((key, at) => [COLUMNS[at], row[key] ?? null])),
  );
  const inserted = await tx.prepared<{ id: string }>(INSERT, [JSON.stringify(records)]);
  return new Set(inserted.map(({ id }) => id));
}

/**
 * What another branch has, row security hides: the function says only that it is there.
 * @throws DomainError `instrument.duplicate` naming the instrument that has this identity already, if the caller sees it
 */
export async function refuseDuplicate(
  tx: Transaction,
  identityKey: string,
  exceptId: string | null = null,
): Promise<void> {
  const holder = (await findHolders(tx, [identityKey])).get(identityKey);
  if (holder && holder.id !== exceptId) throw new DomainError('instrument.duplicate', holder);
}
