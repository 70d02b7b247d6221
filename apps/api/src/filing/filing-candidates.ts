import { columnOf, type Transaction } from '@quanheng/database';
import { DomainError, INSTRUMENT_FIELDS, type FilingFacts, type InstrumentFieldKey } from '@quanheng/domain';
import type { FilingSelectionDto } from './filing.dto.js';

export type Snapshot = Record<InstrumentFieldKey, string | null>;

/** An instrument that is to be filed: what the rule asks for, and the fields as they will be submitted. */
export type Candidate = FilingFacts & Snapshot & { readonly id: string };

const COLUMNS = [
  'lifecycle',
  'institutionId',
  'openFilingItemId',
  'openAppointmentItemId',
  'filedOn',
  'lapsedOn',
  'failed',
  'endedWithoutResultOn',
  'verifiedForGood',
  ...INSTRUMENT_FIELDS.map((field) => field.key),
];
const SELECT = ['id', ...COLUMNS].map((name) => `${columnOf(name)} AS "${name}"`).join(', ');

/** The chosen instruments that exist and are the caller's, locked in the order of their ids when they are to be changed. */
export async function findCandidates(
  tx: Transaction,
  { instrumentIds, importId }: FilingSelectionDto,
  lock: boolean,
): Promise<Candidate[]> {
  if (!instrumentIds === !importId) throw new DomainError('filing.no-items');
  const chosen = instrumentIds
    ? 'id = ANY($1)'
    : `import_id = $1 AND open_filing_item_id IS NULL AND filed_on IS NULL AND lifecycle = 'ACTIVE'`;
  const rows = await tx.query<Candidate>(
    `SELECT ${SELECT} FROM instrument WHERE enterprise_id = $2 AND ${chosen} ORDER BY id ${lock ? 'FOR UPDATE' : ''}`,
    [instrumentIds ?? importId, tx.context.enterpriseId],
  );
  return instrumentIds ? inAskedOrder(rows, instrumentIds) : rows;
}

function inAskedOrder(rows: Candidate[], ids: readonly string[]): Candidate[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return [...new Set(ids)].flatMap((id) => byId.get(id) ?? []);
}

export function snapshotOf(candidate: Candidate): Snapshot {
  return Object.fromEntries(INSTRUMENT_FIELDS.map(({ key }) => [key, candidate[key]])) as Snapshot;
}
