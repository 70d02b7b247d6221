import type { Transaction, VersionedRow } from '@quanheng/database';
import { DomainError, type ErrorDetails } from '@quanheng/domain';
import { In, type EntityTarget, type FindOptionsWhere } from 'typeorm';
import { Bool, FreeObject, Id, Integer, ListOf, Text } from './fields.js';

export const MAX_BULK = 1000;

/** One record of a bulk request, in the version the caller has seen. */
export class VersionedId {
  @Id() id: string;
  @Integer({ min: 1, max: 1_000_000_000 }) version: number;
}

export class BulkResultItemDto {
  @Id() id: string;
  @Bool() ok: boolean;
  @Integer({ min: 1, max: 1_000_000_000, nullable: true, description: 'The new version' })
  version: number | null;
  @Text({ max: 100, nullable: true, description: 'Why not: the code of the refusal' }) code: string | null;
  @FreeObject({ description: 'What the refusal is about' }) details: ErrorDetails;
}

/** Each item has its own answer: what could be decided is, what could not says why. */
export class BulkResultDto {
  @ListOf(() => BulkResultItemDto) results: BulkResultItemDto[];
}

/**
 * Locks the rows in the order of their ids and lets `decide` change each; a DomainError refuses that row only. `write`
 * stores what was changed and raises the versions that the answer tells.
 */
export async function decideEach<E extends VersionedRow>(
  tx: Transaction,
  entity: EntityTarget<E>,
  items: readonly VersionedId[],
  decide: (row: E, index: number) => void,
  write: (done: E[]) => Promise<void>,
): Promise<BulkResultDto> {
  const rows = await lockAll(tx, entity, items);
  const done = new Set<E>();
  const outcomes = items.map((item, index) => {
    try {
      const row = rows.get(item.id);
      if (!row) throw new DomainError('record.not-found', { id: item.id });
      if (row.version !== item.version || done.has(row))
        throw new DomainError('record.stale', { id: item.id });
      decide(row, index);
      done.add(row);
      return row;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  });
  await write([...done]);
  return { results: items.map(({ id }, index) => toResult(id, outcomes[index] as E | DomainError)) };
}

async function lockAll<E extends VersionedRow>(
  tx: Transaction,
  entity: EntityTarget<E>,
  items: readonly VersionedId[],
): Promise<Map<string, E>> {
  const found = await tx.manager.find(entity, {
    where: { id: In(items.map((item) => item.id)) } as FindOptionsWhere<E>,
    order: { id: 'ASC' } as never,
    lock: { mode: 'pessimistic_write' },
  });
  return new Map(found.map((row) => [row.id, row]));
}

function toResult(id: string, outcome: VersionedRow | DomainError): BulkResultItemDto {
  if (outcome instanceof DomainError)
    return { id, ok: false, version: null, code: outcome.code, details: outcome.details };
  return { id, ok: true, version: outcome.version, code: null, details: {} };
}
