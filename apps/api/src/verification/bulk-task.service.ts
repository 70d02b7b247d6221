import { Injectable } from '@nestjs/common';
import {
  Database,
  updateRows,
  VerificationTaskEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, type CatalogueItem, type TaskStatus } from '@quanheng/domain';
import { In } from 'typeorm';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { decideEach, type BulkResultDto } from '../platform/bulk.js';
import { auditTask } from './audit-task.js';
import { findStandards } from './find-standards.js';
import { finishTasks } from './finish-tasks.js';
import { kindOfTask } from './kind-of-task.js';
import { RECORDED, recordTask } from './record-task.js';
import type { BatchRecordDto, BulkAction, RecordDto, TaskDecisionsDto } from './task.dto.js';
import { checkTask, MOVED, startTask, submitTask } from './task.moves.js';

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
    return this.database.write(context, (tx) => {
      const before = new Map<string, TaskStatus>();
      return decideEach(
        tx,
        VerificationTaskEntity,
        body.items,
        (task) => {
          before.set(task.id, task.status);
          apply(tx, task, body, catalogue);
        },
        async (tasks) => {
          await updateRows(tx, VerificationTaskEntity, tasks, MOVED);
          if (body.action === 'pass') await finishTasks(tx, tasks, catalogue);
          for (const task of tasks) auditTask(tx, task, body.action, before.get(task.id) as TaskStatus);
        },
      );
    });
  }

  /** The record of a batch. What still waits is started with it; `exceptions` say what came out otherwise. */
  async record(context: TenantContext, body: BatchRecordDto): Promise<BulkResultDto> {
    const catalogue = await this.catalogue.catalogue();
    return this.database.write(context, async (tx) => {
      await assertOneCategory(tx, body);
      const standards = await findStandards(tx, body.record.standardIds);
      const before = new Map<string, TaskStatus>();
      return decideEach(
        tx,
        VerificationTaskEntity,
        body.items,
        (task) => {
          before.set(task.id, task.status);
          if (task.status === 'WAITING') startTask(task, context);
          const kind = kindOfTask(task, catalogue);
          recordTask(task, recordFor(task.id, body), { actor: context, kind, standards, today: tx.today });
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

function apply(
  tx: Transaction,
  task: VerificationTaskEntity,
  { action, comment }: TaskDecisionsDto,
  catalogue: Catalogue,
): void {
  const { context, today, now } = tx;
  const moves: Record<BulkAction, () => void> = {
    start: () => startTask(task, context),
    submit: () => submitTask(task, context, { kind: kindOfTask(task, catalogue), today, now }),
    pass: () => checkTask(task, context, { decision: 'pass', comment, now }),
    return: () => checkTask(task, context, { decision: 'return', comment, now }),
  };
  moves[action]();
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
