import { columnOf, type ImportBatchEntity, type Transaction } from '@quanheng/database';
import { INSTRUMENT_FIELDS, type InstrumentField } from '@quanheng/domain';

/** Rows of the file a transaction (`ux.md` section 6). */
export const COMMIT_CHUNK = 500;

const COLUMNS = INSTRUMENT_FIELDS.map(({ key }) => columnOf(key));
const VALUES = INSTRUMENT_FIELDS.map(valueOf);

/** The rows `r` of import `$1` in the stretch of the file behind row `$2`: by row numbers instead of LIMIT, so that it is one scan. */
export const IN_STRETCH = `r.import_id = $1 AND r.row_number > $2 AND r.row_number <= $2 + ${COMMIT_CHUNK}`;

const CAN_GO_IN = `r.level IN ('OK', 'WARNING') AND NOT r.removed`;

/** The id was given when the row was staged: doing it again meets the same id, and takes nothing twice. */
const INSERT = `WITH chunk AS MATERIALIZED (
    SELECT r.instrument_id, r."values", r.identity_key FROM import_row r WHERE ${IN_STRETCH} AND ${CAN_GO_IN}),
  given AS (
    INSERT INTO instrument (id, version, enterprise_id, branch_id, import_id, lifecycle, identity_key, search_text, valid_until_declared, ${COLUMNS.join(', ')})
    SELECT c.instrument_id, 1, $3, $4, $1, 'ACTIVE', c.identity_key, replace(c.identity_key, chr(31), ' '), c."values" ->> 'validUntil' IS NOT NULL, ${VALUES.join(', ')}
    FROM chunk c
    ON CONFLICT DO NOTHING
    RETURNING 1)
  SELECT (SELECT count(*)::int FROM chunk) AS taken, (SELECT count(*)::int FROM given) AS created`;

/** What somebody else put into the ledger since the rows were judged. */
const MARK_LATE = `WITH late AS MATERIALIZED (
    SELECT r.ctid AS place, i.id FROM import_row r
    JOIN instrument i ON i.enterprise_id = $3 AND i.identity_key = r.identity_key AND i.id <> r.instrument_id
    WHERE ${IN_STRETCH} AND ${CAN_GO_IN})
  UPDATE import_row r SET level = 'DUPLICATE', duplicate_id = late.id
  FROM late WHERE r.ctid = late.place`;

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
  const [chunk] = await tx.prepared<TakenChunk>(INSERT, [id, afterRow, enterpriseId, branchId]);
  const { taken, created } = chunk as TakenChunk;
  if (created < taken) await tx.query(MARK_LATE, [id, afterRow, enterpriseId]);
  return { taken, created };
}

function valueOf({ key, kind }: InstrumentField): string {
  const text = `c."values" ->> '${key}'`;
  if (kind === 'date') return `(${text})::date`;
  return key === 'ownNumber' ? `coalesce(${text}, '')` : text;
}
