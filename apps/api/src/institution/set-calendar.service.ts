import { Injectable } from '@nestjs/common';
import {
  CalendarDayEntity,
  Database,
  systemContext,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { buildJob } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import { withActor } from '../account/session.service.js';
import type { CalendarChangeDto, SetCalendarDayDto } from './capacity.dto.js';

/** Still to come, so that the day matters to it. */
const OPEN = `('PENDING', 'CONFIRMED', 'RESCHEDULE_PROPOSED')`;

/** The country's holidays and make-up workdays (`domain.md` section 4); an institution closes days of its own instead. */
@Injectable()
export class SetCalendarService {
  constructor(private readonly database: Database) {}

  /** A day that becomes a holiday closes its half-days: whoever is booked is offered another one. */
  set(context: TenantContext, date: string, body: SetCalendarDayDto): Promise<CalendarChangeDto> {
    return this.asSystem(context, async (tx) => {
      const before = await tx.manager.findOneBy(CalendarDayEntity, { date });
      await tx.manager.save(CalendarDayEntity, { date, ...body });
      if (before) await reopen(tx, date, before.name);
      const reoffered = body.kind === 'HOLIDAY' ? await close(tx, date, body.name) : 0;
      tx.audit({ action: 'calendar.set', objectType: 'calendar-day', objectId: date, before, after: body });
      return { date, ...body, reoffered };
    });
  }

  async remove(context: TenantContext, date: string): Promise<void> {
    await this.asSystem(context, async (tx) => {
      const before = await tx.manager.findOneBy(CalendarDayEntity, { date });
      if (!before) throw new DomainError('record.not-found', { id: date });
      await tx.manager.delete(CalendarDayEntity, { date });
      await reopen(tx, date, before.name);
      tx.audit({ action: 'calendar.remove', objectType: 'calendar-day', objectId: date, before });
    });
  }

  /** It reaches into every institution's half-days, which the platform's admin doesn't see otherwise. */
  private asSystem<T>(context: TenantContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    const { idempotency, requestId } = context;
    return this.database.write({ ...systemContext(requestId), ...withActor(context), idempotency }, work);
  }
}

async function close(tx: Transaction, date: string, name: string): Promise<number> {
  await tx.query('UPDATE slot SET closed_reason = $2 WHERE date = $1 AND closed_reason IS NULL', [
    date,
    name,
  ]);
  const affected = await tx.query<{ institution_id: string; count: number }>(
    `SELECT institution_id, count(*)::int AS count FROM appointment
     WHERE date = $1 AND $1 >= $2 AND status IN ${OPEN} GROUP BY 1`,
    [date, tx.today],
  );
  for (const { institution_id: institutionId } of affected)
    tx.emit(buildJob('appointment.reoffer', { institutionId, closureId: uuidv7() }));
  return affected.reduce((sum, { count }) => sum + count, 0);
}

async function reopen(tx: Transaction, date: string, name: string): Promise<void> {
  await tx.query('UPDATE slot SET closed_reason = NULL WHERE date = $1 AND closed_reason = $2', [date, name]);
}
