import {
  AppointmentEntity,
  InstitutionEntity,
  systemContext,
  type Database,
  type Transaction,
} from '@quanheng/database';
import { closeAppointment, tell } from '@quanheng/operations';
import type { JobContext } from '@quanheng/queues';
import { In } from 'typeorm';

const BATCH = 50;

/**
 * Ends by the passing of time whatever `due` finds, in batches that each are one transaction. What somebody is deciding
 * at this moment is passed over: the next run sees what became of it.
 */
export async function closeDue(
  database: Database,
  { signal, requestId }: JobContext,
  action: 'expire' | 'noShow',
  due: (tx: Transaction) => { where: string; params: unknown[] },
): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const closed = await database.write(systemContext(requestId ?? null), async (tx) => {
      const { where, params } = due(tx);
      const found = await tx.query<{ id: string }>(
        `SELECT id FROM appointment WHERE ${where} ORDER BY id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`,
        params,
      );
      const rows = await tx.manager.findBy(AppointmentEntity, { id: In(found.map((row) => row.id)) });
      for (const row of rows) {
        await closeAppointment(tx, row, { action, side: 'SYSTEM', roles: tx.context.roles });
        await tellClosed(tx, row, action);
      }
      return rows.length;
    });
    if (closed < BATCH) return;
  }
}

async function tellClosed(
  tx: Transaction,
  row: AppointmentEntity,
  action: 'expire' | 'noShow',
): Promise<void> {
  const { name } = await tx.manager.findOneByOrFail(InstitutionEntity, { id: row.institutionId });
  const to = { enterpriseId: row.enterpriseId, branchId: row.branchId };
  const link = `/e/appointments/${row.id}`;
  const about = { appointmentNumber: row.caseNumber, institutionName: name };
  const { date, halfDay } = row;
  if (action === 'expire') await tell(tx, to, { template: 'appointment.expired', params: about, link });
  else await tell(tx, to, { template: 'appointment.no-show', params: { ...about, date, halfDay }, link });
}
