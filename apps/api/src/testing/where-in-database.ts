import { systemContext } from '@quanheng/database';
import type { ApiUnderTest } from './api-under-test.js';

/** The columns, as `table.column`, of which some row holds the text, whatever their type. */
export async function whereInDatabase({ test }: ApiUnderTest, text: string): Promise<string[]> {
  return test.database.read(systemContext(), async (tx) => {
    const columns = await tx.query<{ table: string; column: string }>(
      `SELECT c.relname AS table, a.attname AS column FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND has_table_privilege(c.oid, 'SELECT')
         AND a.attnum > 0 AND NOT a.attisdropped AND a.atttypid IN ('text'::regtype, 'jsonb'::regtype, 'text[]'::regtype)
       ORDER BY 1, 2`,
    );
    const found: string[] = [];
    for (const { table, column } of columns) {
      const [row] = await tx.query(
        `SELECT 1 FROM "${table}" WHERE strpos("${column}"::text, $1) > 0 LIMIT 1`,
        [text],
      );
      if (row) found.push(`${table}.${column}`);
    }
    return found;
  });
}
