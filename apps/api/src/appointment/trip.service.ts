import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { addDays, DomainError, errorText, type Language } from '@quanheng/domain';
import type { AppointmentDto } from './appointment.dto.js';
import { APPOINTMENT_SELECT, withContact } from './appointment.queries.js';
import { ScheduleAppointmentService } from './schedule-appointment.service.js';
import type { ConfirmationsBody, TripDto, TripListDto, TripQuery, ConfirmationsDto } from './trip.dto.js';

const DEFAULT_DAYS = 7;
const MAX = 500;

/** On-site appointments by day and district: one verifier, one journey (`ux.md` section 2, 约检确认). */
@Injectable()
export class TripService {
  constructor(
    private readonly database: Database,
    private readonly scheduling: ScheduleAppointmentService,
  ) {}

  find(context: TenantContext, query: TripQuery): Promise<TripListDto> {
    return this.database.read(context, async (tx) => {
      const { from = tx.today, days = DEFAULT_DAYS, departmentId = null, verifierId = null } = query;
      const rows = await tx.query<AppointmentDto & { regionName: string | null }>(
        `SELECT trip.*, r.name AS "regionName" FROM (${APPOINTMENT_SELECT}
           WHERE a.institution_id = $1 AND a.mode = 'ON_SITE' AND a.date BETWEEN $2 AND $3
             AND a.status IN ('PENDING', 'CONFIRMED', 'PARTIALLY_RECEIVED', 'RECEIVED')
             AND ($4::uuid IS NULL OR a.department_id = $4) AND ($5::uuid IS NULL OR a.verifier_id = $5)) trip
         LEFT JOIN region r ON r.code = trip."regionCode"
         ORDER BY trip.date, trip."regionCode", trip."departmentId", trip."halfDay", trip.address, trip.id LIMIT ${MAX + 1}`,
        [context.institutionId, from, addDays(from, days - 1), departmentId, verifierId],
      );
      const shown = rows.slice(0, MAX).map((row) => withContact(context, row));
      return { items: toTrips(shown), cut: rows.length > MAX };
    });
  }

  /** Each is confirmed by itself; what can't be is told and doesn't hold up the others. */
  confirm(context: TenantContext, body: ConfirmationsBody, language: Language): Promise<ConfirmationsDto> {
    const { verifierId, items } = body;
    return this.database.write(context, async (tx) => {
      const results: ConfirmationsDto['results'] = [];
      for (const { id, version } of [...items].sort((a, b) => a.id.localeCompare(b.id))) {
        try {
          await this.scheduling.confirmIn(tx, id, version, verifierId ? { verifierId } : {});
          results.push({ id, ok: true, code: null, detail: null });
        } catch (error) {
          if (!(error instanceof DomainError)) throw error;
          const detail = errorText(error.code, language, error.details);
          results.push({ id, ok: false, code: error.code, detail });
        }
      }
      return { results };
    });
  }
}

function toTrips(rows: readonly (AppointmentDto & { regionName: string | null })[]): TripDto[] {
  const trips = new Map<string, TripDto>();
  for (const { regionName, ...row } of rows) {
    const { date, regionCode, departmentId, departmentName } = row;
    const key = `${date} ${regionCode} ${departmentId}`;
    const known = trips.get(key);
    const trip = known ?? {
      date,
      regionCode: regionCode ?? '',
      regionName: regionName ?? regionCode ?? '',
      departmentId,
      departmentName,
      verifierId: row.verifierId,
      verifierName: row.verifierName,
      instruments: 0,
      appointments: [],
    };
    trip.appointments.push(row);
    trip.instruments += row.itemCount;
    if (trip.verifierId !== row.verifierId) Object.assign(trip, { verifierId: null, verifierName: null });
    trips.set(key, trip);
  }
  return [...trips.values()];
}
