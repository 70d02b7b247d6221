import { Injectable } from '@nestjs/common';
import {
  Database,
  EnterpriseEntity,
  FilingEntity,
  FilingItemEntity,
  InstrumentEntity,
  nextCaseNumber,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  changesBetween,
  DomainError,
  filingItemWorkflow,
  filingObstacle,
  next,
  type FieldChanges,
  type FieldError,
} from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { refuseDuplicate } from '../instrument/insert-instruments.js';
import { LedgerRules } from '../instrument/ledger-rules.service.js';
import type { ChangeRequestBody } from './change-filing.dto.js';
import { findCandidates, snapshotOf, type Candidate, type Snapshot } from './filing-candidates.js';
import { FilingTargetService } from './filing-target.service.js';
import type { FilingDto } from './filing.dto.js';
import { getFiling } from './filing.queries.js';
import { reviewDueOn } from './review-due-on.js';

interface Wanted {
  readonly candidate: Candidate;
  readonly changes: FieldChanges;
  /** The instrument as it will be. */
  readonly snapshot: Snapshot;
  readonly institutionId: string;
}

/** 变更申请: locked fields of a filed instrument change when the institution files it again (`domain.md` section 3). */
@Injectable()
export class ChangeFilingService {
  constructor(
    private readonly database: Database,
    private readonly targets: FilingTargetService,
    private readonly rules: LedgerRules,
  ) {}

  /** Asks for the change; asked again after it was returned, the same application is corrected. */
  request(context: TenantContext, body: ChangeRequestBody): Promise<FilingDto> {
    return this.database.write(context, async (tx) => {
      const [candidate] = await findCandidates(tx, { instrumentIds: [body.instrumentId] }, true);
      if (!candidate) throw new DomainError('filing.instrument-not-found', {}, [notFound]);
      const returned = await findReturned(tx, candidate);
      const wanted = await this.judge(tx, candidate, body, returned?.id ?? null);
      const filingId = returned
        ? await submitAgain(tx, returned, wanted)
        : (await insertChange(tx, wanted)).id;
      tx.audit({
        action: 'filing.request-change',
        objectType: 'filing',
        objectId: filingId,
        before: Object.fromEntries(
          Object.keys(wanted.changes).map((key) => [key, candidate[key as keyof Snapshot]]),
        ),
        after: wanted.changes,
        reason: body.reason,
        institutionId: wanted.institutionId,
      });
      return getFiling(tx, filingId);
    });
  }

  private async judge(
    tx: Transaction,
    candidate: Candidate,
    body: ChangeRequestBody,
    resubmitting: string | null,
  ): Promise<Wanted> {
    if (!candidate.filedOn || !candidate.institutionId) throw new DomainError('filing.change-not-filed');
    const given = Object.fromEntries(Object.entries(body.changes).filter(([, value]) => value !== undefined));
    const judged = await this.rules.judge({ ...snapshotOf(candidate), ...given }, tx.today);
    const changes = changesBetween(candidate, judged.values);
    if (Object.keys(changes).length === 0) throw new DomainError('filing.change-nothing');
    if ('validUntil' in changes) await assertDeclared(tx, candidate.id);
    await refuseDuplicate(tx, judged.identityKey, candidate.id);
    const institutionId = body.institutionId ?? candidate.institutionId;
    const snapshot = { ...snapshotOf(candidate), ...changes };
    // As if it weren't filed: it is about to be filed again.
    const facts = { ...candidate, ...changes, filedOn: null } as Candidate;
    const obstacle = filingObstacle(facts, await this.targets.load(tx, institutionId), resubmitting);
    if (obstacle) throw new DomainError(obstacle.code, obstacle.details);
    return { candidate, changes, snapshot, institutionId };
  }
}

const notFound: FieldError = { pointer: '/instrumentId', code: 'filing.instrument-not-found' };

/** After a certificate only issuing writes validUntil. */
async function assertDeclared(tx: Transaction, id: string): Promise<void> {
  const { validUntilDeclared, validUntil } = await tx.manager.findOneByOrFail(InstrumentEntity, { id });
  if (validUntil && !validUntilDeclared)
    throw new DomainError('filing.change-certified', {}, [
      { pointer: '/changes/validUntil', code: 'filing.change-certified' },
    ]);
}

async function findReturned(tx: Transaction, candidate: Candidate): Promise<FilingItemEntity | null> {
  if (!candidate.openFilingItemId) return null;
  const item = await tx.manager.findOne(FilingItemEntity, {
    where: { id: candidate.openFilingItemId },
    lock: { mode: 'pessimistic_write' },
  });
  return item?.changes && item.status === 'RETURNED' ? item : null;
}

async function submitAgain(tx: Transaction, item: FilingItemEntity, wanted: Wanted): Promise<string> {
  const { changes, snapshot } = wanted;
  const status = next(filingItemWorkflow, item.status, 'submit', tx.context.roles);
  await tx.manager.save(Object.assign(item, { changes, snapshot, status }));
  await tx.query('UPDATE filing SET review_due_on = $2, nudged_on = NULL WHERE id = $1', [
    item.filingId,
    await reviewDueOn(tx),
  ]);
  return item.filingId;
}

async function insertChange(tx: Transaction, wanted: Wanted): Promise<FilingEntity> {
  const { accountId, accountName, enterpriseId } = tx.context;
  const { candidate, changes, snapshot, institutionId } = wanted;
  const enterprise = await tx.manager.findOneByOrFail(EnterpriseEntity, { id: enterpriseId as string });
  const filing = await tx.manager.save(
    tx.manager.create(FilingEntity, {
      id: uuidv7(),
      kind: 'CHANGE',
      caseNumber: await nextCaseNumber(tx, 'F'),
      enterpriseId: enterprise.id,
      enterpriseName: enterprise.name,
      institutionId,
      submittedBy: accountId as string,
      submittedByName: accountName ?? '',
      submittedAt: tx.now,
      reviewDueOn: await reviewDueOn(tx),
    }),
  );
  const item = tx.manager.create(FilingItemEntity, {
    id: uuidv7(),
    filingId: filing.id,
    enterpriseId: enterprise.id,
    institutionId,
    instrumentId: candidate.id,
    position: 0,
    status: 'SUBMITTED',
    snapshot,
    changes,
  });
  await tx.manager.save(item);
  await tx.query(
    'UPDATE instrument SET open_filing_item_id = $2, version = version + 1, updated_at = $3 WHERE id = $1',
    [candidate.id, item.id, tx.now],
  );
  return filing;
}
