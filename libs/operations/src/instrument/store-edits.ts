import { InstrumentEntity, updateRows, type Transaction } from '@quanheng/database';
import { DomainError, type InstrumentFieldKey } from '@quanheng/domain';

export interface InstrumentEdit {
  readonly row: InstrumentEntity;
  readonly values: Partial<InstrumentEntity>;
}

interface Stored {
  readonly stored: readonly InstrumentEdit[];
  readonly refused: ReadonlyMap<string, DomainError>;
}

export async function storeAll(
  tx: Transaction,
  edits: readonly InstrumentEdit[],
  field: InstrumentFieldKey,
): Promise<Stored> {
  const rows = edits.map(({ row, values }) => ({ ...row, ...values }));
  await updateRows(tx, InstrumentEntity, rows, [field, 'identityKey', 'searchText', 'validUntilDeclared']);
  return { stored: edits, refused: new Map() };
}

/**
 * Stores what changes identities: one that another instrument has refuses that edit only (`domain.md` section 3). Where
 * somebody creates the same one at this moment, the index refuses and the whole is judged again (`Database.write`).
 */
export async function storeIdentities(
  tx: Transaction,
  edits: readonly InstrumentEdit[],
  field: InstrumentFieldKey,
): Promise<Stored> {
  // Two of these at once, each waiting for a name that the other has just given away, would never end.
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [tx.context.enterpriseId]);
  const taken = await findTaken(tx, edits);
  const refused = new Map<string, DomainError>();
  for (const { row, values } of edits) {
    const key = values.identityKey as string;
    if (key === row.identityKey) continue;
    if (taken.has(key)) refused.set(row.id, new DomainError('instrument.duplicate', taken.get(key)));
    else taken.set(key, { id: row.id });
  }
  const free = edits.filter(({ row }) => !refused.has(row.id));
  return { ...(await storeAll(tx, free, field)), refused };
}

/** Who has these identities, also where row security hides it from a branch's own people: those are not named. */
async function findTaken(
  tx: Transaction,
  edits: readonly InstrumentEdit[],
): Promise<Map<string, { id?: string }>> {
  const rows = await tx.query<{ key: string; id: string | null }>(
    `SELECT k.key, i.id FROM (SELECT key, holder_of_identity(key) AS id FROM unnest($1::text[]) AS key) k
     LEFT JOIN instrument i ON i.id = k.id WHERE k.id IS NOT NULL`,
    [[...new Set(edits.map(({ values }) => values.identityKey))]],
  );
  return new Map(rows.map(({ key, id }) => [key, id ? { id } : {}]));
}
