import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource, systemContext, type Transaction } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { uuidv7 } from 'uuidv7';
import { countImportRows, markImportDuplicates } from './mark-import-duplicates.js';

// Real: PostgreSQL with its planner and statistics. Rows are staged by SQL.
let test: TestDatabase;
beforeAll(async () => void (test = await createTestDatabase()));
afterAll(() => test.close());

const enterpriseId = uuidv7();

/** An import whose rows are different instruments but for every `everyth`, which is the same as the row before. */
async function stage(tx: Transaction, rows: number, every = rows + 1): Promise<string> {
  const importId = uuidv7();
  await tx.query(
    `INSERT INTO enterprise (id, version, name, credit_code, region_code, address, legal_representative, contact_person, mobile, email, institution_id, approved_on)
     VALUES ($1, 1, '演示', '1', '441202', '-', '-', '-', '-', '-', $1, '2026-01-01') ON CONFLICT DO NOTHING`,
    [enterpriseId],
  );
  await tx.query(
    `INSERT INTO import_batch (id, version, enterprise_id, status, file_name, attachment_id, created_by)
     VALUES ($1, 1, $2, 'VALIDATING', 'x', $2, $2)`,
    [importId, enterpriseId],
  );
  await tx.query(
    `INSERT INTO import_row (import_id, enterprise_id, row_number, raw, "values", identity_key, findings, level)
     SELECT $1::uuid, $2::uuid, n, '[]', '{}', 'key ' || (CASE WHEN n % $4 = 0 THEN n - 1 ELSE n END), '[]', 'OK'
     FROM generate_series(1, $3) AS n`,
    [importId, enterpriseId, rows, every],
  );
  return importId;
}

describe('marking duplicates', () => {
  it('names the earlier row, and counts', async () => {
    const counts = await test.database.write(systemContext(), async (tx) => {
      const importId = await stage(tx, 9, 3);
      await markImportDuplicates(tx, importId);
      const marked = await tx.query(
        `SELECT row_number, duplicate_row FROM import_row WHERE import_id = $1 AND level = 'DUPLICATE' ORDER BY 1`,
        [importId],
      );
      expect(marked).toEqual([3, 6, 9].map((n) => ({ row_number: n, duplicate_row: n - 1 })));
      return countImportRows(tx, importId);
    });
    expect(counts).toEqual({ total: 9, errors: 0, warnings: 0, duplicates: 3, clean: 6, updates: 0 });
  });

  it('looks at each row a few times, also where the statistics know nothing of the import', async () => {
    await test.database.write(systemContext(), (tx) => stage(tx, 200));
    const owner = await createDataSource({ url: test.ownerUrl, poolSize: 1 }).initialize();
    await owner.query('ANALYZE import_row');
    await owner.destroy();
    const looks = await test.database.write(systemContext(), async (tx) => {
      const importId = await stage(tx, 2_000, 10);
      const before = await looksAtRows(tx);
      await markImportDuplicates(tx, importId);
      return (await looksAtRows(tx)) - before;
    });
    expect(looks).toBeLessThan(2_000 * 5);
  });
});

/** Rows of the staging table that this transaction has fetched so far. */
async function looksAtRows(tx: Transaction): Promise<number> {
  const [row] = await tx.query<{ looks: number }>(
    `SELECT seq_tup_read + idx_tup_fetch AS looks FROM pg_stat_xact_user_tables WHERE relname = 'import_row'`,
  );
  return row?.looks ?? 0;
}
