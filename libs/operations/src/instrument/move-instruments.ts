import { updateRows, InstrumentEntity, type Transaction } from '@quanheng/database';
import {
  DomainError,
  instrumentWorkflow,
  next,
  type Lifecycle,
  type LifecycleAction,
} from '@quanheng/domain';
import type { BulkOutcome, BulkTarget } from './bulk-outcome.js';
import { decideInstruments } from './lock-instruments.js';

export interface LifecycleMove {
  readonly action: LifecycleAction;
  readonly reason: string | null;
}

/**
 * Takes instruments out of service, seals, scraps or takes them back into use. What is booked stays in use until the
 * booking is over: only ACTIVE ones can be booked (`domain.md` section 3), and an institution must not wait at its
 * counter for what was taken away meanwhile. The way out is cancelling the booking.
 */
export async function moveInstruments(
  tx: Transaction,
  { action, reason }: LifecycleMove,
  targets: readonly BulkTarget[],
): Promise<BulkOutcome[]> {
  const booked = await findBookings(tx, targets);
  const before = new Map<string, Lifecycle>();
  return decideInstruments(
    tx,
    targets,
    (row) => {
      const to = next(instrumentWorkflow, row.lifecycle, action, tx.context.roles);
      if (row.openAppointmentItemId)
        throw new DomainError('instrument.in-appointment', { caseNumber: booked.get(row.id) ?? '' });
      before.set(row.id, row.lifecycle);
      row.lifecycle = to;
    },
    async (rows) => {
      await updateRows(tx, InstrumentEntity, rows, ['lifecycle']);
      for (const { id, lifecycle } of rows) {
        const states = { before: { lifecycle: before.get(id) }, after: { lifecycle } };
        tx.audit({
          action: `instrument.${action}`,
          objectType: 'instrument',
          objectId: id,
          ...states,
          reason,
        });
      }
    },
  );
}

/** The case number of the open appointment by instrument. */
async function findBookings(tx: Transaction, targets: readonly BulkTarget[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; caseNumber: string }>(
    `SELECT i.id, a.case_number AS "caseNumber" FROM instrument i
     JOIN appointment_item p ON p.id = i.open_appointment_item_id JOIN appointment a ON a.id = p.appointment_id
     WHERE i.id = ANY($1::uuid[])`,
    [targets.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, caseNumber }) => [id, caseNumber]));
}
