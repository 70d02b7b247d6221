import type { Transaction } from '@quanheng/database';
import {
  bookingFactsOf,
  bookingWindow,
  type BookingFacts,
  type BookingWindow,
  type ErrorCode,
  type ErrorDetails,
  type VerificationMode,
} from '@quanheng/domain';

/** An instrument that is to be booked, with the department that its kind and mode lead to. */
export interface BookingCandidate extends Omit<BookingFacts, 'inOpenAppointment'> {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly location: string | null;
  readonly verificationMode: VerificationMode;
  readonly categoryCode: string;
  readonly regionCode: string;
  readonly institutionId: string | null;
  readonly openAppointmentItemId: string | null;
  readonly openCaseNumber: string | null;
  readonly departmentId: string | null;
}

export interface BookingObstacle {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;
}

const SELECT = `SELECT i.id, i.name, i.model, i.serial_number AS "serialNumber", i.location,
    i.verification_mode AS "verificationMode", i.category_code AS "categoryCode", i.region_code AS "regionCode", i.institution_id AS "institutionId",
    i.lifecycle, i.filed_on AS "filedOn", i.lapsed_on AS "lapsedOn", i.valid_until AS "validUntil", i.failed,
    i.ended_without_result_on AS "endedWithoutResultOn", i.verified_for_good AS "verifiedForGood",
    i.open_appointment_item_id AS "openAppointmentItemId", a.case_number AS "openCaseNumber",
    c.department_id AS "departmentId"
  FROM instrument i
  LEFT JOIN appointment_item ai ON ai.id = i.open_appointment_item_id
  LEFT JOIN appointment a ON a.id = ai.appointment_id
  LEFT JOIN capability c ON c.institution_id = i.institution_id AND c.category_code = i.category_code
    AND c.mode = i.verification_mode`;

/** The caller's (or, at the institution, a client's) instruments of these ids, in that order; locked in the order of their ids when they are to be booked. */
export async function findBookingCandidates(
  tx: Transaction,
  ids: readonly string[],
  lock: boolean,
  enterpriseId = tx.context.enterpriseId,
): Promise<BookingCandidate[]> {
  const rows = await tx.query<BookingCandidate>(
    `${SELECT} WHERE i.enterprise_id = $1 AND i.id = ANY($2) ORDER BY i.id ${lock ? 'FOR UPDATE OF i' : ''}`,
    [enterpriseId, ids],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

/** What may be in a window today, the most pressing first: the rule itself judges each. */
export function findDueCandidates(tx: Transaction, limit: number): Promise<BookingCandidate[]> {
  return tx.query<BookingCandidate>(
    `${SELECT} WHERE i.enterprise_id = $1 AND i.lifecycle = 'ACTIVE' AND i.filed_on IS NOT NULL
       AND i.open_appointment_item_id IS NULL AND NOT i.verified_for_good
       AND (i.failed OR i.filed_on >= $2::date - $3::int OR i.ended_without_result_on >= $2::date - $4::int
         OR i.valid_until BETWEEN $2::date AND $2::date + interval '1 month' * $5 + interval '3 days')
     ORDER BY i.valid_until NULLS LAST, i.id LIMIT $6`,
    [
      tx.context.enterpriseId,
      tx.today,
      tx.settings.bookingDaysAfterApproval,
      tx.settings.bookingDaysAfterNoResult,
      tx.settings.bookingMonthsBeforeExpiry,
      limit,
    ],
  );
}

export function windowOf(tx: Transaction, candidate: BookingCandidate): BookingWindow {
  return bookingWindow(bookingFactsOf(candidate), tx.today, tx.settings);
}

/** Why this instrument can't be booked now, until when it could be or from when it can (`domain.md` section 6). */
export function bookingObstacle(candidate: BookingCandidate, window: BookingWindow): BookingObstacle | null {
  const { name, serialNumber, openCaseNumber, categoryCode } = candidate;
  const about = { name, serialNumber };
  if (window.reason) {
    const when = { from: window.opensOn, until: window.lapsedOn, caseNumber: openCaseNumber };
    return { code: window.reason, details: { ...about, ...when } };
  }
  if (!candidate.departmentId)
    return { code: 'filing.institution-not-capable', details: { ...about, kind: categoryCode } };
  return null;
}
