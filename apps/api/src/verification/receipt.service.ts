import { Injectable } from '@nestjs/common';
import {
  AppointmentEntity,
  AppointmentItemEntity,
  Database,
  InstitutionEntity,
  lockForMove,
  nextCaseNumber,
  ReceiptEntity,
  updateRows,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  appointmentWorkflow,
  DomainError,
  next,
  OPEN_APPOINTMENT_ITEM_STATUSES,
  type AppointmentAction,
} from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import { buildJob } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import { createTasks } from './create-tasks.js';
import { decideItems, isReceivable } from './decide-items.js';
import { freeInstruments } from './end-items.js';
import { aPickupCode } from './pickup-code.js';
import type { CreateReceiptDto, ReceiptDto } from './receipt.dto.js';
import { verificationDueOn } from './verification-rule.service.js';
import { getReceipt } from './receipts.query.js';

/** Receiving (接收登记): what of a confirmed booking lies on the counter, or was seen on site (`domain.md` section 7). */
@Injectable()
export class ReceiptService {
  constructor(private readonly database: Database) {}

  /** @param version of the appointment: a form scanned at two counters is registered at one of them */
  create(context: TenantContext, version: number, body: CreateReceiptDto): Promise<ReceiptDto> {
    return this.database.write(context, async (tx) => {
      const appointment = await lockForMove(tx, AppointmentEntity, body.appointmentId, version);
      assertReceivable(appointment, body, tx.today);
      const items = await lockItems(tx, appointment.id);
      const decided = decideItems(items, body.items, context.roles);
      const before = appointment.status;
      appointment.status = next(appointmentWorkflow, before, actionFor(items), context.roles);
      const receipt = await insertReceipt(tx, appointment, body);
      for (const item of decided) item.receiptId = receipt.id;
      await updateRows(tx, AppointmentItemEntity, decided, [
        'status',
        'open',
        'reason',
        'accessories',
        'appearance',
        'note',
        'receiptId',
      ]);
      await createTasks(
        tx,
        appointment,
        receipt,
        decided.filter((item) => item.status === 'RECEIVED'),
      );
      const ended = decided.filter((item) => !item.open);
      await rememberBefore(tx, receipt, ended);
      await freeInstruments(tx, ended);
      // Its version counts up even where the second part leaves it PARTIALLY_RECEIVED.
      await updateRows(tx, AppointmentEntity, [appointment], ['status']);
      recordEvents(tx, appointment, receipt, before, decided);
      await tellEnterprise(tx, receipt, appointment.branchId, decided);
      tx.emit(buildJob('receipt.render', { receiptId: receipt.id }));
      return getReceipt(tx, receipt.id);
    });
  }
}

/** @throws DomainError `receipt.not-confirmed` ★, `receipt.other-day` unless that was confirmed */
function assertReceivable(
  { caseNumber, status, date }: AppointmentEntity,
  { otherDayConfirmed }: CreateReceiptDto,
  today: string,
): void {
  if (!isReceivable(status)) throw new DomainError('receipt.not-confirmed', { caseNumber, status });
  if (date !== today && !otherDayConfirmed) throw new DomainError('receipt.other-day', { date });
}

function lockItems(tx: Transaction, appointmentId: string): Promise<AppointmentItemEntity[]> {
  return tx.manager.find(AppointmentItemEntity, {
    where: { appointmentId },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
}

function actionFor(items: readonly AppointmentItemEntity[]): AppointmentAction {
  if (items.some((item) => item.status === 'EXPECTED')) return 'receivePart';
  return items.some((item) => OPEN_APPOINTMENT_ITEM_STATUSES.includes(item.status)) ? 'receive' : 'complete';
}

async function insertReceipt(
  tx: Transaction,
  appointment: AppointmentEntity,
  body: CreateReceiptDto,
): Promise<ReceiptEntity> {
  const receipt = tx.manager.create(ReceiptEntity, {
    id: uuidv7(),
    caseNumber: await nextCaseNumber(tx, 'R'),
    appointmentId: appointment.id,
    enterpriseId: appointment.enterpriseId,
    institutionId: appointment.institutionId,
    receivedBy: tx.context.accountId ?? '',
    receivedByName: tx.context.accountName ?? '',
    receivedAt: tx.now,
    dueOn: await verificationDueOn(tx, appointment.institutionId, appointment.mode),
    deliveredBy: body.deliveredBy || null,
    remark: body.remark || null,
    pickupCode: appointment.mode === 'BRING_IN' ? aPickupCode() : null,
  });
  return tx.manager.save(receipt);
}

/** What freeing overwrites, for taking the receipt back. */
async function rememberBefore(
  tx: Transaction,
  { id }: ReceiptEntity,
  ended: readonly AppointmentItemEntity[],
): Promise<void> {
  if (ended.length === 0) return;
  await tx.query(
    `UPDATE receipt SET before = jsonb_build_object('endedWithoutResultOn',
       (SELECT jsonb_object_agg(i.id, i.ended_without_result_on) FROM instrument i WHERE i.id = ANY($2))) WHERE id = $1`,
    [id, ended.map((item) => item.instrumentId)],
  );
}

function countOf(items: readonly AppointmentItemEntity[], status: AppointmentItemEntity['status']): number {
  return items.filter((item) => item.status === status).length;
}

function recordEvents(
  tx: Transaction,
  appointment: AppointmentEntity,
  receipt: ReceiptEntity,
  before: string,
  decided: readonly AppointmentItemEntity[],
): void {
  const { enterpriseId, institutionId } = receipt;
  const summary = {
    received: countOf(decided, 'RECEIVED'),
    missing: countOf(decided, 'MISSING'),
    refused: countOf(decided, 'REFUSED'),
  };
  tx.audit({
    action: 'receipt.create',
    objectType: 'receipt',
    objectId: receipt.id,
    after: { caseNumber: receipt.caseNumber, ...summary },
    enterpriseId,
    institutionId,
  });
  tx.audit({
    action: 'appointment.receive',
    objectType: 'appointment',
    objectId: appointment.id,
    before: { status: before },
    after: { status: appointment.status, ...summary },
    enterpriseId,
    institutionId,
  });
}

async function tellEnterprise(
  tx: Transaction,
  receipt: ReceiptEntity,
  branchId: string | null,
  decided: readonly AppointmentItemEntity[],
): Promise<void> {
  const institution = await tx.manager.findOneByOrFail(InstitutionEntity, { id: receipt.institutionId });
  await tell(
    tx,
    { enterpriseId: receipt.enterpriseId, branchId },
    {
      template: 'items.received',
      params: {
        receivingNumber: receipt.caseNumber,
        institutionName: institution.name,
        received: countOf(decided, 'RECEIVED'),
        missing: countOf(decided, 'MISSING'),
        refused: countOf(decided, 'REFUSED'),
        dueOn: receipt.dueOn,
      },
      link: `/e/receipts/${receipt.id}`,
    },
  );
}
