import { Injectable } from '@nestjs/common';
import {
  Database,
  lockForMove,
  VerificationTaskEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import type { CatalogueItem } from '@quanheng/domain';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { auditTask, type TaskEvent } from './audit-task.js';
import { endItems } from './end-items.js';
import { findStandards } from './find-standards.js';
import { getTask } from './get-task.js';
import { kindOfTask } from './kind-of-task.js';
import { recordTask } from './record-task.js';
import type { RecordDto, TaskDto } from './task.dto.js';
import { giveUpTask, pauseTask, resumeTask, startTask, submitTask } from './task.moves.js';

type Catalogue = ReadonlyMap<string, CatalogueItem>;

/** One task in its verifier's hands: start, record, pause, submit, or find that it can't be verified. */
@Injectable()
export class TaskService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  start(context: TenantContext, id: string, version: number): Promise<TaskDto> {
    return this.move(context, id, version, 'start', (task) => startTask(task, context));
  }

  pause(context: TenantContext, id: string, version: number, reason: string): Promise<TaskDto> {
    return this.move(context, id, version, 'pause', (task) => pauseTask(task, context, reason));
  }

  resume(context: TenantContext, id: string, version: number): Promise<TaskDto> {
    return this.move(context, id, version, 'resume', (task) => resumeTask(task, context));
  }

  /** The instrument goes back unverified (`domain.md` section 7). */
  unable(context: TenantContext, id: string, version: number, reason: string): Promise<TaskDto> {
    return this.move(context, id, version, 'unable', async (task, tx) => {
      giveUpTask(task, context, reason);
      await endItems(tx, [task], 'unable');
    });
  }

  submit(context: TenantContext, id: string, version: number): Promise<TaskDto> {
    return this.move(context, id, version, 'submit', (task, tx, catalogue) =>
      submitTask(task, context, { kind: kindOfTask(task, catalogue), today: tx.today, now: tx.now }),
    );
  }

  record(context: TenantContext, id: string, version: number, record: RecordDto): Promise<TaskDto> {
    return this.move(context, id, version, 'record', async (task, tx, catalogue) => {
      const standards = await findStandards(tx, record.standardIds);
      const kind = kindOfTask(task, catalogue);
      recordTask(task, record, { actor: context, kind, standards, today: tx.today });
    });
  }

  private async move(
    context: TenantContext,
    id: string,
    version: number,
    event: TaskEvent,
    change: (task: VerificationTaskEntity, tx: Transaction, catalogue: Catalogue) => void | Promise<void>,
  ): Promise<TaskDto> {
    const catalogue = await this.catalogue.catalogue();
    return this.database.write(context, async (tx) => {
      const task = await lockForMove(tx, VerificationTaskEntity, id, version);
      const before = task.status;
      await change(task, tx, catalogue);
      await tx.manager.save(task);
      auditTask(tx, task, event, before);
      return getTask(tx, id, catalogue);
    });
  }
}
