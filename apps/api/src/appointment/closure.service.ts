import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import { addDays, capacityWeekday, DomainError, type BusinessDate } from '@quanheng/domain';
import { buildJob } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import type { AppointmentDto } from './appointment.dto.js';
import { APPOINTMENT_SELECT, withContact } from './appointment.queries.js';
import type { ClosureBody, ClosureDto, ClosurePreviewBody } from './closure.dto.js';

const MAX_DAYS = 62;
const SHOWN = 200;

/** Slots `s` of the closure: `$1` institution, `$2`–`$3` days, `$4` half-day, `$5` department, `$6` mode; null means all. */
const WHERE = `s.institution_id = $1 AND s.date BETWEEN $2 AND $3 AND ($4::text IS NULL OR s.half_day = $4)
  AND ($5::uuid IS NULL OR s.department_id = $5) AND ($6::text IS NULL OR s.mode = $6)`;

/** Booked there, or about to move there. */
const AFFECTED = `a.status IN ('PENDING', 'CONFIRMED', 'RESCHEDULE_PROPOSED') AND EXISTS (SELECT 1 FROM slot s WHERE ${WHERE}
  AND s.id = CASE WHEN a.status = 'RESCHEDULE_PROPOSED' THEN a.proposed_slot_id ELSE a.slot_id END)`;

/** A day closed: nobody books it any more, and whoever is booked is offered another half-day (`domain.md` section 4). */
@Injectable()
export class ClosureService {
  constructor(private readonly database: Database) {}

  preview(context: TenantContext, institutionId: string, body: ClosurePreviewBody): Promise<ClosureDto> {
    assertOwn(context, institutionId);
    return this.database.read(context, (tx) => findAffected(tx, institutionId, body));
  }

  /** The bookings are offered other half-days by the worker, one by one. */
  close(context: TenantContext, institutionId: string, body: ClosureBody): Promise<ClosureDto> {
    assertOwn(context, institutionId);
    return this.database.write(context, async (tx) => {
      await closeSlots(tx, institutionId, body);
      // After the slots are locked: a booking that was being made meanwhile is seen.
      const affected = await findAffected(tx, institutionId, body);
      const closureId = uuidv7();
      const { reason, ...after } = body;
      const counts = { appointments: affected.appointments, instruments: affected.instruments };
      tx.audit({
        action: 'slot.close',
        objectType: 'institution',
        objectId: institutionId,
        after: { ...after, ...counts },
        reason,
      });
      tx.emit(buildJob('appointment.reoffer', { institutionId, closureId }));
      return affected;
    });
  }

  /** Taken back: what was moved meanwhile stays where it was moved to. */
  reopen(context: TenantContext, institutionId: string, body: ClosurePreviewBody): Promise<void> {
    assertOwn(context, institutionId);
    return this.database.write(context, async (tx) => {
      await tx.query(
        `UPDATE slot s SET closed_reason = NULL WHERE ${WHERE} AND s.closed_reason IS NOT NULL`,
        [...paramsOf(tx, institutionId, body)],
      );
      tx.audit({
        action: 'slot.reopen',
        objectType: 'institution',
        objectId: institutionId,
        after: { ...body },
      });
    });
  }
}

/** The path names the institution, the session says whose it is. */
export function assertOwn(context: TenantContext, institutionId: string): void {
  if (context.institutionId !== institutionId)
    throw new DomainError('record.not-found', { id: institutionId });
}

/** @throws DomainError `appointment.slot-past`, `appointment.closure-too-long` */
function daysOf(tx: Transaction, { from, until }: ClosurePreviewBody): BusinessDate[] {
  if (from < tx.today || until < from) throw new DomainError('appointment.slot-past');
  if (addDays(from, MAX_DAYS - 1) < until)
    throw new DomainError('appointment.closure-too-long', { max: MAX_DAYS });
  const days: BusinessDate[] = [];
  for (let day = from; day <= until; day = addDays(day, 1)) days.push(day);
  return days;
}

function paramsOf(tx: Transaction, institutionId: string, body: ClosurePreviewBody): unknown[] {
  daysOf(tx, body);
  const { from, until, halfDay = null, departmentId = null, mode = null } = body;
  return [institutionId, from, until, halfDay, departmentId, mode];
}

/** Every half-day gets its row, so that it is closed whether or not somebody booked it before. */
async function closeSlots(tx: Transaction, institutionId: string, body: ClosureBody): Promise<void> {
  const days = daysOf(tx, body).map((date) => ({ date, weekday: capacityWeekday(date) }));
  const { halfDay = null, departmentId = null, mode = null, reason } = body;
  await tx.query(
    `INSERT INTO slot (id, institution_id, department_id, mode, date, half_day, capacity)
     SELECT gen_random_uuid(), r.institution_id, r.department_id, r.mode, d.date, r.half_day, r.capacity
     FROM jsonb_to_recordset($2::jsonb) AS d(date date, weekday integer)
     JOIN capacity_rule r ON r.institution_id = $1 AND r.weekday = d.weekday
     WHERE ($3::text IS NULL OR r.half_day = $3) AND ($4::uuid IS NULL OR r.department_id = $4)
       AND ($5::text IS NULL OR r.mode = $5)
     ON CONFLICT (department_id, mode, date, half_day) DO NOTHING`,
    [institutionId, JSON.stringify(days), halfDay, departmentId, mode],
  );
  await tx.query(`UPDATE slot s SET closed_reason = $7 WHERE ${WHERE}`, [
    ...paramsOf(tx, institutionId, body),
    reason,
  ]);
}

async function findAffected(
  tx: Transaction,
  institutionId: string,
  body: ClosurePreviewBody,
): Promise<ClosureDto> {
  const params = paramsOf(tx, institutionId, body);
  const [counts] = await tx.query<Pick<ClosureDto, 'appointments' | 'instruments'>>(
    `SELECT count(*)::int AS appointments, coalesce(sum(a.item_count), 0)::int AS instruments FROM appointment a
     WHERE a.institution_id = $1 AND ${AFFECTED}`,
    params,
  );
  const affected = await tx.query<AppointmentDto>(
    `${APPOINTMENT_SELECT} WHERE a.institution_id = $1 AND ${AFFECTED} ORDER BY a.date, a.half_day, a.id LIMIT ${SHOWN}`,
    params,
  );
  return {
    appointments: counts?.appointments ?? 0,
    instruments: counts?.instruments ?? 0,
    affected: affected.map((row) => withContact(tx.context, row)),
  };
}
