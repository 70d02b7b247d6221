import type { ImportBatchEntity, Transaction } from '@quanheng/database';
import { INSTRUMENT_FIELDS, type InstrumentField } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';

/** Rows of the file a transaction (`ux.md` section 6). */
export const COMMIT_CHUNK = 500;

const COLUMNS = INSTRUMENT_FIELDS.map(({ key }) =>
  key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
);
const VALUES = INSTRUMENT_FIELDS.map(valueOf);

/**
 * Rows of one stretch of the file that can go into the ledger and have not yet, each with the id it will have. By row
 * numbers instead of LIMIT, and joined by place: PostgreSQL's guesses about a fresh import are too wrong to plan with.
 */
const CHUNK = `SELECT ctid AS tuple, "values", identity_key, ($3::uuid[])[row_number() OVER (ORDER BY row_number)] AS id
  FROM import_row WHERE import_id = $1 AND level IN ('OK', 'WARNING') AND instrument_id IS NULL
    AND row_number > $4 AND row_number <= $4 + ${COMMIT_CHUNK}`;

const INSERT = `WITH chunk AS MATERIALIZED (${CHUNK}),
  given AS (
    INSERT INTO instrument (id, version, enterprise_id, import_id, lifecycle, identity_key, search_text, valid_until_declared, ${COLUMNS.join(', ')})
    SELECT c.id, 1, $2, $1, 'ACTIVE', c.identity_key, replace(c.identity_key, chr(31), ' '), c."values" ->> 'validUntil' IS NOT NULL, ${VALUES.join(', ')}
    FROM chunk c
    ON CONFLICT (enterprise_id, identity_key) DO NOTHING
    RETURNING id)
  UPDATE import_row r
  SET instrument_id = CASE WHEN c.id IN (SELECT id FROM given) THEN c.id END,
      level = CASE WHEN c.id IN (SELECT id FROM given) THEN r.level ELSE 'DUPLICATE' END
  FROM chunk c WHERE r.ctid = c.tuple
  RETURNING r.instrument_id IS NOT NULL AS created`;

export interface TakenChunk {
  readonly taken: number;
  readonly created: number;
}

/**
 * Puts the rows up to `COMMIT_CHUNK` behind a row into the ledger. What the ledger has already is left out and marked as a
 * duplicate. Doing it again takes nothing twice.
 */
export async function insertImportedRows(
  tx: Transaction,
  { id, enterpriseId }: ImportBatchEntity,
  afterRow: number,
): Promise<TakenChunk> {
  const ids = Array.from({ length: COMMIT_CHUNK }, () => uuidv7());
  // An UPDATE … RETURNING is answered as [rows, count].
  const [rows] = (await tx.query(INSERT, [id, enterpriseId, ids, afterRow])) as unknown as [
    { created: boolean }[],
  ];
  return { taken: rows.length, created: rows.filter(({ created }) => created).length };
}

function valueOf({ key, kind }: InstrumentField): string {
  const text = `c."values" ->> '${key}'`;
  if (kind === 'date') return `(${text})::date`;
  return key === 'ownNumber' ? `coalesce(${text}, '')` : text;
}
