import { InstitutionEntity, type AppointmentEntity, type Transaction } from '@quanheng/database';
import { appointmentWorkflow, next, type Role } from '@quanheng/domain';
import { tell } from '../notification/tell.js';
import { closeAppointment, type Ending } from './close-appointment.js';
import { heldUntil } from './held-until.js';
import { loadSlots, type HalfDaySlot } from './slot-calendar.js';
import { releasePlaces, takePlaces } from './slot-capacity.js';

const SEARCHED_DAYS = 62;
/** The institution's side moves, whoever closed the day; the passing of time ends what nobody can confirm any more. */
const INSTITUTION: readonly Role[] = ['SCHEDULER', 'SYSTEM'];

/**
 * The institution closed the half-day of this appointment: the earliest other one that holds it is offered, with its
 * places taken until the enterprise answers; where there is none, or nobody is named yet who would go, the booking
 * goes back with the reason and window 4 (`domain.md` section 6). `row` is locked by the caller.
 */
export async function reofferAppointment(
  tx: Transaction,
  row: AppointmentEntity,
  reason: string,
): Promise<void> {
  const slot = await findOther(tx, row);
  const canBeAccepted = row.mode === 'BRING_IN' || row.verifierId !== null;
  if (slot && canBeAccepted) await offer(tx, row, slot, reason);
  else await giveBack(tx, row, reason);
}

async function findOther(tx: Transaction, row: AppointmentEntity): Promise<HalfDaySlot | undefined> {
  const { departmentId, mode, date, itemCount } = row;
  const from = date > tx.today ? date : tx.today;
  const slots = await loadSlots(tx, { departmentId, mode, from, days: SEARCHED_DAYS });
  return slots.find((slot) => slot.open && slot.remaining >= itemCount);
}

async function offer(
  tx: Transaction,
  row: AppointmentEntity,
  slot: HalfDaySlot,
  reason: string,
): Promise<void> {
  const { status, institutionId, departmentId, mode, itemCount } = row;
  const { date, halfDay } = slot;
  const before = { status, date: row.date, halfDay: row.halfDay, proposedDate: row.proposedDate };
  if (row.proposedSlotId) await releasePlaces(tx, row.proposedSlotId, itemCount);
  const proposedSlotId = await takePlaces(
    tx,
    { institutionId, departmentId, mode, date, halfDay },
    itemCount,
  );
  // One that waits for an answer already is only given another half-day to answer about.
  if (status !== 'RESCHEDULE_PROPOSED')
    row.status = next(
      appointmentWorkflow,
      status,
      status === 'PENDING' ? 'propose' : 'reschedule',
      INSTITUTION,
    );
  Object.assign(row, {
    proposedSlotId,
    proposedDate: date,
    proposedHalfDay: halfDay,
    proposedBy: 'INSTITUTION',
  });
  row.heldUntil = await heldUntil(tx, date, tx.settings.reofferAnswerWorkingDays);
  row.reason = reason;
  await tx.manager.save(row);
  tx.audit({
    action: 'appointment.reoffer',
    objectType: 'appointment',
    objectId: row.id,
    before,
    after: { status: row.status, proposedDate: date, proposedHalfDay: halfDay },
    reason,
    enterpriseId: row.enterpriseId,
    institutionId,
  });
  const params = { ...(await about(tx, row)), date, halfDay, answerBy: row.heldUntil, reason };
  await tell(
    tx,
    { enterpriseId: row.enterpriseId, branchId: row.branchId },
    { template: 'appointment.reoffered', params, link: linkOf(row) },
  );
}

const ENDING: Partial<Record<AppointmentEntity['status'], Ending['action']>> = {
  PENDING: 'return',
  CONFIRMED: 'cancel',
  RESCHEDULE_PROPOSED: 'expire',
};

async function giveBack(tx: Transaction, row: AppointmentEntity, reason: string): Promise<void> {
  const action = ENDING[row.status];
  if (!action) return;
  await closeAppointment(tx, row, { action, side: 'INSTITUTION', roles: INSTITUTION, reason });
  const params = { ...(await about(tx, row)), reason };
  await tell(
    tx,
    { enterpriseId: row.enterpriseId, branchId: row.branchId },
    { template: 'appointment.returned', params, link: linkOf(row) },
  );
}

const linkOf = (row: AppointmentEntity): string => `/e/appointments/${row.id}`;

async function about(tx: Transaction, row: AppointmentEntity) {
  const { name } = await tx.manager.findOneByOrFail(InstitutionEntity, { id: row.institutionId });
  return { appointmentNumber: row.caseNumber, institutionName: name };
}
