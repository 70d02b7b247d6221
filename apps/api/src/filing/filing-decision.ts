import {
  InstitutionEntity,
  type FilingEntity,
  type FilingItemEntity,
  type Transaction,
} from '@quanheng/database';
import { addDays, filingItemWorkflow, type FilingItemStatus } from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import { applyChanges } from './apply-changes.js';
import type { Decision } from './filing.dto.js';
import type { Snapshot } from './filing-candidates.js';
import { reviewDueOn } from './review-due-on.js';

interface Decided {
  readonly decision: Decision;
  readonly comment: string | null;
  /** By instrument, where items are submitted again. */
  readonly snapshots: ReadonlyMap<string, Snapshot>;
}

/** Writes what was decided, a statement per table however many items; the items are locked and judged. */
export async function applyDecision(
  tx: Transaction,
  filing: FilingEntity,
  items: readonly FilingItemEntity[],
  decided: Decided,
): Promise<void> {
  if (items.length === 0) return;
  const { decision, comment } = decided;
  if (decision === 'submit') await submitAgain(tx, filing, items, decided.snapshots);
  else if (decision === 'withdraw') await setStatus(tx, items, 'WITHDRAWN');
  else await setDecision(tx, items, decision, comment);
  if (decision === 'approve') {
    await putInForce(tx, filing, items);
    await applyChanges(tx, items);
  }
  if (decision === 'reject' || decision === 'withdraw') await freeInstruments(tx, items);
  for (const item of items)
    tx.audit({
      action: `filing-item.${decision}`,
      objectType: 'filing-item',
      objectId: item.id,
      before: { status: item.status },
      after: { status: statusAfter(decision), filingId: filing.id, instrumentId: item.instrumentId },
      reason: comment,
      enterpriseId: filing.enterpriseId,
      institutionId: filing.institutionId,
    });
}

function statusAfter(decision: Decision): FilingItemStatus {
  const moves = { ...filingItemWorkflow.moves.SUBMITTED, ...filingItemWorkflow.moves.RETURNED };
  return moves[decision]?.to as FilingItemStatus;
}

const idsOf = (items: readonly FilingItemEntity[]): string[] => items.map((item) => item.id);

async function setStatus(tx: Transaction, items: readonly FilingItemEntity[], status: FilingItemStatus) {
  await tx.query(
    'UPDATE filing_item SET status = $2, version = version + 1, updated_at = $3 WHERE id = ANY($1)',
    [idsOf(items), status, tx.now],
  );
}

async function setDecision(
  tx: Transaction,
  items: readonly FilingItemEntity[],
  decision: Decision,
  comment: string | null,
) {
  const { accountId, accountName } = tx.context;
  const approvedOn = decision === 'approve' ? tx.today : null;
  await tx.query(
    `UPDATE filing_item SET status = $2, comment = $3, decided_by = $4, decided_by_name = $5, decided_at = $6,
       approved_on = $7, version = version + 1, updated_at = $6 WHERE id = ANY($1)`,
    [idsOf(items), statusAfter(decision), comment, accountId, accountName, tx.now, approvedOn],
  );
}

/** The comment stays: the reviewer sees beside the correction what had been asked for. */
async function submitAgain(
  tx: Transaction,
  filing: FilingEntity,
  items: readonly FilingItemEntity[],
  snapshots: ReadonlyMap<string, Snapshot>,
) {
  const rows = items.map((item) => ({ id: item.id, snapshot: snapshots.get(item.instrumentId) }));
  await tx.query(
    `UPDATE filing_item SET status = 'SUBMITTED', snapshot = r.snapshot, version = version + 1, updated_at = $2
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, snapshot jsonb) WHERE filing_item.id = r.id`,
    [JSON.stringify(rows), tx.now],
  );
  // The institution's time begins anew.
  await tx.query('UPDATE filing SET review_due_on = $2, nudged_on = NULL WHERE id = $1', [
    filing.id,
    await reviewDueOn(tx),
  ]);
}

/** Section 5: filed from today with this institution; the former filing of the same instrument is superseded. */
async function putInForce(tx: Transaction, filing: FilingEntity, items: readonly FilingItemEntity[]) {
  const former = await tx.query<{
    id: string;
    institution_id: string;
    enterprise_id: string;
    filing_id: string;
  }>('SELECT * FROM supersede_filings($1, $2)', [idsOf(items), tx.now]);
  for (const row of former)
    tx.audit({
      action: 'filing-item.supersede',
      objectType: 'filing-item',
      objectId: row.id,
      before: { status: 'APPROVED' },
      after: { status: 'SUPERSEDED', filingId: row.filing_id },
      enterpriseId: row.enterprise_id,
      institutionId: row.institution_id,
    });
  await tx.query(
    `UPDATE instrument SET institution_id = $2, filed_on = $3, lapsed_on = NULL, ever_filed = true, open_filing_item_id = NULL,
       version = version + 1, updated_at = $4
     WHERE id IN (SELECT id FROM instrument WHERE open_filing_item_id = ANY($1) ORDER BY id FOR UPDATE)`,
    [idsOf(items), filing.institutionId, tx.today, tx.now],
  );
}

async function freeInstruments(tx: Transaction, items: readonly FilingItemEntity[]) {
  await tx.query(
    `UPDATE instrument SET open_filing_item_id = NULL, version = version + 1, updated_at = $2
     WHERE id IN (SELECT id FROM instrument WHERE open_filing_item_id = ANY($1) ORDER BY id FOR UPDATE)`,
    [idsOf(items), tx.now],
  );
}

/** One message a request, never one an item (`domain.md` section 9). */
export async function tellDecision(
  tx: Transaction,
  filing: FilingEntity,
  decision: Decision,
  count: number,
): Promise<void> {
  if (count === 0) return;
  const institution = await tx.manager.findOneByOrFail(InstitutionEntity, { id: filing.institutionId });
  const counts = { approved: 0, returned: 0, rejected: 0 };
  const named = { approve: 'approved', return: 'returned', reject: 'rejected' } as const;
  counts[named[decision as keyof typeof named]] = count;
  const bookableUntil =
    decision === 'approve' ? addDays(tx.today, tx.settings.bookingDaysAfterApproval) : undefined;
  await tell(
    tx,
    { enterpriseId: filing.enterpriseId, branchId: filing.branchId },
    {
      template: 'filing.decided',
      params: { caseNumber: filing.caseNumber, institutionName: institution.name, ...counts, bookableUntil },
      link: `/e/filings/${filing.id}`,
    },
  );
}
