import type { Transaction } from '@quanheng/database';
import { findBookingCandidates, windowOf } from '../appointment/booking-candidates.js';
import type { WalkInInstrumentDto, WalkInInstrumentListDto, WalkInStep } from './walk-in.dto.js';

const SHOWN = 100;

interface Row extends Omit<WalkInInstrumentDto, 'step'> {
  readonly lifecycle: string;
  readonly filingStatus: string | null;
  readonly itemStatus: string | null;
  readonly appointmentStatus: string | null;
  readonly filedHere: boolean;
}

/** The customer's instruments as the desk needs them: what comes next for each. Under the customer's context. */
export async function findWalkInInstruments(
  tx: Transaction,
  institutionId: string,
  q: string,
): Promise<WalkInInstrumentListDto> {
  const rows = await tx.query<Row>(
    `SELECT i.id, i.name, i.model, i.serial_number AS "serialNumber", i.category_code AS "categoryCode", i.verification_mode AS mode,
       i.lifecycle,
       fi.status AS "filingStatus", fi.comment, ai.status AS "itemStatus", a.status AS "appointmentStatus",
       i.filed_on IS NOT NULL AND i.institution_id = $2 AS "filedHere", coalesce(a.case_number, f.case_number) AS "caseNumber"
     FROM instrument i
     LEFT JOIN filing_item fi ON fi.id = i.open_filing_item_id LEFT JOIN filing f ON f.id = fi.filing_id
     LEFT JOIN appointment_item ai ON ai.id = i.open_appointment_item_id LEFT JOIN appointment a ON a.id = ai.appointment_id
     WHERE i.enterprise_id = $1 AND i.lifecycle <> 'SCRAPPED'
       AND ($3 = '' OR position(lower($3) IN lower(concat_ws(' ', i.name, i.model, i.serial_number, i.own_number))) > 0)
     ORDER BY i.updated_at DESC, i.id LIMIT $4`,
    [tx.context.enterpriseId, institutionId, q, SHOWN + 1],
  );
  const shown = rows.slice(0, SHOWN);
  const candidates = await findBookingCandidates(
    tx,
    shown.map((row) => row.id),
    false,
  );
  const bookable = new Set(candidates.filter((each) => !windowOf(tx, each).reason).map((each) => each.id));
  return { items: shown.map((row) => toDto(row, bookable.has(row.id))), more: rows.length > SHOWN };
}

function toDto(row: Row, isBookable: boolean): WalkInInstrumentDto {
  const { id, name, model, serialNumber, categoryCode, mode, caseNumber } = row;
  const step = stepOf(row, isBookable);
  const comment = step === 'TO_CORRECT' ? row.comment : null;
  return { id, name, model, serialNumber, categoryCode, mode, caseNumber, step, comment };
}

function stepOf(
  { lifecycle, filingStatus, itemStatus, appointmentStatus, filedHere }: Row,
  isBookable: boolean,
): WalkInStep {
  if (itemStatus === 'RECEIVED') return 'IN_HOUSE';
  if (itemStatus)
    return appointmentStatus === 'CONFIRMED' || appointmentStatus === 'PARTIALLY_RECEIVED'
      ? 'TO_RECEIVE'
      : 'TO_CONFIRM';
  if (filingStatus) return filingStatus === 'RETURNED' ? 'TO_CORRECT' : 'IN_REVIEW';
  if (lifecycle !== 'ACTIVE') return 'BLOCKED';
  if (filedHere) return isBookable ? 'TO_BOOK' : 'BLOCKED';
  return 'TO_FILE';
}
