import { Injectable } from '@nestjs/common';
import {
  AppointmentEntity,
  Database,
  findCalendar,
  lockForMove,
  type TenantContext,
} from '@quanheng/database';
import { DomainError, mayNudge, nudgeAgainOn } from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import type { AppointmentDto } from './appointment.dto.js';
import { getAppointment } from './appointment.queries.js';

@Injectable()
export class NudgeAppointmentService {
  constructor(private readonly database: Database) {}

  /** Once per working day, while the institution has to confirm or to answer. */
  nudge(context: TenantContext, id: string): Promise<AppointmentDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, AppointmentEntity, id, null);
      if (!waitsForInstitution(row)) throw new DomainError('appointment.nothing-to-nudge');
      const calendar = await findCalendar(tx);
      if (row.nudgedOn && !mayNudge(row.nudgedOn, tx.today, calendar))
        throw new DomainError('appointment.nudged-already', { again: nudgeAgainOn(row.nudgedOn, calendar) });
      Object.assign(row, { nudgedOn: tx.today, nudges: row.nudges + 1 });
      await tx.manager.save(row);
      const { caseNumber, enterpriseName: fromEnterprise, institutionId, nudges: times } = row;
      const about = { objectType: 'appointment', objectId: id, institutionId };
      tx.audit({ action: 'appointment.nudge', ...about, after: { times } });
      const params = { caseNumber, fromEnterprise, kind: 'APPOINTMENT' as const, times };
      await tell(tx, { institutionId }, { template: 'case.nudged', params, link: `/s/appointments/${id}` });
      return getAppointment(tx, id);
    });
  }
}

function waitsForInstitution({ status, proposedBy }: AppointmentEntity): boolean {
  return status === 'PENDING' || (status === 'RESCHEDULE_PROPOSED' && proposedBy === 'ENTERPRISE');
}
