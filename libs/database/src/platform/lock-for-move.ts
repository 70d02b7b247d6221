import { DomainError } from '@quanheng/domain';
import type { EntityTarget, FindOptionsWhere } from 'typeorm';
import type { VersionedRow } from './columns.js';
import type { Transaction } from './transaction.js';

/**
 * The row, locked until the end of the transaction, in the version the caller has seen: of two who decide at once
 * one wins and the other is told. `version` null skips the check, for moves made by the system.
 * @throws DomainError `record.not-found` (also for another tenant's row), `record.stale`
 */
export async function lockForMove<E extends VersionedRow>(
  tx: Transaction,
  entity: EntityTarget<E>,
  id: string,
  version: number | null,
): Promise<E> {
  const row = await tx.manager.findOne(entity, {
    where: { id } as FindOptionsWhere<E>,
    lock: { mode: 'pessimistic_write' },
  });
  if (!row) throw new DomainError('record.not-found', { id });
  if (version !== null && row.version !== version)
    throw new DomainError('record.stale', { id, version: row.version });
  return row;
}
