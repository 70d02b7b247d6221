import { InstrumentEntity, updateRows, type Transaction } from '@quanheng/database';
import {
  DomainError,
  setField,
  type ImportContext,
  type InstrumentFieldKey,
  type LedgerValues,
  type LockFacts,
} from '@quanheng/domain';
import type { BulkOutcome, BulkTarget } from './bulk-outcome.js';
import { decideInstruments } from './lock-instruments.js';

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
  const taken = isIdentity ? await lockIdentities(tx) : new Set<string>();
  const before = new Map<string, string | null>();
  const outcomes = await decideInstruments(
    tx,
    targets,
    (row) => {
      const facts = { ...toFacts(row), filingStatus: statuses.get(row.id) ?? null };
      const set = setField(facts, edit.field, edit.valueOf(row), rules);
      if (!set) return;
      if (isIdentity) takeIdentity(taken, row, set.identityKey);
      before.set(row.id, (facts[edit.field] as string | null | undefined) ?? null);
      Object.assign(row, { [edit.field]: set.value }, identityOf(set.identityKey));
      if (edit.field === 'validUntil') row.validUntilDeclared = set.value !== null;
    },
    async (rows) => {
      const changed = rows.filter(({ id }) => before.has(id));
      await updateRows(tx, InstrumentEntity, changed, [
        ...([edit.field, 'identityKey', 'searchText', 'validUntilDeclared'] as const),
      ]);
      for (const row of changed) auditChange(tx, edit, row, before.get(row.id) ?? null);
    },
  );
  return { outcomes, before };
}

const toFacts = (row: InstrumentEntity) => row as unknown as LedgerValues & LockFacts;
const identityOf = (identityKey: string) => ({
  identityKey,
  searchText: identityKey.replaceAll('\u001f', ' '),
});

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

/** The identities of the enterprise's ledger, while nobody else changes one in bulk. */
async function lockIdentities(tx: Transaction): Promise<Set<string>> {
  const { enterpriseId } = tx.context;
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [enterpriseId]);
  const rows = await tx.query<{ key: string }>(
    'SELECT identity_key AS key FROM instrument WHERE enterprise_id = $1',
    [enterpriseId],
  );
  return new Set(rows.map(({ key }) => key));
}

function takeIdentity(taken: Set<string>, row: InstrumentEntity, identityKey: string): void {
  if (identityKey === row.identityKey) return;
  if (taken.has(identityKey)) throw new DomainError('instrument.duplicate', {});
  taken.add(identityKey);
}
