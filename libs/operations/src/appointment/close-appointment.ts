import type { AppointmentEntity, Transaction } from '@quanheng/database';
import {
  appointmentWorkflow,
  next,
  opensNoResultWindow,
  type AppointmentAction,
  type Role,
} from '@quanheng/domain';
import { freeInstruments } from './free-instruments.js';
import { releasePlaces } from './slot-capacity.js';

export interface Ending {
  readonly action: Extract<AppointmentAction, 'return' | 'expire' | 'cancel' | 'decline' | 'noShow'>;
  readonly side: 'ENTERPRISE' | 'INSTITUTION' | 'SYSTEM';
  readonly roles: readonly Role[];
  readonly reason?: string | null;
}

/**
 * Ends an appointment that nothing was received of: its places and its instruments are free again (`domain.md`, States).
 * `row` is locked by the caller.
 */
export async function closeAppointment(
  tx: Transaction,
  row: AppointmentEntity,
  { action, side, roles, reason = null }: Ending,
): Promise<AppointmentEntity> {
  const before = row.status;
  // Looked at first: a refused move must leave no trace.
  row.status = next(appointmentWorkflow, row.status, action, roles);
  await releasePlaces(tx, row.slotId, row.itemCount);
  if (row.proposedSlotId) await releasePlaces(tx, row.proposedSlotId, row.itemCount);
  Object.assign(row, { proposedDate: null, proposedHalfDay: null, proposedSlotId: null, proposedBy: null });
  row.reason = reason ?? row.reason;
  const items = await tx.query<{ id: string }>(
    'SELECT id FROM appointment_item WHERE appointment_id = $1 AND open',
    [row.id],
  );
  await freeInstruments(
    tx,
    items.map((item) => item.id),
    { withWindow: opensNoResultWindow(action, side) },
  );
  tx.audit({
    action: `appointment.${action}`,
    objectType: 'appointment',
    objectId: row.id,
    before: { status: before },
    after: { status: row.status, date: row.date, halfDay: row.halfDay },
    reason,
    enterpriseId: row.enterpriseId,
    institutionId: row.institutionId,
  });
  return tx.manager.save(row);
}
