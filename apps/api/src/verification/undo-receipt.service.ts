import { Injectable } from '@nestjs/common';
import {
  AppointmentEntity,
  AppointmentItemEntity,
  Database,
  lockForMove,
  ReceiptEntity,
  updateRows,
  VerificationTaskEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, statusWithout, undoObstacle } from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import type { ReceiptDto } from './receipt.dto.js';
import { getReceipt } from './receipts.query.js';

/** Taking back what was registered a moment ago (`ux.md` section 12): as though it had not been. */
@Injectable()
export class UndoReceiptService {
  constructor(private readonly database: Database) {}

  /** @throws DomainError `receipt.undone`, `receipt.undo-begun`, `receipt.undo-over` */
  undo(context: TenantContext, id: string, version: number): Promise<ReceiptDto> {
    return this.database.write(context, async (tx) => {
      const appointment = await lockAppointmentOf(tx, id);
      const receipt = await lockForMove(tx, ReceiptEntity, id, version);
      const lock = { mode: 'pessimistic_write' } as const;
      const items = await tx.manager.find(AppointmentItemEntity, {
        where: { receiptId: id },
        order: { id: 'ASC' },
        lock,
      });
      const tasks = await tx.manager.find(VerificationTaskEntity, {
        where: { receiptId: id },
        order: { id: 'ASC' },
        lock,
      });
      await assertUndoable(tx, receipt, items, tasks);
      recordUndo(tx, receipt, items, tasks);
      await tx.manager.delete(VerificationTaskEntity, { receiptId: id });
      await holdInstruments(tx, receipt, items);
      await expectAgain(tx, items);
      const others = await tx.query(
        'SELECT 1 FROM receipt WHERE appointment_id = $1 AND id <> $2 AND undone_at IS NULL LIMIT 1',
        [appointment.id, id],
      );
      appointment.status = statusWithout(others.length);
      await updateRows(tx, AppointmentEntity, [appointment], ['status']);
      Object.assign(receipt, { undoneAt: tx.now, undoneByName: tx.context.accountName });
      await tx.manager.save(receipt);
      await tell(
        tx,
        { enterpriseId: receipt.enterpriseId },
        {
          template: 'items.received-undone',
          params: { receivingNumber: receipt.caseNumber },
          link: `/e/appointments/${appointment.id}`,
        },
      );
      return getReceipt(tx, id);
    });
  }
}

/** The appointment first, as receiving and ending do, so that they wait for one another instead of each other. */
async function lockAppointmentOf(tx: Transaction, receiptId: string): Promise<AppointmentEntity> {
  const receipt = await tx.manager.findOneBy(ReceiptEntity, { id: receiptId });
  if (!receipt) throw new DomainError('record.not-found', { id: receiptId });
  return lockForMove(tx, AppointmentEntity, receipt.appointmentId, null);
}

async function assertUndoable(
  tx: Transaction,
  { receivedAt, undoneAt }: ReceiptEntity,
  items: readonly AppointmentItemEntity[],
  tasks: readonly VerificationTaskEntity[],
): Promise<void> {
  const taken = await tx.query(
    `SELECT i.id FROM instrument i JOIN appointment_item a ON a.instrument_id = i.id
     WHERE a.id = ANY($1) AND (a.hand_back_id IS NOT NULL OR i.open_appointment_item_id <> a.id) LIMIT 1`,
    [items.map((item) => item.id)],
  );
  const facts = {
    receivedAt,
    undoneAt,
    taskStatuses: tasks.map((task) => task.status),
    wentOn: taken.length > 0,
  };
  const obstacle = undoObstacle(facts, tx.now, tx.settings);
  if (obstacle) throw new DomainError(obstacle, { seconds: tx.settings.receiptUndoSeconds });
}

/** The instruments of what was missing or refused were free: they are held again, and know what they knew before. */
async function holdInstruments(
  tx: Transaction,
  { before }: ReceiptEntity,
  items: readonly AppointmentItemEntity[],
): Promise<void> {
  const freed = items.filter((item) => !item.open);
  if (freed.length === 0) return;
  const rows = freed.map(({ id, instrumentId }) => ({
    id,
    instrument_id: instrumentId,
    ended_on: before?.endedWithoutResultOn[instrumentId] ?? null,
  }));
  await tx.query(
    `UPDATE instrument i SET open_appointment_item_id = r.id, ended_without_result_on = r.ended_on,
       version = i.version + 1, updated_at = $2
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, instrument_id uuid, ended_on date) WHERE i.id = r.instrument_id`,
    [JSON.stringify(rows), tx.now],
  );
}

async function expectAgain(tx: Transaction, items: AppointmentItemEntity[]): Promise<void> {
  for (const item of items)
    Object.assign(item, {
      status: 'EXPECTED',
      open: true,
      reason: null,
      accessories: null,
      appearance: null,
      note: null,
      receiptId: null,
    });
  await updateRows(tx, AppointmentItemEntity, items, [
    'status',
    'open',
    'reason',
    'accessories',
    'appearance',
    'note',
    'receiptId',
  ]);
}

function recordUndo(
  tx: Transaction,
  receipt: ReceiptEntity,
  items: readonly AppointmentItemEntity[],
  tasks: readonly VerificationTaskEntity[],
): void {
  const { enterpriseId, institutionId, caseNumber } = receipt;
  const before = {
    caseNumber,
    items: items.map(({ id, status, reason }) => ({ id, status, reason })),
    taskNumbers: tasks.map((task) => task.caseNumber),
  };
  for (const [objectType, objectId] of [
    ['receipt', receipt.id],
    ['appointment', receipt.appointmentId],
  ] as const)
    tx.audit({ action: 'receipt.undo', objectType, objectId, before, enterpriseId, institutionId });
}
