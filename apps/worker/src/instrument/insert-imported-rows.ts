import type { ImportBatchEntity, Transaction } from '@quanheng/database';
import { INSTRUMENT_FIELDS, type InstrumentField } from '@quanheng/domain';
import { columnOf } from './instrument-columns.js';

/** Rows of the file a transaction (`ux.md` section 6). */
export const COMMIT_CHUNK = 500;

const COLUMNS = INSTRUMENT_FIELDS.map(({ key }) => columnOf(key));
const VALUES = INSTRUMENT_FIELDS.map(valueOf);

/** Rows of one stretch of the file that can go into the ledger. By row numbers instead of LIMIT, so that it is one scan. */
const STRETCH = `import_id = $1 AND row_number > $3 AND row_number <= $3 + ${COMMIT_CHUNK}
  AND level IN ('OK', 'WARNING') AND NOT removed`;

/** The id was given when the row was staged: doing it again meets the same id, and takes nothing twice. */
const INSERT = `WITH chunk AS MATERIALIZED (SELECT instrument_id, "values", identity_key FROM import_row WHERE ${STRETCH}),
  given AS (
    INSERT INTO instrument (id, version, enterprise_id, branch_id, import_id, lifecycle, identity_key, search_text, valid_until_declared, ${COLUMNS.join(', ')})
    SELECT c.instrument_id, 1, $2, $4, $1, 'ACTIVE', c.identity_key, replace(c.identity_key, chr(31), ' '), c."values" ->> 'validUntil' IS NOT NULL, ${VALUES.join(', ')}
    FROM chunk c
    ON CONFLICT DO NOTHING
    RETURNING 1)
  SELECT (SELECT count(*)::int FROM chunk) AS taken, (SELECT count(*)::int FROM given) AS created`;

/** What somebody else put into the ledger since the rows were judged. */
const MARK_LATE = `UPDATE import_row r SET level = 'DUPLICATE', duplicate_id = i.id
  FROM instrument i
  WHERE r.${STRETCH.replaceAll(/ AND (?=row|level)/g, ' AND r.').replace('NOT removed', 'NOT r.removed')}
    AND i.enterprise_id = $2 AND i.identity_key = r.identity_key AND i.id <> r.instrument_id`;

export interface TakenChunk {
  readonly taken: number;
  readonly created: number;
}

/**
 * Puts the rows up to `COMMIT_CHUNK` behind a row into the ledger. What the ledger has already is left out and marked as a
 * duplicate.
 */
export async function insertImportedRows(
  tx: Transaction,
  { id, enterpriseId, branchId }: ImportBatchEntity,
  afterRow: number,
): Promise<TakenChunk> {
  const [chunk] = await tx.query<TakenChunk>(INSERT, [id, enterpriseId, afterRow, branchId]);
  const { taken, created } = chunk as TakenChunk;
  if (created < taken) await tx.query(MARK_LATE, [id, enterpriseId, afterRow]);
  return { taken, created };
}

function valueOf({ key, kind }: InstrumentField): string {
  const text = `c."values" ->> '${key}'`;
  if (kind === 'date') return `(${text})::date`;
  return key === 'ownNumber' ? `coalesce(${text}, '')` : text;
}
