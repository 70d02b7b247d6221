import { UPDATES_LEDGER } from '@quanheng/operations';
import { columnOf, type ImportBatchEntity, type Transaction } from '@quanheng/database';
import { INSTRUMENT_FIELDS, LOCKED_WHEN_FILED, type InstrumentField } from '@quanheng/domain';
import { IN_STRETCH } from './insert-imported-rows.js';

/** The four fields that make it the same instrument stay as the ledger spells them. */
const IDENTITY = ['name', 'model', 'serialNumber', 'ownNumber'];
const FIELDS = INSTRUMENT_FIELDS.filter(({ key }) => !IDENTITY.includes(key));

/** As `lockedFields` of the domain has it. */
const FILED = `(i.filed_on IS NOT NULL OR EXISTS (SELECT FROM filing_item f WHERE f.id = i.open_filing_item_id AND f.status = 'SUBMITTED'))`;
const CERTIFIED = `(i.failed OR i.verified_for_good OR (i.valid_until IS NOT NULL AND NOT i.valid_until_declared))`;

/** A blank cell says nothing; what filing or a certificate has fixed stays. */
function nextValue({ key, kind }: InstrumentField): string {
  const column = `i.${columnOf(key)}`;
  const cell = `(r."values" ->> '${key}')${kind === 'date' ? '::date' : ''}`;
  const value = `coalesce(${cell}, ${column})`;
  if (!LOCKED_WHEN_FILED.includes(key)) return value;
  const isLocked = kind === 'date' ? `${FILED} OR ${CERTIFIED}` : FILED;
  return `CASE WHEN ${isLocked} THEN ${column} ELSE ${value} END`;
}

const NEXT = FIELDS.map((field) => `${nextValue(field)} AS next_${columnOf(field.key)}`).join(', ');
const BEFORE = FIELDS.map(({ key }) => `'${key}', i.${columnOf(key)}`).join(', ');
const columns = (prefix: string) => FIELDS.map(({ key }) => `${prefix}${columnOf(key)}`).join(', ');

const UPDATE = `WITH wanted AS MATERIALIZED (
    SELECT r.ctid AS place, i.id, i.version AS was, jsonb_build_object(${BEFORE}, 'validUntilDeclared', i.valid_until_declared) AS before,
      ${NEXT}
    FROM import_row r JOIN instrument i ON i.id = r.duplicate_id AND i.enterprise_id = r.enterprise_id
    WHERE ${IN_STRETCH} AND r.${UPDATES_LEDGER.replaceAll(/ AND /g, ' AND r.')} AND NOT r.removed AND r.applied_version IS NULL
    ORDER BY i.id FOR UPDATE OF i),
  changed AS (
    UPDATE instrument i SET (${columns('')}) = ROW(${columns('w.next_')}),
      valid_until_declared = i.valid_until_declared OR (i.valid_until IS NULL AND w.next_valid_until IS NOT NULL),
      version = i.version + 1, updated_at = $3
    FROM wanted w
    WHERE i.id = w.id AND (${columns('i.')}) IS DISTINCT FROM (${columns('w.next_')})
    RETURNING i.id, i.version)
  , noted AS (
    UPDATE import_row r SET before = w.before, applied_version = c.version
    FROM wanted w JOIN changed c ON c.id = w.id
    WHERE r.ctid = w.place RETURNING 1)
  SELECT count(*)::int AS updated FROM noted`;

/** Brings the ledger's instruments up to date from the rows up to `COMMIT_CHUNK` behind a row; answers how many changed. */
export async function updateFromRows(
  tx: Transaction,
  { id }: ImportBatchEntity,
  afterRow: number,
): Promise<number> {
  const [row] = await tx.query<{ updated: number }>(UPDATE, [id, afterRow, tx.now]);
  return row?.updated ?? 0;
}
