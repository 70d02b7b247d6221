import type { SlotEntity, Transaction } from '@quanheng/database';
import {
  capacityWeekday,
  DomainError,
  type BusinessDate,
  type HalfDay,
  type VerificationMode,
} from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';

/** One half-day of a department. */
export interface SlotKey {
  readonly institutionId: string;
  readonly departmentId: string;
  readonly mode: VerificationMode;
  readonly date: BusinessDate;
  readonly halfDay: HalfDay;
}

/**
 * Takes places in a half-day and answers the slot's id. However many take the last places at once, no place is sold
 * twice: the guarded update lets through what fits.
 * @throws DomainError `appointment.slot-full` with `remaining`, `appointment.slot-closed`
 */
export async function takePlaces(
  tx: Transaction,
  key: SlotKey,
  count: number,
  options: { readonly overbook?: boolean } = {},
): Promise<string> {
  const slot = await openSlot(tx, key);
  if (slot.closedReason !== null)
    throw new DomainError('appointment.slot-closed', { reason: slot.closedReason });
  const [taken] = await tx.query<{ id: string }>(
    `WITH taken AS (UPDATE slot SET booked = booked + $2
       WHERE id = $1 AND closed_reason IS NULL AND (booked + $2 <= capacity OR $3) RETURNING id) SELECT id FROM taken`,
    [slot.id, count, options.overbook ?? false],
  );
  if (taken) return taken.id;
  const [now] = await tx.query<{ remaining: number; closedReason: string | null }>(
    'SELECT greatest(capacity - booked, 0) AS remaining, closed_reason AS "closedReason" FROM slot WHERE id = $1',
    [slot.id],
  );
  if (now?.closedReason) throw new DomainError('appointment.slot-closed', { reason: now.closedReason });
  throw new DomainError('appointment.slot-full', { remaining: now?.remaining ?? 0, needed: count });
}

export async function releasePlaces(tx: Transaction, slotId: string, count: number): Promise<void> {
  await tx.query('UPDATE slot SET booked = greatest(booked - $2, 0) WHERE id = $1', [slotId, count]);
}

/** The slot's row, made from the weekly rule when it is first needed. */
async function openSlot(tx: Transaction, key: SlotKey): Promise<Pick<SlotEntity, 'id' | 'closedReason'>> {
  const { institutionId, departmentId, mode, date, halfDay } = key;
  await tx.query(
    `INSERT INTO slot (id, institution_id, department_id, mode, date, half_day, capacity)
     VALUES ($1, $2, $3, $4, $5, $6, coalesce((SELECT capacity FROM capacity_rule
       WHERE department_id = $3 AND mode = $4 AND weekday = $7 AND half_day = $6), 0))
     ON CONFLICT (department_id, mode, date, half_day) DO NOTHING`,
    [uuidv7(), institutionId, departmentId, mode, date, halfDay, capacityWeekday(date)],
  );
  const [slot] = await tx.query<{ id: string; closedReason: string | null }>(
    `SELECT id, closed_reason AS "closedReason" FROM slot
     WHERE department_id = $1 AND mode = $2 AND date = $3 AND half_day = $4`,
    [departmentId, mode, date, halfDay],
  );
  if (!slot) throw new DomainError('platform.internal');
  return slot;
}
