import type { Transaction } from '@quanheng/database';

const ERASED = '已注销';

/**
 * Changes of an enterprise's data: what is under way ends, who asked and whom it named is forgotten. The names of the
 * enterprise stay, as its papers carry them. Answers how many papers went.
 */
export async function eraseProfileChanges(tx: Transaction, enterpriseId: string): Promise<number> {
  await tx.query(
    `UPDATE profile_change SET applicant_name = $2, applicant_mobile = '', applicant_email = '',
       legal_representative = NULL, legal_representative_id_number = NULL, contact_person = NULL, mobile = NULL,
       email = NULL, agent_id_number = NULL, key_serial = key_serial + 1, version = version + 1,
       before = CASE WHEN before IS NULL THEN NULL
         ELSE jsonb_build_object('enterpriseName', before ->> 'enterpriseName', 'legalRepresentative', $2::text,
           'contactPerson', $2::text, 'mobile', '', 'email', '') END,
       status = CASE WHEN status IN ('DRAFT', 'SUBMITTED', 'RETURNED') THEN 'WITHDRAWN' ELSE status END
     WHERE enterprise_id = $1`,
    [enterpriseId, ERASED],
  );
  const papers = await tx.query(
    `WITH gone AS (UPDATE attachment a SET deleted_at = $2 FROM profile_change p
       WHERE a.profile_change_id = p.id AND p.enterprise_id = $1 AND a.deleted_at IS NULL RETURNING a.id)
     SELECT id FROM gone`,
    [enterpriseId, tx.now],
  );
  await tx.query(
    `DELETE FROM notification n USING profile_change p WHERE n.profile_change_id = p.id AND p.enterprise_id = $1`,
    [enterpriseId],
  );
  await tx.query(
    `DELETE FROM contact_code c USING enterprise e LEFT JOIN profile_change p ON p.enterprise_id = e.id
     WHERE e.id = $1 AND c.subject IN (e.credit_code, p.case_number)`,
    [enterpriseId],
  );
  return papers.length;
}
