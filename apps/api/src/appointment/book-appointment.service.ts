import { Injectable } from '@nestjs/common';
import {
  AppointmentEntity,
  Database,
  EnterpriseEntity,
  nextCaseNumber,
  ServiceSiteEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, type BusinessDate, type FieldError } from '@quanheng/domain';
import { assertSlotOpen, heldUntil, takePlaces } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import type { AppointmentBody, AppointmentDto } from './appointment.dto.js';
import { getAppointment } from './appointment.queries.js';
import {
  bookingObstacle,
  findBookingCandidates,
  windowOf,
  type BookingCandidate,
} from './booking-candidates.js';
import { assertWithinLimit } from './enterprise-limit.js';
import { insertItems } from './insert-items.js';

/** Booking: holds places and instruments until the institution confirms (`domain.md` section 6). */
@Injectable()
export class BookAppointmentService {
  constructor(private readonly database: Database) {}

  book(context: TenantContext, body: AppointmentBody): Promise<AppointmentDto> {
    return this.database.write(context, async (tx) => {
      await assertPlace(tx, body);
      const candidates = await findBookingCandidates(tx, body.instrumentIds, true);
      assertBookable(tx, candidates, body);
      const departmentId = oneDepartment(candidates);
      await assertSlotOpen(tx, { departmentId, mode: body.mode }, body.date, body.halfDay);
      await assertWithinLimit(tx, body.institutionId, body.date, candidates.length);
      const slotId = await takePlaces(tx, { ...body, departmentId }, candidates.length);
      const row = await insertAppointment(tx, body, {
        departmentId,
        slotId,
        heldUntil: await heldUntil(tx, body.date),
        candidates,
      });
      await insertItems(
        tx,
        row,
        candidates.map((candidate) => candidate.id),
      );
      const { id, caseNumber, date, halfDay, mode, institutionId } = row;
      tx.audit({
        action: 'appointment.book',
        objectType: 'appointment',
        objectId: id,
        after: {
          caseNumber,
          date,
          halfDay,
          mode,
          instrumentIds: candidates.map((candidate) => candidate.id),
        },
        institutionId,
      });
      return getAppointment(tx, id);
    });
  }
}

async function assertPlace(
  tx: Transaction,
  { mode, siteId, address, institutionId }: AppointmentBody,
): Promise<void> {
  if (mode === 'ON_SITE') {
    if (!address)
      throw new DomainError('appointment.address-required', {}, [
        { pointer: '/address', code: 'field.required' },
      ]);
    return;
  }
  const isSite = siteId && (await tx.manager.existsBy(ServiceSiteEntity, { id: siteId, institutionId }));
  if (!isSite)
    throw new DomainError('appointment.site-required', {}, [{ pointer: '/siteId', code: 'field.required' }]);
}

/** Every instrument outside its window is named, with until when or from when, and the way out. */
function assertBookable(
  tx: Transaction,
  candidates: readonly BookingCandidate[],
  body: AppointmentBody,
): void {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const errors = body.instrumentIds.flatMap((id, index): FieldError[] => {
    const pointer = `/instrumentIds/${index}`;
    const candidate = byId.get(id);
    if (!candidate) return [{ pointer, code: 'appointment.instrument-not-found' }];
    const { name, serialNumber } = candidate;
    const obstacle = bookingObstacle(candidate, windowOf(tx, candidate));
    if (obstacle) return [{ pointer, ...obstacle }];
    if (candidate.institutionId !== body.institutionId)
      return [{ pointer, code: 'appointment.not-filed', details: { name, serialNumber } }];
    if (candidate.verificationMode !== body.mode)
      return [{ pointer, code: 'appointment.mode-differs', details: { name, serialNumber } }];
    return [];
  });
  const [first] = errors;
  if (!first) return;
  const isOne = errors.every((error) => error.code === first.code);
  const details = isOne ? { ...first.details, count: errors.length } : { count: errors.length };
  throw new DomainError(isOne ? first.code : 'appointment.items-blocked', details, errors);
}

function oneDepartment(candidates: readonly BookingCandidate[]): string {
  const departments = new Set(candidates.map((candidate) => candidate.departmentId as string));
  if (departments.size > 1) throw new DomainError('appointment.department-differs');
  return [...departments][0] as string;
}

/** The district of most of them. */
function mostFrequent(codes: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1);
  const [most] = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
  return most?.[0] ?? '';
}

interface Held {
  readonly departmentId: string;
  readonly slotId: string;
  readonly heldUntil: BusinessDate;
  readonly candidates: readonly BookingCandidate[];
}

async function insertAppointment(
  tx: Transaction,
  body: AppointmentBody,
  { departmentId, slotId, heldUntil, candidates }: Held,
): Promise<AppointmentEntity> {
  const { accountId, accountName, enterpriseId } = tx.context;
  const enterprise = await tx.manager.findOneByOrFail(EnterpriseEntity, { id: enterpriseId as string });
  const { institutionId, mode, date, halfDay, contactPerson, contactPhone } = body;
  const isOnSite = mode === 'ON_SITE';
  return tx.manager.save(
    tx.manager.create(AppointmentEntity, {
      id: uuidv7(),
      caseNumber: await nextCaseNumber(tx, 'A'),
      enterpriseId: enterprise.id,
      enterpriseName: enterprise.name,
      institutionId,
      mode,
      status: 'PENDING',
      departmentId,
      siteId: isOnSite ? null : (body.siteId ?? null),
      slotId,
      date,
      halfDay,
      itemCount: candidates.length,
      contactPerson,
      contactPhone,
      address: isOnSite ? (body.address ?? null) : null,
      remark: body.remark || null,
      heldUntil,
      regionCode: mostFrequent(candidates.map((candidate) => candidate.regionCode)),
      createdBy: accountId as string,
      createdByName: accountName ?? '',
      walkInId: tx.context.behalf?.walkInId ?? null,
    }),
  );
}
