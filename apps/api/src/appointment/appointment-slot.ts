import {
  AccountEntity,
  DepartmentEntity,
  type AppointmentEntity,
  type Transaction,
} from '@quanheng/database';
import { DomainError, type BusinessDate, type HalfDay } from '@quanheng/domain';
import { assertSlotOpen, releasePlaces, takePlaces } from '@quanheng/operations';

/** Where an appointment is to go. */
export interface NewSlot {
  readonly date: BusinessDate;
  readonly halfDay: HalfDay;
  readonly departmentId: string;
  /** Given by a scheduler: more than the capacity is wanted. */
  readonly overbookReason?: string | undefined;
}

/** Takes the places of another half-day for an appointment and answers the slot; the ones it has stay its own. */
export async function holdOtherSlot(
  tx: Transaction,
  row: AppointmentEntity,
  { date, halfDay, departmentId, overbookReason }: NewSlot,
): Promise<string> {
  if (date === row.date && halfDay === row.halfDay && departmentId === row.departmentId)
    throw new DomainError('appointment.same-slot');
  await assertSlotOpen(tx, { departmentId, mode: row.mode }, date, halfDay);
  const key = { institutionId: row.institutionId, departmentId, mode: row.mode, date, halfDay };
  return takePlaces(tx, key, row.itemCount, { overbook: Boolean(overbookReason) });
}

/** The proposed half-day becomes the booked one. */
export async function moveToProposed(tx: Transaction, row: AppointmentEntity): Promise<void> {
  await releasePlaces(tx, row.slotId, row.itemCount);
  Object.assign(row, {
    slotId: row.proposedSlotId,
    date: row.proposedDate,
    halfDay: row.proposedHalfDay,
    proposedSlotId: null,
    proposedDate: null,
    proposedHalfDay: null,
    proposedBy: null,
  });
}

/** @throws DomainError `appointment.department-unknown` */
export async function assertDepartment(tx: Transaction, institutionId: string, id: string): Promise<void> {
  const exists = await tx.manager.existsBy(DepartmentEntity, { id, institutionId });
  if (!exists)
    throw new DomainError('appointment.department-unknown', {}, [
      { pointer: '/departmentId', code: 'field.bad-format' },
    ]);
}

/**
 * Names who goes; ON_SITE needs somebody (`domain.md` section 6).
 * @throws DomainError `appointment.verifier-required`, `appointment.verifier-unknown`
 */
export async function nameVerifier(
  tx: Transaction,
  row: AppointmentEntity,
  verifierId: string | undefined,
): Promise<void> {
  if (row.mode !== 'ON_SITE') return;
  if (!verifierId) {
    if (!row.verifierId)
      throw new DomainError('appointment.verifier-required', {}, [
        { pointer: '/verifierId', code: 'field.required' },
      ]);
    return;
  }
  const account = await tx.manager.findOneBy(AccountEntity, {
    id: verifierId,
    institutionId: row.institutionId,
    status: 'ACTIVE',
  });
  if (!account?.roles.includes('VERIFIER')) throw new DomainError('appointment.verifier-unknown');
  row.verifierId = account.id;
  row.verifierName = account.displayName;
}
