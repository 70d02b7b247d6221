import { type BulkEditEntity, type InstrumentEntity, type Transaction } from '@quanheng/database';
import { DomainError, type ImportContext, type InstrumentFieldKey } from '@quanheng/domain';
import type { BulkOutcome, BulkTarget } from './bulk-outcome.js';
import { editInstruments } from './edit-instruments.js';

export interface BulkEdit {
  readonly id: string;
  readonly field: InstrumentFieldKey;
  readonly value: string | null;
}

export interface BulkEdited {
  readonly outcomes: BulkOutcome[];
  readonly changed: number;
}

/** Sets one field of many instruments and keeps what it was, so that it can be undone. Repeating it changes nothing. */
export async function applyBulkEdit(
  tx: Transaction,
  { id, field, value }: BulkEdit,
  targets: readonly BulkTarget[],
  rules: ImportContext,
): Promise<BulkEdited> {
  const edit = { field, valueOf: () => value, reason: '批量修改' };
  const { outcomes, before } = await editInstruments(tx, edit, targets, rules);
  if (before.size > 0) await keep(tx, { id, field, value }, before);
  return { outcomes, changed: before.size };
}

async function keep(
  tx: Transaction,
  { id, field, value }: BulkEdit,
  before: ReadonlyMap<string, string | null>,
): Promise<void> {
  const { enterpriseId, accountId, accountName } = tx.context;
  await tx.query(
    `INSERT INTO bulk_edit (id, version, created_at, enterprise_id, field, value, changed, created_by, created_by_name)
     VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET changed = bulk_edit.changed + excluded.changed`,
    [id, tx.now, enterpriseId, field, value, before.size, accountId, accountName ?? ''],
  );
  const items = [...before].map(([instrumentId, was]) => ({ instrument_id: instrumentId, before: was }));
  await tx.query(
    `INSERT INTO bulk_edit_item (bulk_edit_id, instrument_id, enterprise_id, before)
     SELECT $1, r.instrument_id, $2, r.before FROM jsonb_to_recordset($3::jsonb) AS r(instrument_id uuid, before text)
     ON CONFLICT DO NOTHING`,
    [id, enterpriseId, JSON.stringify(items)],
  );
}

/**
 * Sets some instruments of a bulk edit back to what they said. One that was changed again since keeps what it says now,
 * and one that was filed meanwhile stays locked.
 */
export async function undoBulkEdit(
  tx: Transaction,
  edit: BulkEditEntity,
  ids: readonly string[],
  rules: ImportContext,
): Promise<BulkEdited> {
  const items = await tx.query<{ id: string; before: string | null }>(
    `SELECT instrument_id AS id, before FROM bulk_edit_item WHERE bulk_edit_id = $1 AND instrument_id = ANY($2::uuid[])`,
    [edit.id, ids],
  );
  const was = new Map(items.map(({ id, before }) => [id, before]));
  const valueOf = (row: InstrumentEntity) => {
    const before = was.get(row.id) ?? null;
    const now = (row[edit.field] as string | null) || null;
    if (now !== (edit.value || null) && now !== before) throw new DomainError('instrument.changed-since');
    return before;
  };
  const targets = ids.map((id) => ({ id, version: null }));
  const { outcomes, before } = await editInstruments(
    tx,
    { field: edit.field, valueOf, reason: '撤销批量修改' },
    targets,
    rules,
  );
  await tx.query('UPDATE bulk_edit SET restored = restored + $2 WHERE id = $1', [edit.id, before.size]);
  return { outcomes, changed: before.size };
}
