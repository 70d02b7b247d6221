import { Injectable } from '@nestjs/common';
import {
  AppointmentEntity,
  Database,
  InstitutionEntity,
  lockForMove,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DEFAULT_SETTINGS, DomainError, errorText, parseLabel, type Language } from '@quanheng/domain';
import { takePlaces, tell } from '@quanheng/operations';
import {
  bookingObstacle,
  findBookingCandidates,
  windowOf,
  type BookingCandidate,
  type BookingObstacle,
} from '../appointment/booking-candidates.js';
import { insertItems } from '../appointment/insert-items.js';
import { isReceivable } from './decide-items.js';
import { readLookup } from './receipt-lookup.service.js';
import type { LookupDto } from './receipt.dto.js';
import type { UnexpectedItemDto, UnexpectedItemQuery } from './unexpected-item.dto.js';

const SHOWN = 10;

/**
 * What the customer brought along without having booked it (`domain.md` section 7). Added is what could have been booked:
 * filed here, in a window, of the same mode and department, with a place left. The rest is helped otherwise or not received ★.
 * The form stays as it was confirmed and printed; the receipt says what came with it.
 */
@Injectable()
export class UnexpectedItemService {
  constructor(private readonly database: Database) {}

  /** Sees what is filed with this institution and nothing of other ledgers. */
  find(context: TenantContext, query: UnexpectedItemQuery, language: Language): Promise<UnexpectedItemDto> {
    return this.database.read(context, async (tx) => {
      const appointment = await tx.manager.findOneBy(AppointmentEntity, { id: query.appointmentId });
      if (!appointment) throw new DomainError('record.not-found', { id: query.appointmentId });
      const found = await findFiled(tx, query.code);
      const own = found.filter((row) => row.enterpriseId === appointment.enterpriseId);
      const ids = own.slice(0, SHOWN).map((row) => row.id);
      const candidates = await findBookingCandidates(tx, ids, false, appointment.enterpriseId);
      return {
        items: candidates.map((candidate) => toDto(tx, candidate, appointment, language)),
        ofAnother: own.length < found.length,
      };
    });
  }

  /** @param version of the appointment, as it lies on the counter */
  add(context: TenantContext, id: string, version: number, instrumentId: string): Promise<LookupDto> {
    return this.database.write(context, async (tx) => {
      const appointment = await lockForMove(tx, AppointmentEntity, id, version);
      const { caseNumber, status, enterpriseId } = appointment;
      if (!isReceivable(status)) throw new DomainError('receipt.not-confirmed', { caseNumber, status });
      const [candidate] = await findBookingCandidates(tx, [instrumentId], true, enterpriseId);
      if (!candidate || candidate.institutionId !== appointment.institutionId)
        throw new DomainError('record.not-found', { id: instrumentId });
      const obstacle = addingObstacle(tx, candidate, appointment);
      if (obstacle) throw new DomainError(obstacle.code, obstacle.details);
      const max = DEFAULT_SETTINGS.maxItemsPerAppointment;
      if (appointment.itemCount >= max) throw new DomainError('appointment.too-many-items', { max });
      await takePlaces(tx, appointment, 1);
      const [itemId = null] = await insertItems(tx, appointment, [instrumentId], appointment.itemCount);
      appointment.itemCount += 1;
      await tx.manager.save(appointment);
      await recordAddition(tx, appointment, candidate);
      return readLookup(tx, { appointmentId: id, itemId }, caseNumber);
    });
  }
}

interface Filed {
  readonly id: string;
  readonly enterpriseId: string;
}

/** By serial number as it is typed or scanned, in either case, or by the ledger's own sticker. */
function findFiled(tx: Transaction, code: string): Promise<Filed[]> {
  const number = code.trim();
  return tx.query<Filed>(
    `SELECT i.id, i.enterprise_id AS "enterpriseId" FROM instrument i
     WHERE i.institution_id = ctx_institution_id() AND i.lifecycle <> 'SCRAPPED'
       AND (i.serial_number = ANY($1) OR i.label_code = $2) ORDER BY i.id LIMIT 100`,
    [[number, number.toUpperCase(), number.toLowerCase()], parseLabel(number)],
  );
}

/** What refuses a booking refuses this, too; and one appointment is of one mode and one department. */
function addingObstacle(
  tx: Transaction,
  candidate: BookingCandidate,
  { mode, departmentId }: AppointmentEntity,
): BookingObstacle | null {
  const obstacle = bookingObstacle(candidate, windowOf(tx, candidate));
  if (obstacle) return obstacle;
  const { name, serialNumber } = candidate;
  if (candidate.verificationMode !== mode)
    return { code: 'appointment.mode-differs', details: { name, serialNumber } };
  return candidate.departmentId === departmentId
    ? null
    : { code: 'receipt.other-department', details: { name, serialNumber } };
}

function toDto(
  tx: Transaction,
  candidate: BookingCandidate,
  appointment: AppointmentEntity,
  language: Language,
): UnexpectedItemDto['items'][number] {
  const { id: instrumentId, name, model, serialNumber } = candidate;
  const obstacle = addingObstacle(tx, candidate, appointment);
  const detail = obstacle && errorText(obstacle.code, language, obstacle.details);
  return { instrumentId, name, model, serialNumber, obstacle: obstacle?.code ?? null, detail };
}

/** On behalf of who stands at the counter; the enterprise is told at once. */
async function recordAddition(
  tx: Transaction,
  { id, caseNumber, enterpriseId, enterpriseName, institutionId, branchId }: AppointmentEntity,
  { id: instrumentId, name, model, serialNumber }: BookingCandidate,
): Promise<void> {
  tx.audit({
    action: 'appointment.add-item',
    objectType: 'appointment',
    objectId: id,
    after: { caseNumber, instrumentId, name, serialNumber },
    enterpriseId,
    institutionId,
    onBehalfOf: enterpriseName,
  });
  const institution = await tx.manager.findOneByOrFail(InstitutionEntity, { id: institutionId });
  const instrument = [name, model, serialNumber].join(' ');
  await tell(
    tx,
    { enterpriseId, branchId },
    {
      template: 'appointment.item-added',
      params: { appointmentNumber: caseNumber, institutionName: institution.name, instrument },
      link: `/e/appointments/${id}`,
    },
  );
}
