import { Injectable } from '@nestjs/common';
import {
  Database,
  updateRows,
  VerificationTaskEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, type CatalogueItem, type Language, type TaskStatus } from '@quanheng/domain';
import {
  assignTask,
  auditAssignment,
  findAssignee,
  findTaskActor,
  tellAssignee,
  type Assignee,
} from '@quanheng/operations';
import { In } from 'typeorm';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { decideEach, type BulkResultDto } from '../platform/bulk.js';
import { auditTask } from './audit-task.js';
import { findStandards } from './find-standards.js';
import { finishTasks } from './finish-tasks.js';
import { kindOfTask } from './kind-of-task.js';
import { assertRegulation, findRegulations, type Regulations } from './regulation.service.js';
import { RECORDED, recordTask } from './record-task.js';
import { startLongJob } from '@quanheng/operations';
import { toLongJobDto, type LongJobDto } from '../long-job/long-job.dto.js';
import type {
  AssignByFilterDto,
  BatchRecordDto,
  BulkAction,
  RecordDto,
  TaskDecisionsDto,
} from './task.dto.js';
import {
  checkTask,
  claimTask,
  MOVED,
  releaseTask,
  startTask,
  submitTask,
  type TaskMover,
} from './task.moves.js';

type Catalogue = ReadonlyMap<string, CatalogueItem>;

/** Many tasks at once: each has its own answer, all of one kind share one record (`ux.md` section 5). */
@Injectable()
export class BulkTaskService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  async decide(context: TenantContext, body: TaskDecisionsDto): Promise<BulkResultDto> {
    const catalogue = await this.catalogue.catalogue();
    return this.database.write(context, async (tx) => {
      const before = new Map<string, Before>();
      const given = {
        tx,
        catalogue,
        actor: await findTaskActor(tx),
        assignee: await findAssignee(tx, body.verifierId ?? null),
        regulations: await findRegulations(tx),
      };
      return decideEach(
        tx,
        VerificationTaskEntity,
        body.items,
        (task) => {
          before.set(task.id, { status: task.status, verifierName: task.verifierName });
          apply(task, body, given);
        },
        async (tasks) => {
          await updateRows(tx, VerificationTaskEntity, tasks, MOVED);
          if (body.action === 'pass') await finishTasks(tx, tasks, catalogue);
          for (const task of tasks) audit(tx, task, body.action, before.get(task.id) as Before);
          if (body.action === 'assign') await tellAssignee(tx, given.assignee, tasks.length);
        },
      );
    });
  }

  /** All that a filter means, as long work: there may be thousands. */
  assignFiltered(
    context: TenantContext,
    { filter, verifierId }: AssignByFilterDto,
    language: Language,
  ): Promise<LongJobDto> {
    return this.database.write(context, async (tx) => {
      await findAssignee(tx, verifierId);
      return toLongJobDto(await startLongJob(tx, 'task.assign', { criteria: filter, verifierId }), language);
    });
  }

  /** The record of a batch. What still waits is started with it; `exceptions` say what came out otherwise. */
  async record(context: TenantContext, body: BatchRecordDto): Promise<BulkResultDto> {
    const catalogue = await this.catalogue.catalogue();
    return this.database.write(context, async (tx) => {
      await assertOneCategory(tx, body);
      const standards = await findStandards(tx, body.record.standardIds);
      const actor = await findTaskActor(tx);
      const regulations = await findRegulations(tx);
      const before = new Map<string, TaskStatus>();
      return decideEach(
        tx,
        VerificationTaskEntity,
        body.items,
        (task) => {
          before.set(task.id, task.status);
          if (task.status === 'WAITING') startTask(task, actor);
          const kind = kindOfTask(task, catalogue);
          recordTask(task, recordFor(task.id, body), { actor, kind, standards, today: tx.today });
          assertRegulation(task, regulations, tx.today);
        },
        async (tasks) => {
          await updateRows(tx, VerificationTaskEntity, tasks, [...MOVED, ...RECORDED]);
          for (const task of tasks) {
            const was = before.get(task.id) as TaskStatus;
            if (was === 'WAITING') auditTask(tx, task, 'start', was);
            auditTask(tx, task, 'record', 'IN_PROGRESS');
          }
        },
      );
    });
  }
}

interface Before {
  readonly status: TaskStatus;
  readonly verifierName: string | null;
}

interface Given {
  readonly tx: Transaction;
  readonly catalogue: Catalogue;
  readonly actor: TaskMover;
  readonly assignee: Assignee;
  readonly regulations: Regulations;
}

function apply(
  task: VerificationTaskEntity,
  { action, comment }: TaskDecisionsDto,
  { tx: { today, now }, catalogue, actor, assignee, regulations }: Given,
): void {
  const moves: Record<BulkAction, () => void> = {
    claim: () => claimTask(task, actor),
    release: () => releaseTask(task, actor),
    assign: () => assignTask(task, actor, assignee),
    start: () => startTask(task, actor),
    submit: () => submitTask(task, actor, { kind: kindOfTask(task, catalogue), today, now }),
    pass: () => checkTask(task, actor, { decision: 'pass', comment, now }),
    return: () => checkTask(task, actor, { decision: 'return', comment, now }),
  };
  moves[action]();
  if (action === 'submit') assertRegulation(task, regulations, today);
}

function audit(tx: Transaction, task: VerificationTaskEntity, action: BulkAction, before: Before): void {
  if (action === 'claim' || action === 'release' || action === 'assign')
    auditAssignment(tx, task, action, before.verifierName);
  else auditTask(tx, task, action, before.status);
}

/** The batch's record with what differs for this instrument. */
function recordFor(id: string, { record, exceptions = [] }: BatchRecordDto): RecordDto {
  const exception = exceptions.find((each) => each.id === id);
  if (!exception) return record;
  const { conclusion, results = record.results, grantedClass = record.grantedClass } = exception;
  // The validity chosen for those that passed is not a failed one's.
  const validity =
    conclusion === 'FAIL' ? { validUntil: null, cycleMonths: null, validUntilReason: null } : {};
  return { ...record, conclusion, results, grantedClass, ...validity };
}

/** @throws DomainError `verification.category-differs` */
async function assertOneCategory(tx: Transaction, { items }: BatchRecordDto): Promise<void> {
  const tasks = await tx.manager.find(VerificationTaskEntity, {
    select: { id: true, instrument: true },
    where: { id: In(items.map((item) => item.id)) },
  });
  if (new Set(tasks.map((task) => task.instrument['categoryCode'])).size > 1)
    throw new DomainError('verification.category-differs');
}
