import { systemContext, type Database } from '@quanheng/database';
import type { Outbox, Query } from '@quanheng/queues';

/** The queue's door to the table `outbox`, under the system context: jobs are promised by every tenant. */
export function createOutbox(database: Database): Outbox {
  return {
    transaction: (run) =>
      database.write(systemContext(), (tx) => {
        const query = async (sql: string, params?: unknown[]) => rowsOf(await tx.query(sql, params));
        return run(query as Query);
      }),
  };
}

/** TypeORM answers UPDATE and DELETE with [rows, count], everything else with the rows. */
function rowsOf(answer: unknown[]): unknown[] {
  const [rows, count] = answer;
  return answer.length === 2 && Array.isArray(rows) && typeof count === 'number' ? rows : answer;
}
