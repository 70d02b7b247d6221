import type { Transaction } from '@quanheng/database';
import type { TravelListData, TravelStop } from '@quanheng/documents';

export type Journey = Omit<TravelListData, 'demo'>;

/** Where a journey leads, in the order of `ids`: that of the forms in the bag. */
export async function findStops(tx: Transaction, ids: readonly string[]): Promise<Journey> {
  const rows = await tx.query<TravelStop & { institutionName: string }>(
    `SELECT i.name AS "institutionName", a.case_number AS "caseNumber", a.date, a.half_day AS "halfDay",
       coalesce(r.name, a.region_code, '') AS "regionName", d.name AS "departmentName",
       a.enterprise_name AS "enterpriseName", coalesce(a.address, '') AS address, a.contact_person AS "contactName",
       a.contact_phone AS "contactPhone", a.remark, a.verifier_name AS "verifierName", a.item_count AS "itemCount"
     FROM unnest($1::uuid[]) WITH ORDINALITY AS wanted (id, place)
     JOIN appointment a ON a.id = wanted.id AND a.form_attachment_id IS NOT NULL
     JOIN institution i ON i.id = a.institution_id JOIN department d ON d.id = a.department_id
     LEFT JOIN region r ON r.code = a.region_code ORDER BY wanted.place`,
    [ids],
  );
  const stops = rows.map(({ institutionName: _, ...stop }) => stop);
  return { institutionName: rows[0]?.institutionName ?? '', stops };
}
