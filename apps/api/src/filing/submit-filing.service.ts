import { Injectable } from '@nestjs/common';
import {
  Database,
  EnterpriseEntity,
  FilingEntity,
  nextCaseNumber,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, filingObstacle, type FieldError, type FilingTarget } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { findCandidates, snapshotOf, type Candidate } from './filing-candidates.js';
import { FilingTargetService } from './filing-target.service.js';
import type { FilingBody, FilingDto, FilingSelectionDto } from './filing.dto.js';
import { reviewDueOn } from './review-due-on.js';
import { getFiling } from './filing.queries.js';

const MAX_ERRORS = 200;

/** Filing in one go: application and items are made and submitted together (`domain.md` section 5). */
@Injectable()
export class SubmitFilingService {
  constructor(
    private readonly database: Database,
    private readonly targets: FilingTargetService,
  ) {}

  submit(context: TenantContext, body: FilingBody): Promise<FilingDto> {
    return this.database.write(context, async (tx) => {
      const candidates = await findCandidates(tx, body, true);
      assertCount(tx, candidates.length, body);
      assertFileable(candidates, await this.targets.load(tx, body.institutionId), body);
      const filing = await insertFiling(tx, body.institutionId);
      await insertItems(tx, filing, candidates);
      tx.audit({
        action: 'filing.submit',
        objectType: 'filing',
        objectId: filing.id,
        after: { caseNumber: filing.caseNumber, instrumentIds: candidates.map((candidate) => candidate.id) },
        institutionId: filing.institutionId,
      });
      return getFiling(tx, filing.id);
    });
  }
}

function assertCount(tx: Transaction, count: number, { instrumentIds }: FilingSelectionDto): void {
  const max = tx.settings.maxItemsPerFiling;
  if (count > max) throw new DomainError('filing.too-many-items', { max, count });
  if (count === 0 && !instrumentIds) throw new DomainError('filing.no-items');
}

/** Names every instrument that can't be filed, by its place in the request. */
function assertFileable(
  candidates: readonly Candidate[],
  target: FilingTarget,
  body: FilingSelectionDto,
): void {
  const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
  const places = body.instrumentIds
    ? body.instrumentIds.map((id, index) => ({ pointer: `/instrumentIds/${index}`, candidate: byId.get(id) }))
    : candidates.map((candidate) => ({ pointer: '/importId', candidate }));
  const errors = places.flatMap(({ pointer, candidate }): FieldError[] => {
    if (!candidate) return [{ pointer, code: 'filing.instrument-not-found' }];
    const obstacle = filingObstacle(candidate, target);
    return obstacle ? [{ pointer, ...obstacle }] : [];
  });
  const [first] = errors;
  if (!first) return;
  const isOne = errors.every((error) => error.code === first.code);
  const details = isOne ? { ...first.details, count: errors.length } : { count: errors.length };
  throw new DomainError(isOne ? first.code : 'filing.items-blocked', details, errors.slice(0, MAX_ERRORS));
}

async function insertFiling(tx: Transaction, institutionId: string): Promise<FilingEntity> {
  const { accountId, accountName, enterpriseId } = tx.context;
  const enterprise = await tx.manager.findOneByOrFail(EnterpriseEntity, { id: enterpriseId as string });
  const row = tx.manager.create(FilingEntity, {
    id: uuidv7(),
    caseNumber: await nextCaseNumber(tx, 'F'),
    enterpriseId: enterprise.id,
    enterpriseName: enterprise.name,
    institutionId,
    submittedBy: accountId as string,
    submittedByName: accountName ?? '',
    submittedAt: tx.now,
    reviewDueOn: await reviewDueOn(tx),
    walkInId: tx.context.behalf?.walkInId ?? null,
  });
  return tx.manager.save(row);
}

async function insertItems(tx: Transaction, filing: FilingEntity, candidates: readonly Candidate[]) {
  const items = candidates.map((candidate, position) => ({
    id: uuidv7(),
    instrument_id: candidate.id,
    position,
    snapshot: snapshotOf(candidate),
  }));
  await tx.query(
    `WITH item AS (
       INSERT INTO filing_item (id, version, filing_id, enterprise_id, institution_id, instrument_id, position, status, snapshot)
       SELECT id, 1, $2, $3, $4, instrument_id, position, 'SUBMITTED', snapshot
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, instrument_id uuid, position integer, snapshot jsonb)
       RETURNING id, instrument_id)
     UPDATE instrument SET open_filing_item_id = item.id, version = version + 1, updated_at = $5
     FROM item WHERE instrument.id = item.instrument_id`,
    [JSON.stringify(items), filing.id, filing.enterpriseId, filing.institutionId, tx.now],
  );
}
