import { Injectable } from '@nestjs/common';
import { Database, EnterpriseEntity, type TenantContext, type Transaction } from '@quanheng/database';
import {
  addDays,
  DomainError,
  errorText,
  placesFor,
  planParts,
  type BookingWindow,
  type BusinessDate,
  type Language,
  type PlannedPart,
} from '@quanheng/domain';
import { loadSlots } from '@quanheng/operations';
import type { ServiceSiteDto } from '../institution/institution.dto.js';
import {
  bookingObstacle,
  findBookingCandidates,
  findDueCandidates,
  windowOf,
  type BookingCandidate,
} from './booking-candidates.js';
import { findLeftOfDay } from './enterprise-limit.js';
import type {
  AppointmentPreviewBody,
  AppointmentPreviewDto,
  BlockedBookingDto,
  BookingContactDto,
  BookingGroupDto,
} from './slot.dto.js';

const SHOWN = 200;
const PROPOSED = 3;
const DAYS_AHEAD = 45;

interface Judged {
  readonly candidate: BookingCandidate;
  readonly window: BookingWindow;
}

type Place = Pick<BookingGroupDto, 'institutionName' | 'departmentName' | 'departmentPhone' | 'sites'>;

/** Answers before anything is booked: what can be, in which groups, and the earliest half-days that fit each. */
@Injectable()
export class PreviewAppointmentService {
  constructor(private readonly database: Database) {}

  preview(
    context: TenantContext,
    { instrumentIds, due }: AppointmentPreviewBody,
    language: Language,
  ): Promise<AppointmentPreviewDto> {
    if (!instrumentIds && !due) throw new DomainError('appointment.instrument-not-found');
    return this.database.read(context, async (tx) => {
      const candidates = instrumentIds
        ? await findBookingCandidates(tx, instrumentIds, false)
        : await findDueCandidates(tx, tx.settings.maxItemsPerFiling);
      const judged = candidates.map((candidate) => ({ candidate, window: windowOf(tx, candidate) }));
      const blocked = judged.flatMap((one) => toBlocked(one, language) ?? []);
      const ready = judged.filter(({ candidate, window }) => !bookingObstacle(candidate, window));
      const groups: BookingGroupDto[] = [];
      const planned: Planned[] = [];
      for (const group of groupsOf(ready)) groups.push(await this.toGroup(tx, group, planned));
      return {
        today: tx.today,
        bookable: ready.length,
        groups,
        // What isn't due wasn't asked for.
        blockedCount: instrumentIds ? blocked.length : 0,
        blocked: instrumentIds ? blocked.slice(0, SHOWN) : [],
        contact: await findContact(tx),
      };
    });
  }

  /** `planned`: what the groups before take of each day, which counts against the same limit. */
  private async toGroup(
    tx: Transaction,
    group: readonly Judged[],
    planned: Planned[],
  ): Promise<BookingGroupDto> {
    const { institutionId, departmentId, verificationMode: mode } = group[0]?.candidate as BookingCandidate;
    const [institution, department] = [institutionId as string, departmentId as string];
    const range = { departmentId: department, mode, from: addDays(tx.today, 1), days: DAYS_AHEAD };
    const free = (await loadSlots(tx, range)).filter((slot) => slot.open && slot.remaining > 0);
    const limit = await findLeftOfDay(tx, institution);
    const leftOfDay = (date: BusinessDate) => limit.leftOfDay(date) - plannedOf(planned, institution, date);
    const fitting = free.filter((slot) => placesFor(slot, leftOfDay) >= group.length).slice(0, PROPOSED);
    const ids = group.map((one) => one.candidate.id);
    const parts = planParts(ids.length, free, tx.settings.maxItemsPerAppointment, leftOfDay);
    planned.push(...parts.map(({ date, count }) => ({ institutionId: institution, date, count })));
    return {
      institutionId: institution,
      departmentId: department,
      mode,
      ...(await findPlace(tx, institution, department)),
      instruments: group.map(toBookable),
      proposals: fitting.map(({ date, halfDay, remaining }) => ({ date, halfDay, remaining })),
      parts: toParts(ids, parts),
    };
  }
}

function groupsOf(judged: readonly Judged[]): Judged[][] {
  const groups = new Map<string, Judged[]>();
  for (const one of judged) {
    const { institutionId, verificationMode, departmentId } = one.candidate;
    const key = `${institutionId} ${verificationMode} ${departmentId}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

function toParts(ids: readonly string[], parts: readonly PlannedPart[]) {
  let from = 0;
  return parts.map(({ date, halfDay, count }) => ({
    date,
    halfDay,
    instrumentIds: ids.slice(from, (from += count)),
  }));
}

interface Planned {
  readonly institutionId: string;
  readonly date: BusinessDate;
  readonly count: number;
}

function plannedOf(planned: readonly Planned[], institutionId: string, date: BusinessDate): number {
  const same = planned.filter((one) => one.institutionId === institutionId && one.date === date);
  return same.reduce((total, one) => total + one.count, 0);
}

function toBookable({ candidate, window }: Judged) {
  const { id, name, model, serialNumber, location, validUntil } = candidate;
  return { id, name, model, serialNumber, location, validUntil, until: window.until };
}

function toBlocked({ candidate, window }: Judged, language: Language): BlockedBookingDto | null {
  const obstacle = bookingObstacle(candidate, window);
  if (!obstacle) return null;
  const { id: instrumentId, name, serialNumber } = candidate;
  const { opensOn, lapsedOn } = window;
  const detail = errorText(obstacle.code, language, obstacle.details);
  return { instrumentId, name, serialNumber, code: obstacle.code, detail, opensOn, lapsedOn };
}

async function findPlace(tx: Transaction, institutionId: string, departmentId: string): Promise<Place> {
  const [place] = await tx.query<Omit<Place, 'sites'>>(
    `SELECT i.name AS "institutionName", d.name AS "departmentName", d.phone AS "departmentPhone"
     FROM institution i JOIN department d ON d.institution_id = i.id WHERE i.id = $1 AND d.id = $2`,
    [institutionId, departmentId],
  );
  const sites = await tx.query<ServiceSiteDto>(
    'SELECT id, version, name, address, phone FROM service_site WHERE institution_id = $1 ORDER BY position, id',
    [institutionId],
  );
  return { ...(place as Omit<Place, 'sites'>), sites };
}

/** Remembered from the last booking, so that nothing is typed twice. */
async function findContact(tx: Transaction): Promise<BookingContactDto> {
  const [last] = await tx.query<BookingContactDto>(
    `SELECT contact_person AS "contactPerson", contact_phone AS "contactPhone", remark,
       (SELECT address FROM appointment o WHERE o.enterprise_id = $1 AND o.address IS NOT NULL ORDER BY o.id DESC LIMIT 1) AS address
     FROM appointment WHERE enterprise_id = $1 ORDER BY id DESC LIMIT 1`,
    [tx.context.enterpriseId],
  );
  const enterprise = await tx.manager.findOneByOrFail(EnterpriseEntity, {
    id: tx.context.enterpriseId as string,
  });
  const { contactPerson, mobile: contactPhone, address } = enterprise;
  if (!last) return { contactPerson, contactPhone, address, remark: null };
  return { ...last, address: last.address ?? address };
}
