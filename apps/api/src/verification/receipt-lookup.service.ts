import { Injectable } from '@nestjs/common';
import { Database, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError, parseCaseNumber, parseFormVersion, parseLabel } from '@quanheng/domain';
import { findArrival, findArrivalItems, findExpected } from './arrivals.query.js';
import { isReceivable } from './decide-items.js';
import type { ArrivalDto, ArrivalListDto, LookupDto, ReceiptWarning } from './receipt.dto.js';

interface Found {
  readonly appointmentId: string;
  readonly itemId: string | null;
}

/** What lies on the counter: the code says which appointment it belongs to (`domain.md` section 7). */
@Injectable()
export class ReceiptLookupService {
  constructor(private readonly database: Database) {}

  lookup(context: TenantContext, code: string): Promise<LookupDto> {
    return this.database.read(context, async (tx) => readLookup(tx, await locate(tx, code), code));
  }

  expected(context: TenantContext, on?: string): Promise<ArrivalListDto> {
    return this.database.read(context, async (tx) => {
      const day = on ?? tx.today;
      return { on: day, items: await findExpected(tx, day) };
    });
  }
}

/** The appointment with what is expected of it, and the item that was scanned. */
export async function readLookup(
  tx: Transaction,
  { appointmentId, itemId }: Found,
  code: string,
): Promise<LookupDto> {
  const appointment = await findArrival(tx, appointmentId);
  if (!appointment) throw new DomainError('record.not-found', { value: code });
  return {
    appointment,
    items: await findArrivalItems(tx, appointmentId),
    warning: warningOf(appointment, tx.today),
    replacedForm: replacedBy(appointment, code),
    focusItemId: itemId,
  };
}

/** @throws DomainError `receipt.other-institution` for an unknown case, `receipt.not-booked` for an instrument nobody expects ★ */
async function locate(tx: Transaction, code: string): Promise<Found> {
  const kind = parseCaseNumber(code);
  if (kind?.kind === 'A' || kind?.kind === 'R') return byCaseNumber(tx, kind.kind, kind.code);
  const label = parseLabel(code);
  const found = (label && (await byLabel(tx, label))) || (await byInstrument(tx, code.trim(), label));
  if (!found) throw new DomainError('receipt.not-booked', { value: code });
  return found;
}

async function byCaseNumber(tx: Transaction, kind: 'A' | 'R', number: string): Promise<Found> {
  const [row] = await tx.query<Found>(
    kind === 'A'
      ? `SELECT id AS "appointmentId", NULL::uuid AS "itemId" FROM appointment
         WHERE case_number = $1 AND institution_id = ctx_institution_id()`
      : `SELECT appointment_id AS "appointmentId", NULL::uuid AS "itemId" FROM receipt
         WHERE case_number = $1 AND institution_id = ctx_institution_id()`,
    [number],
  );
  if (!row) throw new DomainError('receipt.other-institution', { value: number });
  return row;
}

async function byLabel(tx: Transaction, number: string): Promise<Found | undefined> {
  const [row] = await tx.query<Found>(
    `SELECT appointment_id AS "appointmentId", appointment_item_id AS "itemId" FROM verification_task
     WHERE case_number = $1 AND institution_id = ctx_institution_id()`,
    [number],
  );
  return row;
}

/** By the sticker of the ledger, serial or own number. Two makers may use one: the appointment nearest to today is meant. */
async function byInstrument(
  tx: Transaction,
  number: string,
  label: string | null,
): Promise<Found | undefined> {
  const [row] = await tx.query<Found>(
    `SELECT a.id AS "appointmentId", item.id AS "itemId" FROM appointment a
     JOIN appointment_item item ON item.appointment_id = a.id AND item.status = 'EXPECTED'
     JOIN instrument i ON i.id = item.instrument_id
     WHERE a.institution_id = ctx_institution_id() AND a.status IN ('CONFIRMED', 'PARTIALLY_RECEIVED')
       AND (lower(i.serial_number) = lower($1) OR lower(nullif(i.own_number, '')) = lower($1)
         OR i.label_code = $3)
     ORDER BY abs(a.date - $2::date), a.id LIMIT 1`,
    [number, tx.today, label],
  );
  return row;
}

function warningOf(appointment: ArrivalDto, today: string): ReceiptWarning | null {
  if (!isReceivable(appointment.status)) return 'receipt.not-confirmed';
  return appointment.date === today ? null : 'receipt.other-day';
}

/** The paper shows an appointment that was changed since: what it says of day and items no longer holds. */
function replacedBy({ formVersion }: ArrivalDto, code: string): number | null {
  const scanned = parseFormVersion(code);
  return scanned !== null && scanned < formVersion ? scanned : null;
}
