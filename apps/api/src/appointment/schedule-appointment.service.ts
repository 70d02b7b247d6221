import { Injectable } from '@nestjs/common';
import {
  AppointmentEntity,
  Database,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { appointmentWorkflow, DomainError, isSlotPast, next, type AppointmentAction } from '@quanheng/domain';
import { closeAppointment, heldUntil, releasePlaces, type Ending } from '@quanheng/operations';
import { buildJob } from '@quanheng/queues';
import type {
  AppointmentDto,
  ConfirmBody,
  OptionalReasonBody,
  ProposeBody,
  Side,
} from './appointment.dto.js';
import { getAppointment } from './appointment.queries.js';
import { assertDepartment, holdOtherSlot, moveToProposed, nameVerifier } from './appointment-slot.js';
import { assertWithinLimit } from './enterprise-limit.js';
import { tellConfirmed, tellProposed, tellReturned } from './tell-appointment.js';

/** What can be asked for in a proposal of another time. */
type Proposal = Omit<ProposeBody, 'verifierId' | 'departmentId'> &
  Pick<Partial<ProposeBody>, 'verifierId' | 'departmentId'>;

/** Confirming and changing an appointment; its places move with it (`domain.md` section 6 and States). */
@Injectable()
export class ScheduleAppointmentService {
  constructor(private readonly database: Database) {}

  confirm(context: TenantContext, id: string, version: number, body: ConfirmBody): Promise<AppointmentDto> {
    return this.database.write(context, (tx) => this.confirmIn(tx, id, version, body));
  }

  /** As one of several in a transaction: refused before anything is written. */
  confirmIn(tx: Transaction, id: string, version: number, body: ConfirmBody): Promise<AppointmentDto> {
    return this.moveIn(tx, id, version, 'confirm', async (row) => {
      if (isSlotPast(row.date, row.halfDay, tx.now)) throw new DomainError('appointment.slot-past');
      await nameVerifier(tx, row, body.verifierId);
      const { departmentId = row.departmentId, overbookReason } = body;
      if (departmentId !== row.departmentId) await this.moveTo(tx, row, departmentId, overbookReason);
      row.overbookReason = overbookReason || row.overbookReason;
      await this.settle(tx, row);
    });
  }

  /** Another time instead; both are held until the other side has answered. */
  propose(
    context: TenantContext,
    id: string,
    version: number,
    action: 'propose' | 'reschedule',
    body: Proposal,
  ): Promise<AppointmentDto> {
    return this.move(context, id, version, action, async (tx, row) => {
      const side = sideOf(context);
      if (body.overbookReason && side === 'ENTERPRISE') throw new DomainError('access.forbidden');
      if (side === 'INSTITUTION') await nameVerifier(tx, row, body.verifierId);
      const { date, halfDay, departmentId = row.departmentId, overbookReason } = body;
      if (departmentId !== row.departmentId) await this.moveTo(tx, row, departmentId, overbookReason);
      if (date !== row.date) await assertWithinLimit(tx, row.institutionId, date, row.itemCount);
      row.proposedSlotId = await holdOtherSlot(tx, row, {
        date,
        halfDay,
        departmentId,
        overbookReason,
      });
      Object.assign(row, { proposedDate: date, proposedHalfDay: halfDay, proposedBy: side });
      row.heldUntil = await heldUntil(tx, date);
      row.reason = body.reason || null;
      row.overbookReason = overbookReason || row.overbookReason;
      if (side === 'INSTITUTION') await tellProposed(tx, row);
    });
  }

  accept(context: TenantContext, id: string, version: number): Promise<AppointmentDto> {
    return this.move(context, id, version, 'accept', async (tx, row) => {
      assertOtherSide(row, context);
      if (isSlotPast(row.proposedDate as string, row.proposedHalfDay ?? 'AM', tx.now))
        throw new DomainError('appointment.slot-past');
      await nameVerifier(tx, row, undefined);
      await moveToProposed(tx, row);
      await this.settle(tx, row);
    });
  }

  /** Return, decline and cancel: places and instruments are free again. */
  end(
    context: TenantContext,
    id: string,
    version: number,
    action: Extract<Ending['action'], 'return' | 'decline' | 'cancel'>,
    { reason }: OptionalReasonBody,
  ): Promise<AppointmentDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, AppointmentEntity, id, version);
      const side = sideOf(context);
      next(appointmentWorkflow, row.status, action, context.roles);
      if (action === 'decline') assertOtherSide(row, context);
      await closeAppointment(tx, row, { action, side, roles: context.roles, reason: reason || null });
      if (side === 'INSTITUTION') await tellReturned(tx, row, reason ?? '');
      return getAppointment(tx, id);
    });
  }

  private move(
    context: TenantContext,
    id: string,
    version: number,
    action: AppointmentAction,
    change: (tx: Transaction, row: AppointmentEntity) => Promise<void>,
  ): Promise<AppointmentDto> {
    return this.database.write(context, (tx) =>
      this.moveIn(tx, id, version, action, (row) => change(tx, row)),
    );
  }

  private async moveIn(
    tx: Transaction,
    id: string,
    version: number,
    action: AppointmentAction,
    change: (row: AppointmentEntity) => Promise<void>,
  ): Promise<AppointmentDto> {
    const row = await lockForMove(tx, AppointmentEntity, id, version);
    const before = stateOf(row);
    const status = next(appointmentWorkflow, row.status, action, tx.context.roles);
    await change(row);
    row.status = status;
    await tx.manager.save(row);
    tx.audit({
      action: `appointment.${action}`,
      objectType: 'appointment',
      objectId: row.id,
      before,
      after: stateOf(row),
      reason: row.reason ?? row.overbookReason,
      enterpriseId: row.enterpriseId,
      institutionId: row.institutionId,
    });
    if (status === 'CONFIRMED')
      tx.emit(buildJob('appointment.render-form', { appointmentId: id, revision: row.version }));
    return getAppointment(tx, id);
  }

  /** Confirmed for its half-day as it now is: a new form will be printed. */
  private async settle(tx: Transaction, row: AppointmentEntity): Promise<void> {
    row.confirmedAt = tx.now;
    row.formAttachmentId = null;
    row.formPrints = 0;
    row.formVersion += 1;
    row.reason = null;
    await tellConfirmed(tx, row);
  }

  private async moveTo(
    tx: Transaction,
    row: AppointmentEntity,
    departmentId: string,
    overbookReason?: string,
  ) {
    await assertDepartment(tx, row.institutionId, departmentId);
    const { date, halfDay } = row;
    const slotId = await holdOtherSlot(tx, row, { date, halfDay, departmentId, overbookReason });
    await releasePlaces(tx, row.slotId, row.itemCount);
    Object.assign(row, { slotId, departmentId });
  }
}

function sideOf(context: TenantContext): Side {
  return context.kind === 'institution' ? 'INSTITUTION' : 'ENTERPRISE';
}

/** Which the workflow's table can't say: a proposal is answered by the side that did not make it. */
function assertOtherSide(row: AppointmentEntity, context: TenantContext): void {
  if (row.proposedBy === sideOf(context)) throw new DomainError('appointment.other-side-decides');
}

function stateOf({
  status,
  date,
  halfDay,
  departmentId,
  verifierId,
  proposedDate,
  proposedHalfDay,
}: AppointmentEntity) {
  return { status, date, halfDay, departmentId, verifierId, proposedDate, proposedHalfDay };
}
