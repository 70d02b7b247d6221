import {
  ImportEditEntity,
  ImportRowEntity,
  type ImportBatchEntity,
  type ImportChange,
  type Transaction,
} from '@quanheng/database';
import { judgeRow, toRawRow, type ImportContext, type ImportMapping } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { markImportDuplicates } from './mark-import-duplicates.js';

const CHUNK = 500;
/** With more identities than this all rows are looked at for duplicates. */
const FEW_KEYS = 2_000;

/** What is to stand in a cell (null: what the file says again), or `$removed`: 'true' or null. */
export type WantedChange = Omit<ImportChange, 'from'>;
export type EditedBatch = Pick<ImportBatchEntity, 'id' | 'enterpriseId' | 'mapping'>;

/**
 * Types over cells of staged rows, leaves rows out or takes them back. Every row touched is judged at once, its twins
 * are looked for anew, and what really changed is kept as one step that its author can undo. The caller holds the
 * batch's lock.
 */
export async function editImportRows(
  tx: Transaction,
  batch: EditedBatch,
  wanted: readonly WantedChange[],
  rules: ImportContext,
  author: { readonly accountId: string; readonly keepStep: boolean },
): Promise<ImportChange[]> {
  const editSeq = await nextEditSeq(tx, batch.id);
  const changed: ImportChange[] = [];
  const keys = new Set<string>();
  for (const changes of inChunks(byRow(wanted))) {
    const rows = await loadRows(tx, batch.id, [...changes.keys()]);
    const edited = rows.flatMap((row) => editRow(row, changes.get(row.rowNumber) ?? [], changed));
    for (const key of await rejudge(tx, edited, batch.mapping, rules, { editSeq, by: author.accountId }))
      keys.add(key);
  }
  if (changed.length === 0) return changed;
  await markImportDuplicates(tx, batch.id, keys.size > FEW_KEYS ? undefined : [...keys]);
  if (author.keepStep) await keepStep(tx, batch, author.accountId, changed);
  return changed;
}

async function nextEditSeq(tx: Transaction, importId: string): Promise<number> {
  const [row] = await tx.query<{ editSeq: number }>(
    `WITH next AS (UPDATE import_batch SET edit_seq = edit_seq + 1 WHERE id = $1 RETURNING edit_seq)
     SELECT edit_seq AS "editSeq" FROM next`,
    [importId],
  );
  return row?.editSeq ?? 0;
}

function byRow(wanted: readonly WantedChange[]): Map<number, WantedChange[]> {
  const rows = new Map<number, WantedChange[]>();
  for (const change of wanted) rows.set(change.row, [...(rows.get(change.row) ?? []), change]);
  return rows;
}

function* inChunks<V>(rows: ReadonlyMap<number, V>): Generator<Map<number, V>> {
  const entries = [...rows].sort(([a], [b]) => a - b);
  for (let at = 0; at < entries.length; at += CHUNK) yield new Map(entries.slice(at, at + CHUNK));
}

function loadRows(
  tx: Transaction,
  importId: string,
  rowNumbers: readonly number[],
): Promise<ImportRowEntity[]> {
  return tx.manager
    .createQueryBuilder(ImportRowEntity, 'r')
    .where('r.import_id = :importId AND r.row_number = ANY(:rowNumbers)', { importId, rowNumbers })
    .andWhere(`r.level <> 'DONE'`)
    .orderBy('r.row_number')
    .getMany();
}

/** The row as it is to be; none where nothing would change. */
function editRow(
  row: ImportRowEntity,
  wanted: readonly WantedChange[],
  changed: ImportChange[],
): ImportRowEntity[] {
  const edits = { ...row.edits };
  let removed = row.removed;
  const before = changed.length;
  for (const { field, to } of wanted) {
    const from = field === '$removed' ? (removed ? 'true' : null) : (edits[field] ?? null);
    if (from === to) continue;
    changed.push({ row: row.rowNumber, field, from, to });
    if (field === '$removed') removed = to !== null;
    else if (to === null) delete edits[field];
    else edits[field] = to;
  }
  return changed.length === before ? [] : [{ ...row, edits, removed }];
}

/** Answers the identities before and after, whose duplicates have to be looked for again. */
async function rejudge(
  tx: Transaction,
  rows: readonly ImportRowEntity[],
  mapping: ImportMapping | null,
  rules: ImportContext,
  { editSeq, by }: { editSeq: number; by: string },
): Promise<string[]> {
  if (rows.length === 0) return [];
  const judged = rows.map(({ rowNumber, raw, edits, removed }) => {
    const row = toRawRow(raw, mapping ?? { columns: {}, constants: {} }, edits);
    const { values, identityKey, findings, level } = judgeRow(row, rules);
    return { row_number: rowNumber, edits, removed, values, identity_key: identityKey, findings, level };
  });
  await tx.query(
    `UPDATE import_row r SET edits = j.edits, removed = j.removed, "values" = j."values", identity_key = j.identity_key,
       findings = j.findings, level = j.level, duplicate_row = NULL, duplicate_id = NULL, version = r.version + 1,
       edit_seq = $3, edited_by = $4
     FROM jsonb_to_recordset($2::jsonb) AS j(row_number int, edits jsonb, removed boolean, "values" jsonb,
       identity_key text, findings jsonb, level text)
     WHERE r.import_id = $1 AND r.row_number = j.row_number`,
    [rows[0]?.importId, JSON.stringify(judged), editSeq, by],
  );
  return [...rows.map((row) => row.identityKey), ...judged.map((row) => row.identity_key)].flatMap(
    (key) => key ?? [],
  );
}

/** A new step ends what could have been done again. */
async function keepStep(
  tx: Transaction,
  { id: importId, enterpriseId }: EditedBatch,
  accountId: string,
  changes: ImportChange[],
): Promise<void> {
  await tx.query('DELETE FROM import_edit WHERE import_id = $1 AND account_id = $2 AND undone', [
    importId,
    accountId,
  ]);
  await tx.manager.insert(ImportEditEntity, { id: uuidv7(), importId, enterpriseId, accountId, changes });
}
