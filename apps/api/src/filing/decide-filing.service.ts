import { Injectable } from '@nestjs/common';
import {
  Database,
  FilingEntity,
  FilingItemEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  errorText,
  filingItemWorkflow,
  filingObstacle,
  next,
  type FilingItemStatus,
  type Language,
} from '@quanheng/domain';
import { In } from 'typeorm';
import { approvalObstacles } from './apply-changes.js';
import { findCandidates, snapshotOf, type Candidate } from './filing-candidates.js';
import { FilingTargetService } from './filing-target.service.js';
import type {
  CommentBody,
  Decision,
  DecisionsBody,
  DecisionResultsDto,
  FilingItemDto,
  VersionedIdDto,
} from './filing.dto.js';
import { findFilingItems } from './filing.queries.js';
import { applyDecision, tellDecision } from './filing-decision.js';

/** One item as judged: what it becomes, or why not. */
interface Judged {
  readonly id: string;
  readonly item?: FilingItemEntity;
  readonly to?: FilingItemStatus;
  readonly refusal?: DomainError;
}

const NEEDS_COMMENT: readonly Decision[] = ['return', 'reject'];
const OF_REVIEWER: readonly Decision[] = ['approve', 'return', 'reject'];

/** Each item is decided on its own; several at once are as many decisions in one transaction (`domain.md` section 5). */
@Injectable()
export class DecideFilingService {
  constructor(
    private readonly database: Database,
    private readonly targets: FilingTargetService,
  ) {}

  /** @throws DomainError whatever refuses this one item */
  decideOne(
    context: TenantContext,
    filingId: string,
    item: VersionedIdDto,
    decision: Decision,
    { comment }: CommentBody,
  ): Promise<FilingItemDto> {
    return this.database.write(context, async (tx) => {
      const [judged] = await this.decide(tx, filingId, { decision, comment, items: [item] });
      if (judged?.refusal) throw judged.refusal;
      const [answer] = await findFilingItems(tx, filingId, { ids: [item.id] });
      return answer as FilingItemDto;
    });
  }

  decideMany(
    context: TenantContext,
    filingId: string,
    body: DecisionsBody,
    language: Language,
  ): Promise<DecisionResultsDto> {
    return this.database.write(context, async (tx) => {
      const judged = await this.decide(tx, filingId, body);
      return { results: judged.map((one) => toResult(one, language)) };
    });
  }

  private async decide(tx: Transaction, filingId: string, body: DecisionsBody): Promise<Judged[]> {
    const { decision, comment } = body;
    const filing = await tx.manager.findOneBy(FilingEntity, { id: filingId });
    if (!filing) throw new DomainError('record.not-found', { id: filingId });
    const judged = await judge(tx, filing, body);
    // After the table and the role: an order of refusals that is the same everywhere.
    const wanted = judged.filter((one) => !one.refusal);
    if (wanted.length > 0 && NEEDS_COMMENT.includes(decision) && !comment)
      throw new DomainError('filing.reason-required', {}, [{ pointer: '/comment', code: 'field.required' }]);
    const { refused, candidates } = await this.recheck(tx, filing, decision, wanted);
    const accepted = wanted.flatMap(({ id, item }) => (item && !refused.has(id) ? [item] : []));
    await applyDecision(tx, filing, accepted, {
      decision,
      comment: comment ?? null,
      snapshots: toSnapshots(candidates),
    });
    if (OF_REVIEWER.includes(decision)) await tellDecision(tx, filing, decision, accepted.length);
    return judged.map((one) => ({ ...one, refusal: one.refusal ?? refused.get(one.id) }));
  }

  /** What is sent again is judged as it is now, like the first time; what is approved must not be booked as it was. */
  private async recheck(
    tx: Transaction,
    filing: FilingEntity,
    decision: Decision,
    wanted: readonly Judged[],
  ): Promise<{ refused: Map<string, DomainError>; candidates: readonly Candidate[] }> {
    const items = wanted.flatMap(({ item }) => item ?? []);
    if (items.length > 0 && decision === 'approve')
      return { refused: await approvalObstacles(tx, items), candidates: [] };
    const refused = new Map<string, DomainError>();
    if (items.length === 0 || decision !== 'submit') return { refused, candidates: [] };
    const target = await this.targets.load(tx, filing.institutionId);
    const candidates = await findCandidates(
      tx,
      { instrumentIds: items.map((item) => item.instrumentId) },
      true,
    );
    const byId = new Map(candidates.map((candidate) => [candidate.id, candidate]));
    for (const item of items) {
      // A change is asked for again with its new values, at its own place.
      if (item.changes) {
        refused.set(item.id, new DomainError('filing.change-nothing'));
        continue;
      }
      const candidate = byId.get(item.instrumentId) as Candidate;
      const obstacle = filingObstacle(candidate, target, item.id);
      if (obstacle) refused.set(item.id, new DomainError(obstacle.code, obstacle.details));
    }
    return { refused, candidates };
  }
}

/** Stale before the table, the table before the role (`domain.md`, States). The rows are locked in the order of their ids. */
async function judge(
  tx: Transaction,
  filing: FilingEntity,
  { decision, items }: DecisionsBody,
): Promise<Judged[]> {
  const rows = await tx.manager.find(FilingItemEntity, {
    where: { filingId: filing.id, id: In(items.map((item) => item.id)) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const byId = new Map(rows.map((row) => [row.id, row]));
  return items.map(({ id, version }): Judged => {
    const item = byId.get(id);
    try {
      if (!item) throw new DomainError('record.not-found', { id });
      byId.delete(id);
      if (item.version !== version) throw new DomainError('record.stale', { id, version: item.version });
      const to = next(filingItemWorkflow, item.status, decision, tx.context.roles);
      if (OF_REVIEWER.includes(decision) && filing.submittedBy === tx.context.accountId)
        throw new DomainError('filing.own-submission');
      return { id, item, to };
    } catch (error) {
      if (error instanceof DomainError) return { id, refusal: error };
      throw error;
    }
  });
}

function toSnapshots(candidates: readonly Candidate[]) {
  return new Map(candidates.map((candidate) => [candidate.id, snapshotOf(candidate)]));
}

function toResult({ id, item, to, refusal }: Judged, language: Language) {
  if (refusal)
    return {
      id,
      ok: false,
      status: null,
      version: null,
      code: refusal.code,
      detail: errorText(refusal.code, language, refusal.details),
    };
  return { id, ok: true, status: to ?? null, version: (item?.version ?? 0) + 1, code: null, detail: null };
}
