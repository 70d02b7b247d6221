import type { TenantContext, Transaction } from '@quanheng/database';
import { DomainError, maskPhone } from '@quanheng/domain';
import type { AppointmentDto } from './appointment.dto.js';

export const APPOINTMENT_SELECT = `SELECT a.id, a.version, a.case_number AS "caseNumber", a.status, a.mode, a.date,
    a.half_day AS "halfDay", a.item_count AS "itemCount", a.enterprise_id AS "enterpriseId",
    a.enterprise_name AS "enterpriseName", a.institution_id AS "institutionId", i.name AS "institutionName",
    i.phone AS "institutionPhone", a.department_id AS "departmentId", d.name AS "departmentName",
    d.phone AS "departmentPhone", a.site_id AS "siteId", s.name AS "siteName", s.address AS "siteAddress",
    s.phone AS "sitePhone", a.address, a.contact_person AS "contactPerson", a.contact_phone AS "contactPhone", a.remark,
    a.verifier_id AS "verifierId", a.verifier_name AS "verifierName", a.proposed_date AS "proposedDate",
    a.proposed_half_day AS "proposedHalfDay", a.proposed_by AS "proposedBy", a.held_until AS "heldUntil", a.reason,
    a.overbook_reason AS "overbookReason", a.created_by_name AS "createdByName", a.created_at AS "createdAt",
    a.confirmed_at AS "confirmedAt", a.form_attachment_id IS NOT NULL AS "formReady",
    a.region_code AS "regionCode", a.nudged_on AS "nudgedOn", a.nudges, a.form_prints AS "formPrints",
    a.form_version AS "formVersion", a.handler_name AS "handlerName"
  FROM appointment a JOIN institution i ON i.id = a.institution_id JOIN department d ON d.id = a.department_id
  LEFT JOIN service_site s ON s.id = a.site_id`;

/** @throws DomainError `record.not-found`, also for another tenant's */
export async function getAppointment(tx: Transaction, id: string): Promise<AppointmentDto> {
  const [row] = await tx.query<AppointmentDto>(`${APPOINTMENT_SELECT} WHERE a.id = $1`, [id]);
  if (!row) throw new DomainError('record.not-found', { id });
  return withContact(tx.context, row);
}

/** The contact's number is its enterprise's; the institution unmasks it with a reason (`domain.md` section 10). */
export function withContact<T extends { contactPhone: string }>({ kind }: TenantContext, row: T): T {
  return kind === 'institution' ? { ...row, contactPhone: maskPhone(row.contactPhone) } : row;
}
