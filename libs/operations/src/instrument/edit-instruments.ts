import type { InstrumentEntity, Transaction } from '@quanheng/database';
import {
  setField,
  type ImportContext,
  type InstrumentFieldKey,
  type LedgerValues,
  type LockFacts,
} from '@quanheng/domain';
import type { BulkOutcome, BulkTarget } from './bulk-outcome.js';
import { decideInstruments } from './lock-instruments.js';
import { storeAll, storeIdentities, type InstrumentEdit } from './store-edits.js';

/** One field of many instruments: what it is to be, for each. */
export interface FieldEdit {
  readonly field: InstrumentFieldKey;
  readonly valueOf: (row: InstrumentEntity) => string | null;
  readonly reason: string | null;
}

export interface EditedInstruments {
  readonly outcomes: BulkOutcome[];
  /** What the field was, for those that were changed. */
  readonly before: ReadonlyMap<string, string | null>;
}

/**
 * Sets one field of many instruments under the rules of a single change: the value must be right for each, a locked field
 * stays locked, and none becomes the same as another (`domain.md` section 3). Those that are so already stay as they are.
 */
export async function editInstruments(
  tx: Transaction,
  edit: FieldEdit,
  targets: readonly BulkTarget[],
  rules: ImportContext,
): Promise<EditedInstruments> {
  const isIdentity = edit.field === 'name' || edit.field === 'model';
  const statuses = await findFilingStatuses(tx, targets);
  const before = new Map<string, string | null>();
  const changes: InstrumentEdit[] = [];
  const outcomes = await decideInstruments(
    tx,
    targets,
    (row) => {
      const facts = { ...toFacts(row), filingStatus: statuses.get(row.id) ?? null };
      const set = setField(facts, edit.field, edit.valueOf(row), rules);
      if (set) changes.push({ row, values: toValues(edit.field, set) });
    },
    async () => {
      const { stored, refused } = await (isIdentity ? storeIdentities : storeAll)(tx, changes, edit.field);
      for (const { row, values } of stored) {
        before.set(row.id, (toFacts(row)[edit.field] as string | null | undefined) ?? null);
        Object.assign(row, values, { version: row.version + 1 });
        auditChange(tx, edit, row, before.get(row.id) ?? null);
      }
      return refused;
    },
  );
  return { outcomes, before };
}

function toValues(
  field: InstrumentFieldKey,
  { value, identityKey }: { value: string | null; identityKey: string },
): Partial<InstrumentEntity> {
  const declared = field === 'validUntil' ? { validUntilDeclared: value !== null } : {};
  const searchText = identityKey.replaceAll('\u001f', ' ');
  return { [field]: value, identityKey, searchText, ...declared };
}

const toFacts = (row: InstrumentEntity) => row as unknown as LedgerValues & LockFacts;

function auditChange(
  tx: Transaction,
  { field, reason }: FieldEdit,
  row: InstrumentEntity,
  before: string | null,
): void {
  const change = { before: { [field]: before }, after: { [field]: row[field] } };
  tx.audit({ action: 'instrument.change', objectType: 'instrument', objectId: row.id, ...change, reason });
}

/** Status of each open filing item: one that was returned is there to be corrected. */
async function findFilingStatuses(
  tx: Transaction,
  targets: readonly BulkTarget[],
): Promise<Map<string, string>> {
  const rows = await tx.query<{ id: string; status: string }>(
    `SELECT i.id, f.status FROM instrument i JOIN filing_item f ON f.id = i.open_filing_item_id
     WHERE i.id = ANY($1::uuid[])`,
    [targets.map(({ id }) => id)],
  );
  return new Map(rows.map(({ id, status }) => [id, status]));
}
