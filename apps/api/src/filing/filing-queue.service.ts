import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  findCalendar,
  FilingEntity,
  lockForMove,
  type TenantContext,
} from '@quanheng/database';
import { DomainError, mayNudge, nudgeAgainOn } from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import type { AssignBody, FilingDto } from './filing.dto.js';
import { getFiling } from './filing.queries.js';

/** Who reviews, and the enterprise that waits for it. Neither is a decision: the state stays. */
@Injectable()
export class FilingQueueService {
  constructor(private readonly database: Database) {}

  /** @throws DomainError `filing.reviewer-unknown` */
  assign(
    context: TenantContext,
    id: string,
    version: number,
    { assigneeId }: AssignBody,
  ): Promise<FilingDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, FilingEntity, id, version);
      const before = { assigneeId: row.assigneeId, assigneeName: row.assigneeName };
      const { institutionId } = row;
      const reviewer = assigneeId
        ? await tx.manager.findOneBy(AccountEntity, { id: assigneeId, institutionId, status: 'ACTIVE' })
        : null;
      if (assigneeId && !reviewer?.roles.includes('REVIEWER'))
        throw new DomainError('filing.reviewer-unknown');
      const after = { assigneeId: reviewer?.id ?? null, assigneeName: reviewer?.displayName ?? null };
      await tx.manager.save(Object.assign(row, after));
      const { enterpriseId } = row;
      tx.audit({
        action: 'filing.assign',
        objectType: 'filing',
        objectId: id,
        before,
        after,
        enterpriseId,
        institutionId,
      });
      return getFiling(tx, id);
    });
  }

  /** Once per working day, as long as the institution has something to decide. */
  nudge(context: TenantContext, id: string): Promise<FilingDto> {
    return this.database.write(context, async (tx) => {
      const row = await lockForMove(tx, FilingEntity, id, null);
      const filing = await getFiling(tx, id);
      if (filing.counts.SUBMITTED === 0) throw new DomainError('filing.nothing-to-nudge');
      const calendar = await findCalendar(tx);
      if (row.nudgedOn && !mayNudge(row.nudgedOn, tx.today, calendar))
        throw new DomainError('filing.nudged-already', { again: nudgeAgainOn(row.nudgedOn, calendar) });
      Object.assign(row, { nudgedOn: tx.today, nudges: row.nudges + 1 });
      await tx.manager.save(row);
      const { caseNumber, enterpriseName: fromEnterprise, institutionId, nudges: times } = row;
      tx.audit({
        action: 'filing.nudge',
        objectType: 'filing',
        objectId: id,
        after: { times },
        institutionId,
      });
      const params = { caseNumber, fromEnterprise, kind: 'FILING' as const, times };
      await tell(tx, { institutionId }, { template: 'case.nudged', params, link: `/s/filings/${id}` });
      return getFiling(tx, id);
    });
  }
}
