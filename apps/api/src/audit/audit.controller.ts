import { Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { Allow, Tenant } from '../platform/principal.js';
import { AuditCheckService } from './audit-check.service.js';
import { AuditSearchService } from './audit-search.service.js';
import { AuditCheckDto, AuditCheckListDto, AuditPageDto, AuditQuery } from './audit.dto.js';

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
    summary: 'Who did what when: of one’s enterprise or institution; of configuration and security for the platform',
  })
  @ApiOkResponse({ type: AuditPageDto })
  find(@Tenant() context: TenantContext, @Query() query: AuditQuery): Promise<AuditPageDto> {
    return this.searches.find(context, query);
  }

  @Get('checks')
  @ApiOperation({ summary: 'The last runs through the hash chains and what they found' })
  @ApiOkResponse({ type: AuditCheckListDto })
  recent(@Tenant() context: TenantContext): Promise<AuditCheckListDto> {
    return this.checks.recent(context);
  }

  @Post('checks')
  @ApiOperation({ summary: 'Run through one’s hash chain, the platform’s admin through all; look at `checks` for the result' })
  @ApiCreatedResponse({ type: AuditCheckDto })
  start(@Tenant() context: TenantContext): Promise<AuditCheckDto> {
    return this.checks.start(context);
  }
}
