import type { Transaction } from '@quanheng/database';
import { eraseRegistrations } from './erase-registration.js';

/** Tables whose rows are an account's alone; what it did stays in the audit log and on the papers (docs/privacy.md). */
const OWN_ROWS = [
  'session',
  'second_factor',
  'backup_code',
  'login_challenge',
  'known_device',
  'wechat_binding',
  'wechat_state',
  'notification_read',
  'list_setting',
  'idempotency',
  'long_job',
];
const ERASED_NAME = '已注销账号';

/** Nobody can sign in as it any more, and nothing tells whose it was. */
export async function eraseAccounts(tx: Transaction, ids: readonly string[]): Promise<void> {
  for (const table of OWN_ROWS) await tx.query(`DELETE FROM ${table} WHERE account_id = ANY($1)`, [ids]);
  await tx.query('DELETE FROM list_view WHERE account_id = ANY($1) AND NOT is_shared', [ids]);
  await tx.query('UPDATE list_view SET account_name = $2 WHERE account_id = ANY($1)', [ids, ERASED_NAME]);
  await tx.query(
    `DELETE FROM login_counter WHERE login_key IN (SELECT login_key FROM account WHERE id = ANY($1))`,
    [ids],
  );
  await tx.query(
    `DELETE FROM contact_code c USING account a WHERE a.id = ANY($1)
       AND c.subject IN (a.login_key, lower(a.email), a.mobile)`,
    [ids],
  );
  await tx.query(
    `UPDATE attachment SET deleted_at = $2 WHERE created_by = ANY($1) AND kind = 'LONG_JOB_RESULT'`,
    [ids, tx.now],
  );
  await tx.query('DELETE FROM notification WHERE account_id = ANY($1)', [ids]);
  await eraseRegistrations(tx, ids);
  await tx.query(
    `UPDATE account SET login_name = 'erased-' || id, login_key = 'erased-' || id, display_name = $2, password_hash = 'none',
       status = 'DISABLED', roles = '{}', email = NULL, mobile = NULL, version = version + 1, updated_at = $3
     WHERE id = ANY($1)`,
    [ids, ERASED_NAME, tx.now],
  );
  await tx.query('UPDATE enterprise SET contact_account_id = NULL WHERE contact_account_id = ANY($1)', [ids]);
}
