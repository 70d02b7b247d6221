import { InstrumentEntity, type Transaction } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { In } from 'typeorm';
import type { BulkOutcome, BulkTarget } from './bulk-outcome.js';

/** Locks the instruments of the caller's enterprise in the order of their ids, so that two bulk works never wait in a circle. */
export async function lockInstruments(
  tx: Transaction,
  targets: readonly BulkTarget[],
): Promise<Map<string, InstrumentEntity>> {
  const rows = await tx.manager.find(InstrumentEntity, {
    where: { id: In(targets.map(({ id }) => id)), enterpriseId: tx.context.enterpriseId ?? '' },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * Lets `decide` judge each instrument; a DomainError refuses that one only. `write` stores what was changed, raises the
 * versions that the outcomes tell, and answers what only the storing could refuse, by instrument.
 */
export async function decideInstruments(
  tx: Transaction,
  targets: readonly BulkTarget[],
  decide: (row: InstrumentEntity) => void,
  write: (rows: InstrumentEntity[]) => Promise<ReadonlyMap<string, DomainError> | void>,
): Promise<BulkOutcome[]> {
  const rows = await lockInstruments(tx, targets);
  const done = new Set<InstrumentEntity>();
  const refusals = targets.map((target) => {
    const row = rows.get(target.id);
    try {
      if (!row) throw new DomainError('record.not-found', { id: target.id });
      const isStale = target.version !== null && row.version !== target.version;
      if (isStale || done.has(row)) throw new DomainError('record.stale', { id: target.id });
      decide(row);
      done.add(row);
      return null;
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  });
  const late = await write([...done]);
  return targets.map(({ id }, index) =>
    toOutcome(id, rows.get(id), refusals[index] ?? late?.get(id) ?? null),
  );
}

function toOutcome(id: string, row: InstrumentEntity | undefined, refusal: DomainError | null): BulkOutcome {
  const instrument = row ? { name: row.name, model: row.model, serialNumber: row.serialNumber } : null;
  return { id, version: refusal ? null : (row?.version ?? null), refusal, instrument };
}
