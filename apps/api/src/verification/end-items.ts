import { AppointmentItemEntity, updateRows, type Transaction } from '@quanheng/database';
import { appointmentItemWorkflow, next, type AppointmentItemAction } from '@quanheng/domain';
import { In } from 'typeorm';

/** The instruments of ended items are free again; without a result the window of section 6.4 opens (`domain.md`). */
export async function freeInstruments(
  tx: Transaction,
  items: readonly AppointmentItemEntity[],
): Promise<void> {
  if (items.length === 0) return;
  const without = items.filter((item) => item.status !== 'DONE').map((item) => item.instrumentId);
  await tx.query(
    `UPDATE instrument SET open_appointment_item_id = NULL, version = version + 1, updated_at = $3,
       ended_without_result_on = CASE WHEN id = ANY($2) THEN $4::date ELSE ended_without_result_on END
     WHERE id = ANY($1)`,
    [items.map((item) => item.instrumentId), without, tx.now, tx.today],
  );
}

export interface EndedTask {
  readonly appointmentId: string;
  readonly appointmentItemId: string;
  readonly reason: string | null;
}

/**
 * The items of tasks that are over: DONE or UNABLE. Frees their instruments and completes the appointments of which
 * nothing is open any more. The appointments are locked first, so that of two who end the last two items one sees it.
 */
export async function endItems(
  tx: Transaction,
  tasks: readonly EndedTask[],
  action: Extract<AppointmentItemAction, 'finish' | 'unable'>,
): Promise<void> {
  if (tasks.length === 0) return;
  const appointmentIds = [...new Set(tasks.map((task) => task.appointmentId))].sort();
  await tx.query('SELECT id FROM appointment WHERE id = ANY($1) ORDER BY id FOR UPDATE', [appointmentIds]);
  const items = await lockItems(tx, tasks);
  const reasons = new Map(tasks.map((task) => [task.appointmentItemId, task.reason]));
  for (const item of items) {
    item.status = next(appointmentItemWorkflow, item.status, action, ['SYSTEM']);
    item.open = false;
    item.reason = reasons.get(item.id) ?? item.reason;
  }
  await updateRows(tx, AppointmentItemEntity, items, ['status', 'open', 'reason']);
  await freeInstruments(tx, items);
  await completeAppointments(tx, appointmentIds);
}

function lockItems(tx: Transaction, tasks: readonly EndedTask[]): Promise<AppointmentItemEntity[]> {
  return tx.manager.find(AppointmentItemEntity, {
    where: { id: In(tasks.map((task) => task.appointmentItemId)) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
}

/** PARTIALLY_RECEIVED and RECEIVED –all items ended→ COMPLETED: the move `complete`, made by the system. */
async function completeAppointments(tx: Transaction, ids: readonly string[]): Promise<void> {
  const [completed] = (await tx.query(
    `UPDATE appointment a SET status = 'COMPLETED', version = version + 1, updated_at = $2
     WHERE id = ANY($1) AND status IN ('PARTIALLY_RECEIVED', 'RECEIVED') AND NOT EXISTS (
       SELECT 1 FROM appointment_item i WHERE i.appointment_id = a.id AND i.status IN ('EXPECTED', 'RECEIVED'))
     RETURNING id, enterprise_id, institution_id`,
    [ids, tx.now],
  )) as unknown as [{ id: string; enterprise_id: string; institution_id: string }[], number];
  for (const row of completed) {
    tx.audit({
      action: 'appointment.complete',
      objectType: 'appointment',
      objectId: row.id,
      after: { status: 'COMPLETED' },
      enterpriseId: row.enterprise_id,
      institutionId: row.institution_id,
    });
  }
}
