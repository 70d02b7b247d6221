import type { Transaction } from '@quanheng/database';
import { eraseAccounts } from './erase-account.js';
import { eraseProfileChanges } from './erase-profile-changes.js';

const ERASED = '已注销';

/**
 * Closes an enterprise: its people, contacts, papers and what never was part of a legal act are forgotten. Filings,
 * bookings, verifications, certificates and the audit log stay, without personal numbers (docs/privacy.md).
 */
export async function eraseEnterprise(
  tx: Transaction,
  enterpriseId: string,
): Promise<Record<string, number>> {
  const accounts = await tx.query<{ id: string }>('SELECT id FROM account WHERE enterprise_id = $1', [
    enterpriseId,
  ]);
  await eraseAccounts(
    tx,
    accounts.map(({ id }) => id),
  );
  const papersOfChanges = await eraseProfileChanges(tx, enterpriseId);
  await erasePeople(tx, enterpriseId);
  return {
    accounts: accounts.length,
    files: papersOfChanges + (await eraseFiles(tx, enterpriseId)),
    instruments: await eraseInstruments(tx, enterpriseId),
  };
}

async function erasePeople(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    `UPDATE enterprise SET closed_at = $2, legal_representative = $3, contact_person = $3, mobile = '', email = '',
       supervision_phone = NULL, version = version + 1 WHERE id = $1`,
    [id, tx.now, ERASED],
  );
  await tx.query(
    `UPDATE registration SET legal_representative = NULL, legal_representative_id_number = NULL, agent_name = NULL,
       agent_id_number = NULL, contact_person = NULL, mobile = NULL, email = NULL, supervision_phone = NULL
     WHERE enterprise_id = $1`,
    [id],
  );
  await tx.query(`UPDATE appointment SET contact_person = $2, contact_phone = '' WHERE enterprise_id = $1`, [
    id,
    ERASED,
  ]);
  await tx.query('DELETE FROM invitation WHERE enterprise_id = $1', [id]);
  await tx.query('UPDATE branch SET contact_person = NULL, phone = NULL WHERE enterprise_id = $1', [id]);
  await tx.query('DELETE FROM notification WHERE enterprise_id = $1', [id]);
}

/** Papers and workbooks: out of sight at once, the daily purge deletes the files. Certificates and slips stay. */
async function eraseFiles(tx: Transaction, id: string): Promise<number> {
  const rows = await tx.query(
    `WITH gone AS (UPDATE attachment SET deleted_at = $2 WHERE enterprise_id = $1 AND deleted_at IS NULL
       AND kind NOT IN ('CERTIFICATE', 'APPOINTMENT_FORM', 'RECEIVING_SLIP', 'INSTRUMENT_LABELS') RETURNING id)
     SELECT id FROM gone`,
    [id, tx.now],
  );
  await tx.query('DELETE FROM import_row WHERE enterprise_id = $1', [id]);
  return rows.length;
}

/** What was ever filed is kept (`domain.md` section 3). */
async function eraseInstruments(tx: Transaction, id: string): Promise<number> {
  const rows = await tx.query(
    `WITH gone AS (DELETE FROM instrument i WHERE enterprise_id = $1 AND NOT ever_filed
       AND NOT EXISTS (SELECT 1 FROM filing_item f WHERE f.instrument_id = i.id) RETURNING i.id)
     SELECT id FROM gone`,
    [id],
  );
  return rows.length;
}
