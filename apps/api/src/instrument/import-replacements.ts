import type { ImportBatchEntity, Transaction } from '@quanheng/database';
import type { WantedChange } from '@quanheng/operations';
import type { FixInput, ReplaceInput } from './import.dto.js';

/** All cells of a field of which a finding says the same. */
export async function fixesOf(
  tx: Transaction,
  importId: string,
  { field, from, to, suggestion }: FixInput,
): Promise<WantedChange[]> {
  const rows = await tx.query<{ row: number }>(
    `SELECT row_number AS row FROM import_row
     WHERE import_id = $1 AND NOT removed AND level <> 'DONE' AND findings @> $2::jsonb ORDER BY row_number`,
    [importId, JSON.stringify([{ field, value: from, suggestion }])],
  );
  return rows.map(({ row }) => ({ row, field, to }));
}

/** Every cell that is wrong and for which the rules know an answer, with it. */
export function suggestedOf(tx: Transaction, importId: string): Promise<WantedChange[]> {
  return tx.query<WantedChange>(
    `SELECT r.row_number AS row, f ->> 'field' AS field, f ->> 'suggestion' AS "to"
     FROM import_row r, jsonb_array_elements(r.findings) f
     WHERE r.import_id = $1 AND NOT r.removed AND r.level = 'ERROR' AND f ->> 'level' = 'ERROR' AND f ? 'suggestion'
     ORDER BY r.row_number`,
    [importId],
  );
}

/** The text of a cell as it stands: what was typed, else what the file holds, else the value of all rows. */
const TEXT = `coalesce(r.edits ->> $2::text, CASE jsonb_typeof(r.raw -> $3::int) WHEN 'object' THEN r.raw -> $3::int ->> 'value' ELSE r.raw ->> $3::int END, $4::text, '')`;

export async function replacementsOf(
  tx: Transaction,
  { id, mapping }: ImportBatchEntity,
  { field, find, replacement, whole }: ReplaceInput,
): Promise<WantedChange[]> {
  const column = Object.entries(mapping?.columns ?? {}).find(([, key]) => key === field)?.[0];
  const rows = await tx.query<{ row: number; text: string }>(
    `SELECT r.row_number AS row, ${TEXT} AS text FROM import_row r
     WHERE r.import_id = $1 AND NOT r.removed AND r.level <> 'DONE'
       AND CASE WHEN $6::boolean THEN ${TEXT} = $5::text ELSE position($5::text in ${TEXT}) > 0 END
     ORDER BY r.row_number`,
    [id, field, Number(column ?? -1_000), mapping?.constants[field] ?? null, find, whole ?? false],
  );
  return rows.map(({ row, text }) => ({
    row,
    field,
    to: whole ? replacement : text.replaceAll(find, replacement),
  }));
}
