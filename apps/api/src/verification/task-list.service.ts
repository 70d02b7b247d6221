import { Injectable } from '@nestjs/common';
import { Database, type TenantContext } from '@quanheng/database';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { ApiConfig } from '../config.js';
import { Keyset } from '../platform/paging.js';
import { getTask } from './get-task.js';
import type { TaskCountsDto, TaskDto, TaskPageDto, TaskQuery, TaskScopeQuery } from './task.dto.js';
import { countTasks, findTasks } from './tasks.query.js';

@Injectable()
export class TaskListService {
  constructor(
    private readonly database: Database,
    private readonly config: ApiConfig,
    private readonly catalogue: CatalogueService,
  ) {}

  find(context: TenantContext, query: TaskQuery): Promise<TaskPageDto> {
    const tenant = context.institutionId ?? context.enterpriseId ?? '';
    const keyset = new Keyset(this.config.JWT_SECRET, query, tenant);
    return this.database.read(context, (tx) => findTasks(tx, query, keyset));
  }

  counts(context: TenantContext, query: TaskScopeQuery): Promise<TaskCountsDto> {
    return this.database.read(context, (tx) => countTasks(tx, query));
  }

  async get(context: TenantContext, id: string): Promise<TaskDto> {
    const catalogue = await this.catalogue.catalogue();
    return this.database.read(context, (tx) => getTask(tx, id, catalogue));
  }
}
