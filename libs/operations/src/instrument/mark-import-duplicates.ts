import type { ImportCounts, Transaction } from '@quanheng/database';

/** The worst that is to be said of a row, in SQL; as `judgeRow` has it, with duplicates. */
const LEVEL = `CASE
  WHEN r.findings @> '[{"level": "ERROR"}]' THEN 'ERROR'
  WHEN d.first_row IS NOT NULL OR d.ledger_id IS NOT NULL THEN 'DUPLICATE'
  WHEN r.findings @> '[{"level": "WARNING"}]' THEN 'WARNING'
  ELSE 'OK' END`;

/**
 * Says of each row whether an earlier row of the file or the enterprise's ledger is the same instrument (`domain.md`
 * section 3 ★): one statement, whatever the number of rows. With `keys` only rows of these identities are looked at,
 * as after a cell was mended. The caller holds the batch's lock, so that no row moves meanwhile: rows are found again by
 * their place, since PostgreSQL knows nothing of an import that has just been staged and would join it quadratically.
 */
export async function markImportDuplicates(
  tx: Transaction,
  importId: string,
  keys?: readonly string[],
): Promise<void> {
  await tx.query(
    `WITH d AS MATERIALIZED (
       SELECT x.ctid AS place, x.duplicate_row, x.duplicate_id, i.id AS ledger_id,
              nullif(min(x.row_number) OVER (PARTITION BY x.identity_key), x.row_number) AS first_row
       FROM import_row x
       LEFT JOIN instrument i ON i.enterprise_id = x.enterprise_id AND i.identity_key = x.identity_key
       WHERE x.import_id = $1 AND x.identity_key IS NOT NULL AND NOT x.removed AND x.level <> 'DONE' AND ($2::text[] IS NULL OR x.identity_key = ANY ($2))
     )
     UPDATE import_row r SET duplicate_row = d.first_row, duplicate_id = d.ledger_id, level = ${LEVEL}
     FROM d
     WHERE r.ctid = d.place AND (d.duplicate_row, d.duplicate_id) IS DISTINCT FROM (d.first_row, d.ledger_id)`,
    [importId, keys ?? null],
  );
}

/** A row that could bring an instrument of the ledger up to date. */
export const UPDATES_LEDGER = `level = 'DUPLICATE' AND duplicate_id IS NOT NULL AND duplicate_row IS NULL`;

/** Counts the rows of an import by their level and keeps the figures with it. */
export async function countImportRows(tx: Transaction, importId: string): Promise<ImportCounts> {
  const [counts] = await tx.query<ImportCounts>(
    `SELECT count(*)::int AS total,
            count(*) FILTER (WHERE level = 'ERROR')::int AS errors,
            count(*) FILTER (WHERE level = 'WARNING')::int AS warnings,
            count(*) FILTER (WHERE level = 'DUPLICATE')::int AS duplicates,
            count(*) FILTER (WHERE level = 'OK')::int AS clean,
            count(*) FILTER (WHERE ${UPDATES_LEDGER})::int AS updates
     FROM import_row WHERE import_id = $1 AND NOT removed AND level <> 'DONE'`,
    [importId],
  );
  await tx.query('UPDATE import_batch SET counts = $2::jsonb WHERE id = $1', [
    importId,
    JSON.stringify(counts),
  ]);
  return counts as ImportCounts;
}
