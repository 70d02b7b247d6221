import { columnOf, InstrumentEntity, type Transaction } from '@quanheng/database';
import { DomainError, INSTRUMENT_FIELDS, type ImportedInstrument } from '@quanheng/domain';
import { findHolders } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';

const GIVEN = [
  ...(['id', 'version', 'enterpriseId', 'lifecycle', 'identityKey'] as const),
  ...(['searchText', 'validUntilDeclared'] as const),
  ...INSTRUMENT_FIELDS.map(({ key }) => key),
];
const COLUMNS = GIVEN.map(columnOf);

/** One parameter for any number of rows, so that the plan is kept. */
const INSERT = `INSERT INTO instrument (${COLUMNS.join(', ')})
  SELECT ${COLUMNS.join(', ')} FROM jsonb_populate_recordset(NULL::instrument, $1::jsonb) ON CONFLICT DO NOTHING RETURNING id`;

/** A new instrument of the caller's enterprise. The values have been judged, so that nothing required is null. */
export function toRow(tx: Transaction, values: ImportedInstrument, identityKey: string): InstrumentEntity {
  return tx.manager.create(InstrumentEntity, {
    ...(values as unknown as Partial<InstrumentEntity>),
    ownNumber: values.ownNumber ?? '',
    id: uuidv7(),
    version: 1,
    enterpriseId: tx.context.enterpriseId as string,
    lifecycle: 'ACTIVE',
    identityKey,
    searchText: identityKey.replaceAll('\u001f', ' '),
    validUntilDeclared: values.validUntil !== null,
  });
}

/** Inserts what the ledger lacks and answers the ids inserted; the unique index decides, also between two at once. */
export async function insertInstruments(
  tx: Transaction,
  rows: readonly InstrumentEntity[],
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
