import { type FilingItemEntity, InstrumentEntity, orTaken, type Transaction } from '@quanheng/database';
import { DomainError, identityKey } from '@quanheng/domain';

/** Approved: the instrument takes on what was asked for (`domain.md` section 3). Its row is locked by the caller's approval. */
export async function applyChanges(tx: Transaction, items: readonly FilingItemEntity[]): Promise<void> {
  for (const { instrumentId, changes } of items) {
    if (!changes) continue;
    const row = await tx.manager.findOneOrFail(InstrumentEntity, {
      where: { id: instrumentId },
      lock: { mode: 'pessimistic_write' },
    });
    const before = Object.fromEntries(
      Object.keys(changes).map((key) => [key, row[key as keyof InstrumentEntity]]),
    );
    Object.assign(row, changes);
    row.ownNumber = row.ownNumber ?? '';
    row.identityKey = identityKey(row);
    row.searchText = row.identityKey.replaceAll('\u001f', ' ');
    if ('validUntil' in changes) row.validUntilDeclared = row.validUntil !== null;
    await saveUnique(tx, row);
    const { enterpriseId } = row;
    const about = { objectType: 'instrument', objectId: instrumentId, enterpriseId };
    tx.audit({ action: 'instrument.change', ...about, before, after: changes });
  }
}

/** The institution doesn't see the enterprise's other instruments; the database refuses the same one twice. */
async function saveUnique(tx: Transaction, row: InstrumentEntity): Promise<void> {
  const { name, serialNumber } = row;
  await orTaken(
    () => tx.manager.save(row),
    () => new DomainError('filing.change-duplicate', { name, serialNumber }),
  );
}

/**
 * What stands against approving now, by item: the instrument is in an open appointment, which was made for it as it is
 * and with the institution it is filed with.
 */
export async function approvalObstacles(
  tx: Transaction,
  items: readonly FilingItemEntity[],
): Promise<Map<string, DomainError>> {
  const rows = await tx.query<{ id: string; name: string; serialNumber: string }>(
    `SELECT f.id, i.name, i.serial_number AS "serialNumber" FROM filing_item f JOIN instrument i ON i.id = f.instrument_id
     WHERE f.id = ANY($1) AND i.open_appointment_item_id IS NOT NULL`,
    [items.map((item) => item.id)],
  );
  return new Map(
    rows.map(({ id, ...details }) => [id, new DomainError('filing.in-appointment', details)] as const),
  );
}
