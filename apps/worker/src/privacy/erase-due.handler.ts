import { ErasureRequestEntity, systemContext, type Transaction } from '@quanheng/database';
import { findErasureObstacle } from '@quanheng/operations';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';
import { eraseAccounts } from './erase-account.js';
import { eraseEnterprise } from './erase-enterprise.js';

/** Carries out the requests whose day has come; one that something stands in the way of waits for another day. */
export const eraseDue =
  ({ database }: WorkerServices) =>
  async ({ on }: JobPayloads['privacy.erase'], { signal, requestId }: JobContext): Promise<void> => {
    const context = systemContext(requestId ?? null);
    const due = await database.read(context, (tx) =>
      tx.query<{ id: string }>(
        `SELECT id FROM erasure_request WHERE due_on <= $1 AND cancelled_at IS NULL AND done_at IS NULL ORDER BY id`,
        [on],
      ),
    );
    for (const { id } of due) {
      signal.throwIfAborted();
      await database.write(context, (tx) => erase(tx, id));
    }
  };

async function erase(tx: Transaction, id: string): Promise<void> {
  const row = await tx.manager.findOne(ErasureRequestEntity, {
    where: { id },
    lock: { mode: 'pessimistic_write' },
  });
  if (!row || row.cancelledAt || row.doneAt || (await findErasureObstacle(tx, row))) return;
  const { scope, accountId, enterpriseId } = row;
  if (scope === 'ENTERPRISE') {
    if (!enterpriseId) return;
    row.result = await eraseEnterprise(tx, enterpriseId);
  } else {
    await eraseAccounts(tx, [accountId]);
    row.result = { accounts: 1 };
  }
  row.doneAt = tx.now;
  await tx.manager.save(row);
  const [objectType, objectId] =
    scope === 'ENTERPRISE' ? ['enterprise', enterpriseId ?? ''] : ['account', accountId];
  tx.audit({ action: 'privacy.erase', objectType, objectId, after: row.result, enterpriseId });
}
