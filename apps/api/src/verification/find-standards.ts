import { ReferenceStandardEntity, type StandardUsed, type Transaction } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { In } from 'typeorm';

/**
 * The institution's standards of these ids as they stand today, to be kept with a record; undefined for undefined.
 * @throws DomainError `verification.standard-unknown`
 */
export async function findStandards(
  tx: Transaction,
  ids: readonly string[] | undefined,
): Promise<StandardUsed[] | undefined> {
  if (!ids) return undefined;
  const rows = await tx.manager.find(ReferenceStandardEntity, { where: { id: In([...ids]) } });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.map((id, index) => {
    const row = byId.get(id);
    if (!row)
      throw new DomainError('verification.standard-unknown', {}, [
        { pointer: `/standardIds/${index}`, code: 'verification.standard-unknown' },
      ]);
    const { name, number, accuracy, validUntil } = row;
    return { id, name, number, accuracy, validUntil };
  });
}
