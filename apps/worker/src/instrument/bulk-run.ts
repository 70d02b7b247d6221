import type { Database, TenantContext, Transaction } from '@quanheng/database';
import { errorText, type ErrorCode, type LedgerCriteria, type LedgerSelection } from '@quanheng/domain';
import { BULK_CHUNK, ledgerConditions, type BulkOutcome } from '@quanheng/operations';
import { streamXlsx } from '@quanheng/spreadsheets';
import type { LongJobResult, LongJobRun } from '../long-job/long-job-runner.js';
import type { LongJobKind } from '@quanheng/domain';

/** The ids that a filter means when the work begins; what is added meanwhile isn't in it. */
export function findIds(
  database: Database,
  context: TenantContext,
  criteria: LedgerCriteria,
): Promise<string[]> {
  return database.read(context, async (tx) => {
    const conditions = ledgerConditions(criteria, context.enterpriseId, tx);
    const rows = await tx.query<{ id: string }>(
      `SELECT i.id FROM instrument i WHERE ${conditions.toSql()} ORDER BY i.id`,
      conditions.params,
    );
    return rows.map(({ id }) => id);
  });
}

export function selectedIds(
  database: Database,
  context: TenantContext,
  which: LedgerSelection,
): Promise<readonly string[]> {
  return 'ids' in which ? Promise.resolve(which.ids) : findIds(database, context, which.criteria);
}

/**
 * Bulk work chunk by chunk, each a transaction of its own with the person's rights. Done again from the start after a
 * crash it changes nothing twice. What was refused comes out as a file with the reason of each.
 */
export async function runInChunks<K extends LongJobKind>(
  database: Database,
  run: LongJobRun<K>,
  ids: readonly string[],
  work: (tx: Transaction, ids: readonly string[]) => Promise<{ outcomes: BulkOutcome[]; changed: number }>,
): Promise<LongJobResult> {
  const refused: BulkOutcome[] = [];
  let changed = 0;
  for (let from = 0; from < ids.length; from += BULK_CHUNK) {
    await run.progress('CHANGE', from, ids.length);
    const chunk = ids.slice(from, from + BULK_CHUNK);
    const result = await database.write(run.context, (tx) => work(tx, chunk));
    changed += result.changed;
    refused.push(...result.outcomes.filter(({ refusal }) => refusal !== null));
  }
  const counts = { changed, unchanged: ids.length - changed - refused.length, refused: refused.length };
  return refused.length === 0 ? { counts } : { counts, file: refusedFile(refused) };
}

const REFUSED_COLUMNS = [
  { header: '器具名称', width: 24 },
  { header: '型号规格', width: 20 },
  { header: '出厂编号', width: 20 },
  { header: '未处理的原因', width: 60 },
];

function refusedFile(refused: readonly BulkOutcome[]): LongJobResult['file'] {
  async function* rows() {
    for (const { instrument, refusal } of refused) {
      const reason = errorText((refusal as { code: ErrorCode }).code, 'zh-CN', refusal?.details);
      yield [instrument?.name ?? '', instrument?.model ?? '', instrument?.serialNumber ?? '', reason];
    }
  }
  return {
    fileName: `未处理的器具_${refused.length}台.xlsx`,
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    body: streamXlsx('未处理', REFUSED_COLUMNS, rows()),
  };
}
