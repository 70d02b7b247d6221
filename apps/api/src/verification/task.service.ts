import { Injectable } from '@nestjs/common';
import {
  Database,
  lockForMove,
  VerificationTaskEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import type { CatalogueItem } from '@quanheng/domain';
import { assignTask, auditAssignment, findAssignee, findTaskActor, tellAssignee } from '@quanheng/operations';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { auditTask, type TaskEvent } from './audit-task.js';
import { endItems } from './end-items.js';
import { findStandards } from './find-standards.js';
import { getTask } from './get-task.js';
import { kindOfTask } from './kind-of-task.js';
import { assertRegulation, findRegulations } from './regulation.service.js';
import { recordTask } from './record-task.js';
import type { RecordDto, TaskDto } from './task.dto.js';
import {
  claimTask,
  giveUpTask,
  pauseTask,
  releaseTask,
  resumeTask,
  startTask,
  submitTask,
  type TaskMover,
} from './task.moves.js';
import { tellUnable } from './tell-unable.js';

/** What a change is given besides the task. */
interface Given {
  readonly tx: Transaction;
  readonly actor: TaskMover;
  readonly catalogue: ReadonlyMap<string, CatalogueItem>;
}

/** One task in its verifier's hands: claim, start, record, pause, submit, or find that it can't be verified. */
@Injectable()
export class TaskService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  claim(context: TenantContext, id: string, version: number): Promise<TaskDto> {
    return this.move(context, id, version, 'claim', (task, { actor }) => claimTask(task, actor));
  }

  release(context: TenantContext, id: string, version: number): Promise<TaskDto> {
    return this.move(context, id, version, 'release', (task, { actor }) => releaseTask(task, actor));
  }

  /** Also of one whose verifier is ill or has left: what is recorded so far stays. */
  assign(context: TenantContext, id: string, version: number, verifierId: string | null): Promise<TaskDto> {
    return this.move(context, id, version, 'assign', async (task, { tx, actor }) => {
      const to = await findAssignee(tx, verifierId);
      assignTask(task, actor, to);
      await tellAssignee(tx, to, 1);
    });
  }

  start(context: TenantContext, id: string, version: number): Promise<TaskDto> {
    return this.move(context, id, version, 'start', (task, { actor }) => startTask(task, actor));
  }

  pause(context: TenantContext, id: string, version: number, reason: string): Promise<TaskDto> {
    return this.move(context, id, version, 'pause', (task, { actor }) => pauseTask(task, actor, reason));
  }

  resume(context: TenantContext, id: string, version: number): Promise<TaskDto> {
    return this.move(context, id, version, 'resume', (task, { actor }) => resumeTask(task, actor));
  }

  /** The instrument goes back unverified (`domain.md` section 7). */
  unable(context: TenantContext, id: string, version: number, reason: string): Promise<TaskDto> {
    return this.move(context, id, version, 'unable', async (task, { tx, actor }) => {
      giveUpTask(task, actor, reason);
      await endItems(tx, [task], 'unable');
      await tellUnable(tx, task, reason);
    });
  }

  submit(context: TenantContext, id: string, version: number): Promise<TaskDto> {
    return this.move(context, id, version, 'submit', async (task, { tx, actor, catalogue }) => {
      submitTask(task, actor, { kind: kindOfTask(task, catalogue), today: tx.today, now: tx.now });
      assertRegulation(task, await findRegulations(tx), tx.today);
    });
  }

  record(context: TenantContext, id: string, version: number, record: RecordDto): Promise<TaskDto> {
    return this.move(context, id, version, 'record', async (task, { tx, actor, catalogue }) => {
      const standards = await findStandards(tx, record.standardIds);
      const kind = kindOfTask(task, catalogue);
      recordTask(task, record, { actor, kind, standards, today: tx.today });
      assertRegulation(task, await findRegulations(tx), tx.today);
    });
  }

  private async move(
    context: TenantContext,
    id: string,
    version: number,
    event: TaskEvent,
    change: (task: VerificationTaskEntity, given: Given) => void | Promise<void>,
  ): Promise<TaskDto> {
    const catalogue = await this.catalogue.catalogue();
    return this.database.write(context, async (tx) => {
      const task = await lockForMove(tx, VerificationTaskEntity, id, version);
      const { status, verifierName } = task;
      await change(task, { tx, actor: await findTaskActor(tx), catalogue });
      await tx.manager.save(task);
      if (event === 'claim' || event === 'release' || event === 'assign')
        auditAssignment(tx, task, event, verifierName);
      else auditTask(tx, task, event, status);
      return getTask(tx, id, catalogue);
    });
  }
}
