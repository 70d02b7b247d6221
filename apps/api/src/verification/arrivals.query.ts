import type { Transaction } from '@quanheng/database';
import { maskPhone } from '@quanheng/domain';
import type { ArrivalDto, ArrivalItemDto } from './receipt.dto.js';

const ARRIVAL = `SELECT a.id, a.version, a.case_number AS "caseNumber", a.status, a.mode,
    a.enterprise_name AS "enterpriseName", a.date, a.half_day AS "halfDay", d.name AS "departmentName",
    s.name AS "siteName", a.address, a.contact_person AS "contactPerson", a.contact_phone AS "contactPhone",
    a.remark, a.verifier_id AS "verifierId", a.verifier_name AS "verifierName", a.item_count AS "itemCount", a.form_version AS "formVersion",
    (SELECT count(*)::int FROM appointment_item i WHERE i.appointment_id = a.id AND i.status = 'EXPECTED')
      AS "expectedCount"
  FROM appointment a JOIN department d ON d.id = a.department_id LEFT JOIN service_site s ON s.id = a.site_id`;

export async function findArrival(tx: Transaction, id: string): Promise<ArrivalDto | null> {
  const [row] = await tx.query<ArrivalDto>(`${ARRIVAL} WHERE a.id = $1`, [id]);
  return row ? withMask(row) : null;
}

/** Who is expected on a day at the institution, and who came only in part. */
export async function findExpected(tx: Transaction, on: string): Promise<ArrivalDto[]> {
  const rows = await tx.query<ArrivalDto>(
    `${ARRIVAL} WHERE a.institution_id = ctx_institution_id() AND a.date = $1
       AND a.status IN ('CONFIRMED', 'PARTIALLY_RECEIVED', 'RECEIVED', 'COMPLETED')
     ORDER BY a.status = 'CONFIRMED' DESC, a.half_day, a.case_number LIMIT 1000`,
    [on],
  );
  return rows.map(withMask);
}

/** The number in full is at the appointment, for a reason (`domain.md` section 10). */
function withMask(row: ArrivalDto): ArrivalDto {
  return { ...row, contactPhone: maskPhone(row.contactPhone) };
}

export function findArrivalItems(tx: Transaction, appointmentId: string): Promise<ArrivalItemDto[]> {
  return tx.query<ArrivalItemDto>(
    `SELECT a.id, a.instrument_id AS "instrumentId", a.status, a.reason, i.name, i.model,
       i.serial_number AS "serialNumber", i.own_number AS "ownNumber", i.accuracy_class AS "accuracyClass",
       i.category_code AS "categoryCode", t.case_number AS "taskNumber"
     FROM appointment_item a JOIN instrument i ON i.id = a.instrument_id
     LEFT JOIN verification_task t ON t.appointment_item_id = a.id
     WHERE a.appointment_id = $1 ORDER BY a.position, a.id`,
    [appointmentId],
  );
}
