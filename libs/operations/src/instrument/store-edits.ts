import { InstrumentEntity, updateRows, type Transaction } from '@quanheng/database';
import { DomainError, type InstrumentFieldKey } from '@quanheng/domain';
import { findHolders } from './find-holders.js';

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
  const keys = edits.map(({ values }) => values.identityKey as string);
  const taken = await findHolders(tx, keys);
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
