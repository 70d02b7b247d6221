import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import type { Language } from '@quanheng/domain';
import { LongJobDto } from '../long-job/long-job.dto.js';
import { Allow, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { AuditCheckService } from './audit-check.service.js';
import { AuditSearchService } from './audit-search.service.js';
import { AuditCheckDto, AuditCheckListDto, AuditFilterDto, AuditPageDto, AuditQuery } from './audit.dto.js';

@ApiTags('audit-events')
@Allow('ENTERPRISE_ADMIN', 'INSTITUTION_ADMIN', 'PLATFORM_ADMIN')
@Controller('audit-events')
export class AuditController {
  constructor(
    private readonly searches: AuditSearchService,
    private readonly checks: AuditCheckService,
  ) {}

  @Get()
  @ApiOperation({
    summary:
      'Who did what when: of one’s enterprise or institution; of configuration and security for the platform',
  })
  @ApiOkResponse({ type: AuditPageDto })
  find(@Tenant() context: TenantContext, @Query() query: AuditQuery): Promise<AuditPageDto> {
    return this.searches.find(context, query);
  }

  @Post('export')
  @HttpCode(202)
  @ApiOperation({ summary: 'All that the filter finds as a table (CSV); its progress is at `/jobs/{id}`' })
  @ApiAcceptedResponse({ type: LongJobDto })
  export(
    @Tenant() context: TenantContext,
    @Body() filter: AuditFilterDto,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.searches.export(context, filter, language);
  }

  @Get('checks')
  @ApiOperation({ summary: 'The last runs through the hash chains and what they found' })
  @ApiOkResponse({ type: AuditCheckListDto })
  recent(@Tenant() context: TenantContext): Promise<AuditCheckListDto> {
    return this.checks.recent(context);
  }

  @Post('checks')
  @ApiOperation({
    summary:
      'Run through one’s hash chain, the platform’s admin through all; look at `checks` for the result',
  })
  @ApiCreatedResponse({ type: AuditCheckDto })
  start(@Tenant() context: TenantContext): Promise<AuditCheckDto> {
    return this.checks.start(context);
  }
}
