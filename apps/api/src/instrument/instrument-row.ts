import { columnOf, type InstrumentEntity } from '@quanheng/database';
import {
  INSTRUMENT_FIELDS,
  type AppointmentStatus,
  type FilingItemStatus,
  type HalfDay,
} from '@quanheng/domain';

type Ledger = Omit<InstrumentEntity, 'identityKey' | 'searchText' | 'updatedAt' | 'enterpriseId'>;

/** An instrument with its open or latest filing item, its open appointment and its institution's name. */
export interface InstrumentRow extends Ledger {
  readonly institutionName: string | null;
  readonly branchName: string | null;
  readonly filingItemId: string | null;
  readonly filingId: string | null;
  readonly filingStatus: FilingItemStatus | null;
  readonly filingComment: string | null;
  readonly appointmentId: string | null;
  readonly appointmentNumber: string | null;
  readonly appointmentStatus: AppointmentStatus | null;
  readonly appointmentDate: string | null;
  readonly appointmentHalfDay: HalfDay | null;
}

const OWN = [
  ...[
    'id',
    'version',
    'lifecycle',
    'validUntilDeclared',
    'failed',
    'verifiedForGood',
    'everFiled',
    'filedOn',
    'lapsedOn',
  ],
  ...[
    'endedWithoutResultOn',
    'openFilingItemId',
    'openAppointmentItemId',
    'institutionId',
    'importId',
    'branchId',
    'createdAt',
  ],
  ...INSTRUMENT_FIELDS.map(({ key }) => key),
].map((key) => `i.${columnOf(key)} AS "${key}"`);

/** One statement for lists and single records; what a party may not see of the joined tables is null to it. */
export const SELECT_INSTRUMENTS = `SELECT ${OWN.join(', ')}, t.name AS "institutionName", b.name AS "branchName",
    f.id AS "filingItemId", f.filing_id AS "filingId", f.status AS "filingStatus", f.comment AS "filingComment",
    a.id AS "appointmentId", a.case_number AS "appointmentNumber", a.status AS "appointmentStatus",
    a.date AS "appointmentDate", a.half_day AS "appointmentHalfDay"
  FROM instrument i
  LEFT JOIN institution t ON t.id = i.institution_id
  LEFT JOIN branch b ON b.id = i.branch_id
  LEFT JOIN LATERAL (
    SELECT id, filing_id, status, comment FROM filing_item
    WHERE instrument_id = i.id ORDER BY (id = i.open_filing_item_id) DESC NULLS LAST, id DESC LIMIT 1
  ) f ON TRUE
  LEFT JOIN appointment_item p ON p.id = i.open_appointment_item_id
  LEFT JOIN appointment a ON a.id = p.appointment_id`;
