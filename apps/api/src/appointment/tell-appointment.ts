import { InstitutionEntity, type AppointmentEntity, type Transaction } from '@quanheng/database';
import { tell } from '@quanheng/operations';

/** The key steps of an appointment, as messages to the enterprise (`domain.md` section 9). */
async function aboutOf(tx: Transaction, row: AppointmentEntity) {
  const institution = await tx.manager.findOneByOrFail(InstitutionEntity, { id: row.institutionId });
  return {
    to: { enterpriseId: row.enterpriseId, branchId: row.branchId },
    link: `/e/appointments/${row.id}`,
    about: { appointmentNumber: row.caseNumber, institutionName: institution.name },
  };
}

export async function tellConfirmed(tx: Transaction, row: AppointmentEntity): Promise<void> {
  const { to, link, about } = await aboutOf(tx, row);
  const { date, halfDay, mode, itemCount: instruments } = row;
  await tell(tx, to, {
    template: 'appointment.confirmed',
    params: { ...about, date, halfDay, mode, instruments },
    link,
  });
}

export async function tellProposed(tx: Transaction, row: AppointmentEntity): Promise<void> {
  const { to, link, about } = await aboutOf(tx, row);
  const { proposedDate, proposedHalfDay, reason } = row;
  if (!proposedDate || !proposedHalfDay) return;
  const params = { ...about, date: proposedDate, halfDay: proposedHalfDay, ...(reason && { reason }) };
  await tell(tx, to, { template: 'appointment.reschedule-proposed', params, link });
}

export async function tellReturned(tx: Transaction, row: AppointmentEntity, reason: string): Promise<void> {
  const { to, link, about } = await aboutOf(tx, row);
  await tell(tx, to, { template: 'appointment.returned', params: { ...about, reason }, link });
}
