import { InstrumentEntity, type Transaction } from '@quanheng/database';
import { DomainError, type ImportedInstrument } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';

/** A new instrument of the caller's enterprise. The values have been judged, so that nothing required is null. */
export function toRow(tx: Transaction, values: ImportedInstrument, identityKey: string): InstrumentEntity {
  return tx.manager.create(InstrumentEntity, {
    ...(values as unknown as Partial<InstrumentEntity>),
    ownNumber: values.ownNumber ?? '',
    id: uuidv7(),
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
  const result = await tx.manager
    .createQueryBuilder()
    .insert()
    .into(InstrumentEntity)
    .values([...rows])
    .orIgnore()
    // Else the ids that come back would be given to the rows by their order, whatever was left out.
    .updateEntity(false)
    .returning('id')
    .execute();
  return new Set((result.raw as { id: string }[]).map(({ id }) => id));
}

/** @throws DomainError `instrument.duplicate` naming the instrument that has this identity already */
export async function refuseDuplicate(
  tx: Transaction,
  identityKey: string,
  exceptId: string | null = null,
): Promise<void> {
  const [existing] = await tx.query<{ id: string }>(
    `SELECT id FROM instrument WHERE enterprise_id = $1 AND identity_key = $2 AND ($3::uuid IS NULL OR id <> $3)`,
    [tx.context.enterpriseId, identityKey, exceptId],
  );
  if (existing) throw new DomainError('instrument.duplicate', { id: existing.id });
}
