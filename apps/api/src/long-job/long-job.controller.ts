import { Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { ApiBinary } from '../platform/api-docs.js';
import { Allow, NoIdempotencyKey, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { LongJobDto, LongJobListDto } from './long-job.dto.js';
import { LongJobService } from './long-job.service.js';

/** A person's own: nobody else sees them. */
@ApiTags('jobs')
@Allow('PLATFORM_ADMIN', 'REGULATOR', ...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
@Controller('jobs')
export class LongJobController {
  constructor(private readonly jobs: LongJobService) {}

  @Get()
  @ApiOperation({ summary: 'The 50 latest pieces of long work that the caller asked for' })
  @ApiOkResponse({ type: LongJobListDto })
  recent(@Tenant() context: TenantContext, @ReaderLanguage() language: Language): Promise<LongJobListDto> {
    return this.jobs.recent(context, language);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One piece of long work: phase, progress, what came out, why it failed' })
  @ApiOkResponse({ type: LongJobDto })
  get(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.jobs.get(context, id, language);
  }

  @Get(':id/events')
  @ApiOperation({
    summary: 'Its progress as server-sent events; poll the resource where they don’t come through',
  })
  @ApiResponse({
    status: 200,
    description: 'A stream of the resource, with `etaSeconds`',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  events(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.jobs.stream(context, id, language, reply);
  }

  @Get(':id/file')
  @ApiOperation({ summary: 'The file that it made, for some days' })
  @ApiBinary('application/octet-stream')
  file(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.jobs.sendFile(reply, context, id);
  }

  @Post(':id/cancel')
  @NoIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel; what was made so far is thrown away' })
  @ApiOkResponse({ type: LongJobDto })
  cancel(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.jobs.cancel(context, id, language);
  }
}
