import { Injectable } from '@nestjs/common';
import {
  CapacityRuleEntity,
  Database,
  DepartmentEntity,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { addDays, capacityWeekday, DomainError } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import type { HalfDayDto, OverbookedDto, SetHalfDayDto, WeekDto, WeekPlaceDto } from './capacity.dto.js';

const FARTHEST_DAYS = 366;
const SHOWN = 200;
/** In SQL what `capacityWeekday` says: a weekend day that is worked goes by Friday's rule. */
const WEEKDAY = `CASE WHEN extract(dow FROM s.date) IN (0, 6) THEN 5 ELSE extract(dow FROM s.date) END`;

/** How much a department takes: by the week, and on one half-day (`domain.md` section 4). */
@Injectable()
export class SetCapacityService {
  constructor(private readonly database: Database) {}

  /**
   * The department's whole week. Half-days to come follow it unless set by hand; what is booked stays, and where that is
   * more than is to be taken the answer names the half-day.
   */
  setWeek(
    context: TenantContext,
    departmentId: string,
    version: number,
    items: readonly WeekPlaceDto[],
  ): Promise<WeekDto> {
    assertEachOnce(items);
    return this.database.write(context, async (tx) => {
      const { institutionId } = await lockForMove(tx, DepartmentEntity, departmentId, version);
      const before = await weekOf(tx, departmentId);
      await tx.manager.delete(CapacityRuleEntity, { departmentId });
      const rules = items.filter(({ capacity }) => capacity > 0);
      await tx.manager.insert(
        CapacityRuleEntity,
        rules.map((rule) => ({ id: uuidv7(), institutionId, departmentId, ...rule })),
      );
      await followWeek(tx, departmentId);
      await tx.query('UPDATE department SET version = version + 1, updated_at = $2 WHERE id = $1', [
        departmentId,
        tx.now,
      ]);
      const objectType = 'department';
      tx.audit({ action: 'department.set-week', objectType, objectId: departmentId, before, after: rules });
      const overbooked = await findOverbooked(tx, departmentId);
      return { departmentId, version: version + 1, items: await weekOf(tx, departmentId), overbooked };
    });
  }

  /** One half-day's own capacity, or back to the week's. */
  setHalfDay(context: TenantContext, departmentId: string, body: SetHalfDayDto): Promise<HalfDayDto> {
    return this.database.write(context, async (tx) => {
      const { institutionId } = await lockForMove(tx, DepartmentEntity, departmentId, null);
      assertAhead(tx, body.date);
      const { mode, date, halfDay, capacity } = body;
      const [slot] = await tx.query<HalfDayDto>(
        `INSERT INTO slot AS s (id, institution_id, department_id, mode, date, half_day, adjusted, capacity)
         VALUES ($1, $2, $3, $4, $5, $6, $7::int IS NOT NULL, coalesce($7::int, (SELECT capacity FROM capacity_rule
           WHERE department_id = $3 AND mode = $4 AND weekday = $8 AND half_day = $6), 0))
         ON CONFLICT (department_id, mode, date, half_day) DO UPDATE
           SET capacity = excluded.capacity, adjusted = excluded.adjusted
         RETURNING department_id AS "departmentId", mode, date, half_day AS "halfDay", capacity, booked, adjusted`,
        [uuidv7(), institutionId, departmentId, mode, date, halfDay, capacity, capacityWeekday(date)],
      );
      const objectType = 'department';
      tx.audit({ action: 'department.set-half-day', objectType, objectId: departmentId, after: body });
      return slot as HalfDayDto;
    });
  }
}

function assertEachOnce(items: readonly WeekPlaceDto[]): void {
  const keys = items.map(({ mode, weekday, halfDay }) => `${mode} ${weekday} ${halfDay}`);
  const twice = keys.findIndex((key, index) => keys.indexOf(key) !== index);
  if (twice >= 0)
    throw new DomainError('request.invalid', {}, [{ pointer: `/items/${twice}`, code: 'field.bad-format' }]);
}

function assertAhead(tx: Transaction, date: string): void {
  if (date >= tx.today && date <= addDays(tx.today, FARTHEST_DAYS)) return;
  throw new DomainError('request.invalid', {}, [{ pointer: '/date', code: 'field.not-a-date' }]);
}

function weekOf(tx: Transaction, departmentId: string): Promise<WeekPlaceDto[]> {
  return tx.query<WeekPlaceDto>(
    `SELECT mode, weekday, half_day AS "halfDay", capacity FROM capacity_rule WHERE department_id = $1
     ORDER BY mode, weekday, half_day LIMIT 20`,
    [departmentId],
  );
}

async function followWeek(tx: Transaction, departmentId: string): Promise<void> {
  await tx.query(
    `UPDATE slot s SET capacity = coalesce((SELECT r.capacity FROM capacity_rule r
       WHERE r.department_id = s.department_id AND r.mode = s.mode AND r.half_day = s.half_day
         AND r.weekday = ${WEEKDAY}), 0)
     WHERE s.department_id = $1 AND s.date >= $2 AND NOT s.adjusted`,
    [departmentId, tx.today],
  );
}

function findOverbooked(tx: Transaction, departmentId: string): Promise<OverbookedDto[]> {
  return tx.query<OverbookedDto>(
    `SELECT date, half_day AS "halfDay", mode, booked, capacity FROM slot
     WHERE department_id = $1 AND date >= $2 AND booked > capacity ORDER BY date, half_day, mode LIMIT ${SHOWN}`,
    [departmentId, tx.today],
  );
}
