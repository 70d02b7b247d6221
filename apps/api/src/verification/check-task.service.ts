import { Injectable } from '@nestjs/common';
import { Database, lockForMove, VerificationTaskEntity, type TenantContext } from '@quanheng/database';
import { findTaskActor } from '@quanheng/operations';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { auditTask } from './audit-task.js';
import { finishTasks } from './finish-tasks.js';
import { getTask } from './get-task.js';
import type { CheckDto, TaskDto } from './task.dto.js';
import { checkTask } from './task.moves.js';

/** The checker, another person than the verifier, passes a record or returns it (`domain.md` section 7). */
@Injectable()
export class CheckTaskService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: CatalogueService,
  ) {}

  async check(context: TenantContext, id: string, version: number, body: CheckDto): Promise<TaskDto> {
    const catalogue = await this.catalogue.catalogue();
    return this.database.write(context, async (tx) => {
      const task = await lockForMove(tx, VerificationTaskEntity, id, version);
      const before = task.status;
      checkTask(task, await findTaskActor(tx), { ...body, comment: body.comment, now: tx.now });
      await tx.manager.save(task);
      if (body.decision === 'pass') await finishTasks(tx, [task], catalogue);
      auditTask(tx, task, body.decision, before);
      return getTask(tx, id, catalogue);
    });
  }
}
