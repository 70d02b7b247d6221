import type { ImportBatchEntity, Transaction } from '@quanheng/database';
import { INSTRUMENT_FIELDS, type InstrumentField } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';

/** Rows a transaction (`ux.md` section 6). */
export const COMMIT_CHUNK = 500;

const COLUMNS = INSTRUMENT_FIELDS.map(({ key }) =>
  key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);
const VALUES = INSTRUMENT_FIELDS.map(valueOf);

/** The next chunk of committable rows that have not become instruments yet, in the order of the file. */
const CHUNK = `SELECT ctid AS tuple, row_number, "values", identity_key, row_number() OVER (ORDER BY row_number) AS place
  FROM import_row WHERE import_id = $1 AND level IN ('OK', 'WARNING') AND instrument_id IS NULL AND row_number > $4
  ORDER BY row_number LIMIT ${COMMIT_CHUNK}`;

const INSERT = `WITH chunk AS MATERIALIZED (${CHUNK}),
  given AS (
    INSERT INTO instrument (id, version, enterprise_id, import_id, lifecycle, identity_key, search_text, valid_until_declared, ${COLUMNS.join(', ')})
    SELECT ids.id, 1, $2, $1, 'ACTIVE', c.identity_key, replace(c.identity_key, chr(31), ' '), c."values" ->> 'validUntil' IS NOT NULL, ${VALUES.join(', ')}
    FROM chunk c JOIN unnest($3::uuid[]) WITH ORDINALITY AS ids(id, place) ON ids.place = c.place
    ON CONFLICT (enterprise_id, identity_key) DO NOTHING
    RETURNING id, identity_key)
  UPDATE import_row r SET instrument_id = g.id, level = CASE WHEN g.id IS NULL THEN 'DUPLICATE' ELSE r.level END
  FROM chunk c LEFT JOIN given g ON g.identity_key = c.identity_key
  WHERE r.ctid = c.tuple
  RETURNING r.row_number, g.id IS NOT NULL AS created`;

export interface TakenChunk {
  readonly taken: number;
  readonly created: number;
  /** Row number up to which there is nothing left to take. */
  readonly upTo: number;
}

/**
 * Puts a chunk into the ledger. What the ledger has already is left out and marked as a duplicate. Doing it again takes
 * the following rows, never the same.
 */
export async function insertImportedRows(
  tx: Transaction,
  { id, enterpriseId }: ImportBatchEntity,
  afterRow: number,
): Promise<TakenChunk> {
  const ids = Array.from({ length: COMMIT_CHUNK }, () => uuidv7());
  // An UPDATE … RETURNING is answered as [rows, count].
  const [rows] = (await tx.query(INSERT, [id, enterpriseId, ids, afterRow])) as unknown as [
    { row_number: number; created: boolean }[],
  ];
  return {
    taken: rows.length,
    created: rows.filter(({ created }) => created).length,
    upTo: Math.max(afterRow, ...rows.map(({ row_number }) => row_number)),
  };
}

function valueOf({ key, kind }: InstrumentField): string {
  const text = `c."values" ->> '${key}'`;
  if (kind === 'date') return `(${text})::date`;
  return key === 'ownNumber' ? `coalesce(${text}, '')` : text;
}
