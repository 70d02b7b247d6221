import { systemContext, type Transaction } from '@quanheng/database';
import { addDays, startOfBusinessDate, type BusinessDate } from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';

const BATCH = 100;

interface Draft {
  id: string;
  caseNumber: string;
  accountId: string | null;
  enterpriseId: string | null;
}

/** The two kinds of cases that may be left unfinished, told and deleted in the same way. */
const KINDS = [
  {
    table: 'registration',
    objectType: 'registration',
    owner: 'registration_id',
    account: 'd.account_id',
    enterprise: 'NULL::uuid',
    audience: (id: string) => ({ registrationId: id }),
    link: '/register/resume',
  },
  {
    table: 'profile_change',
    objectType: 'profile-change',
    owner: 'profile_change_id',
    account: 'NULL::uuid',
    enterprise: 'd.enterprise_id',
    audience: (id: string) => ({ profileChangeId: id }),
    link: '/profile-change',
  },
] as const;
type Kind = (typeof KINDS)[number];

/**
 * Drafts that nobody went on with (`domain.md` section 1): told some days before, then deleted with their papers, and the
 * account that had nothing else. A killed run is simply gone on with.
 */
export const expireDrafts =
  ({ database }: WorkerServices) =>
  async ({ on }: JobPayloads['account.expire-drafts'], { signal, requestId }: JobContext): Promise<void> => {
    const context = systemContext(requestId ?? null);
    for (const kind of KINDS) {
      for (const step of [warn, remove]) {
        let count = BATCH;
        while (count === BATCH) {
          signal.throwIfAborted();
          count = await database.write(context, (tx) => step(tx, kind, on));
        }
      }
    }
  };

/** Untouched since before the instant `$1`: neither the form nor a paper of it. */
const untouched = ({ table, owner, account, enterprise }: Kind, more: string) =>
  `SELECT d.id, d.case_number AS "caseNumber", ${account} AS "accountId", ${enterprise} AS "enterpriseId" FROM ${table} d
   WHERE d.status = 'DRAFT' AND d.updated_at < $1 ${more}
     AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.${owner} = d.id AND a.created_at >= $1)
   ORDER BY d.id LIMIT ${BATCH} FOR UPDATE OF d SKIP LOCKED`;

async function warn(tx: Transaction, kind: Kind, on: BusinessDate): Promise<number> {
  const { draftRetentionDays, draftWarningDays } = tx.settings;
  const before = startOfBusinessDate(addDays(on, draftWarningDays - draftRetentionDays));
  const drafts = await tx.query<Draft>(untouched(kind, 'AND d.warned_at IS NULL'), [before]);
  for (const { id, caseNumber } of drafts) {
    const params = { caseNumber, days: draftWarningDays };
    await tell(tx, kind.audience(id), { template: 'registration.draft-expiring', params, link: kind.link });
  }
  await tx.query(`UPDATE ${kind.table} SET warned_at = $2 WHERE id = ANY($1)`, [
    drafts.map(({ id }) => id),
    tx.now,
  ]);
  return drafts.length;
}

/** Not before those days have passed since it was told, however late the job came. */
async function remove(tx: Transaction, kind: Kind, on: BusinessDate): Promise<number> {
  const { draftRetentionDays, draftWarningDays } = tx.settings;
  const warned = startOfBusinessDate(addDays(on, 1 - draftWarningDays));
  const before = startOfBusinessDate(addDays(on, -draftRetentionDays));
  const drafts = await tx.query<Draft>(untouched(kind, 'AND d.warned_at < $2'), [before, warned]);
  const ids = drafts.map(({ id }) => id);
  const accounts = drafts.map(({ accountId }) => accountId).filter(Boolean);
  // The purge deletes the files of papers that are out of sight.
  await tx.query(
    `UPDATE attachment SET deleted_at = $2, registration_id = NULL, profile_change_id = NULL
     WHERE ${kind.owner} = ANY($1) AND deleted_at IS NULL`,
    [ids, tx.now],
  );
  await tx.query(`DELETE FROM ${kind.table} WHERE id = ANY($1)`, [ids]);
  await tx.query(`DELETE FROM session WHERE account_id = ANY($1)`, [accounts]);
  await tx.query(`DELETE FROM account WHERE id = ANY($1) AND roles = '{REGISTRANT}'`, [accounts]);
  for (const { id, caseNumber, enterpriseId } of drafts) {
    const { objectType } = kind;
    tx.audit({
      action: `${objectType}.expire`,
      objectType,
      objectId: id,
      before: { caseNumber },
      enterpriseId,
    });
  }
  return drafts.length;
}
