import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import { AuditService, HistoryDto } from '../audit/audit.service.js';
import { BulkResultDto } from '../platform/bulk.js';
import { LongJobDto } from '../long-job/long-job.dto.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { BulkTaskService } from './bulk-task.service.js';
import { CheckTaskService } from './check-task.service.js';
import { TaskListService } from './task-list.service.js';
import {
  AssignByFilterDto,
  AssignTaskDto,
  BatchRecordDto,
  CheckDto,
  ReasonDto,
  RecordDto,
  TaskCountsDto,
  TaskDecisionsDto,
  TaskDto,
  TaskPageDto,
  TaskQuery,
  TaskScopeQuery,
} from './task.dto.js';
import { TaskService } from './task.service.js';

/** The workflow's table says which of the institution's roles may do what; enterprises follow their own tasks. */
@ApiTags('tasks')
@Controller('tasks')
export class TaskController {
  constructor(
    private readonly tasks: TaskService,
    private readonly checks: CheckTaskService,
    private readonly bulk: BulkTaskService,
    private readonly list: TaskListService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'Verification tasks, those due first' })
  @ApiOkResponse({ type: TaskPageDto })
  find(@Tenant() context: TenantContext, @Query() query: TaskQuery): Promise<TaskPageDto> {
    return this.list.find(context, query);
  }

  @Get('counts')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'How many tasks are in which state' })
  @ApiOkResponse({ type: TaskCountsDto })
  counts(@Tenant() context: TenantContext, @Query() query: TaskScopeQuery): Promise<TaskCountsDto> {
    return this.list.counts(context, query);
  }

  @Post('batch-record')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'One record for many instruments of one kind, with exceptions' })
  @ApiOkResponse({ type: BulkResultDto })
  batchRecord(@Tenant() context: TenantContext, @Body() body: BatchRecordDto): Promise<BulkResultDto> {
    return this.bulk.record(context, body);
  }

  @Post('decisions')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({
    summary: 'Claim, assign, start, submit, pass or return many tasks; each has its own answer',
  })
  @ApiOkResponse({ type: BulkResultDto })
  decide(@Tenant() context: TenantContext, @Body() body: TaskDecisionsDto): Promise<BulkResultDto> {
    return this.bulk.decide(context, body);
  }

  @Post('assign-filtered')
  @HttpCode(202)
  @Allow('SCHEDULER', 'INSTITUTION_ADMIN')
  @ApiOperation({ summary: 'Assign all tasks that a filter means; the answer is the job that does it' })
  @ApiAcceptedResponse({ type: LongJobDto })
  assignFiltered(
    @Tenant() context: TenantContext,
    @Body() body: AssignByFilterDto,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.bulk.assignFiltered(context, body, language);
  }

  @Get(':id')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'One task with its record' })
  @ApiOkResponse({ type: TaskDto })
  get(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<TaskDto> {
    return this.list.get(context, id);
  }

  @Get(':id/history')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'What happened to it, newest first' })
  @ApiOkResponse({ type: HistoryDto })
  async history(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<HistoryDto> {
    await this.list.get(context, id);
    return this.audit.historyOf(context, ['task'], [id]);
  }

  @Patch(':id')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Record results; only the verifier who started the task' })
  @ApiOkResponse({ type: TaskDto })
  record(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: RecordDto,
  ): Promise<TaskDto> {
    return this.tasks.record(context, id, version, body);
  }

  @Post(':id/claim')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'A verifier of the department takes it' })
  @ApiOkResponse({ type: TaskDto })
  claim(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<TaskDto> {
    return this.tasks.claim(context, id, version);
  }

  @Post(':id/release')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Its verifier gives it back before it is begun' })
  @ApiOkResponse({ type: TaskDto })
  release(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<TaskDto> {
    return this.tasks.release(context, id, version);
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'To a verifier, or back to nobody; by the scheduler or the institution’s admin' })
  @ApiOkResponse({ type: TaskDto })
  assign(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: AssignTaskDto,
  ): Promise<TaskDto> {
    return this.tasks.assign(context, id, version, body.verifierId);
  }

  @Post(':id/start')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'The caller takes the task into hand' })
  @ApiOkResponse({ type: TaskDto })
  start(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<TaskDto> {
    return this.tasks.start(context, id, version);
  }

  @Post(':id/pause')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Put it aside, e.g. until a part arrives' })
  @ApiOkResponse({ type: TaskDto })
  pause(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ReasonDto,
  ): Promise<TaskDto> {
    return this.tasks.pause(context, id, version, body.reason);
  }

  @Post(':id/resume')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Take up a paused task again' })
  @ApiOkResponse({ type: TaskDto })
  resume(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<TaskDto> {
    return this.tasks.resume(context, id, version);
  }

  @Post(':id/unable')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'It can’t be verified; the instrument goes back unverified' })
  @ApiOkResponse({ type: TaskDto })
  unable(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ReasonDto,
  ): Promise<TaskDto> {
    return this.tasks.unable(context, id, version, body.reason);
  }

  @Post(':id/submit')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Hand the complete record to the checker' })
  @ApiOkResponse({ type: TaskDto })
  submit(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<TaskDto> {
    return this.tasks.submit(context, id, version);
  }

  @Post(':id/check')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Pass or return the record; never by its verifier' })
  @ApiOkResponse({ type: TaskDto })
  check(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CheckDto,
  ): Promise<TaskDto> {
    return this.checks.check(context, id, version, body);
  }
}
