import { AuditCheckEntity, systemContext, type BrokenLink, type Transaction } from '@quanheng/database';
import type { JobContext, JobPayloads } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { checkChains, type ChainReport } from './check-chains.js';

/** The run that an admin asked for. */
export const checkAudit =
  (services: WorkerServices) =>
  async ({ checkId }: JobPayloads['audit.check'], context: JobContext): Promise<void> => {
    const check = await services.database.read(systemContext(), (tx) =>
      tx.manager.findOneBy(AuditCheckEntity, { id: checkId }),
    );
    if (check && !check.finishedAt) await run(services, check, context);
  };

/** Every day through all chains (`domain.md` section 10); what it finds is on the platform's audit page and in the log. */
export const checkAuditDaily =
  (services: WorkerServices) =>
  async ({ on }: JobPayloads['audit.check-daily'], context: JobContext): Promise<void> => {
    const check = await services.database.write(systemContext(), async (tx) => {
      await tx.query(
        `INSERT INTO audit_check (id, daily_on, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
        [uuidv7(), on, tx.now],
      );
      return tx.manager.findOneByOrFail(AuditCheckEntity, { dailyOn: on });
    });
    if (!check.finishedAt) await run(services, check, context);
  };

async function run(
  { database, logger }: WorkerServices,
  check: AuditCheckEntity,
  { signal }: JobContext,
): Promise<void> {
  const chain = check.institutionId ?? check.enterpriseId;
  const report = await checkChains(database, chain, signal);
  const broken = await database.write(systemContext(), async (tx) => {
    const missing = chain ? [] : await missingChains(tx, report);
    const all = [...missing, ...report.broken];
    await tx.manager.update(AuditCheckEntity, check.id, { ...report, broken: all, finishedAt: tx.now });
    return all.length;
  });
  // The digest leaves the database with the log: whoever makes the whole log anew can't change what was written there.
  const { chains, events, digest } = report;
  const line = { checkId: check.id, chains, events, broken, digest };
  if (broken > 0) logger.error(line, 'The audit log was tampered with');
  else logger.info(line, 'The audit log is whole');
}

/** Nothing of a chain is left to tell that there was one; but there were more of them, or more events, the last time. */
async function missingChains(tx: Transaction, { chains, events }: ChainReport): Promise<BrokenLink[]> {
  const [most] = await tx.query<{ chains: number | null; events: number | null }>(
    `SELECT max(chains) AS chains, max(events)::bigint AS events FROM audit_check
     WHERE enterprise_id IS NULL AND institution_id IS NULL AND finished_at IS NOT NULL`,
  );
  const isLess = chains < (most?.chains ?? 0) || events < (most?.events ?? 0);
  return isLess ? [{ chain: 'platform', seq: 0 }] : [];
}
