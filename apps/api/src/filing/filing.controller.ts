import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, ENTERPRISE_WRITERS, INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import { Allow, NoIdempotencyKey, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import {
  FilingBody,
  FilingCountsDto,
  FilingDto,
  FilingHistoryDto,
  FilingItemPageDto,
  FilingItemQuery,
  FilingPageDto,
  FilingPreviewBody,
  FilingPreviewDto,
  FilingQuery,
} from './filing.dto.js';
import { FilingService } from './filing.service.js';
import { PreviewFilingService } from './preview-filing.service.js';
import { SubmitFilingService } from './submit-filing.service.js';

const READERS = [...ENTERPRISE_ROLES, ...INSTITUTION_ROLES];

@ApiTags('filings')
@Controller('filings')
export class FilingController {
  constructor(
    private readonly filings: FilingService,
    private readonly submitting: SubmitFilingService,
    private readonly previewing: PreviewFilingService,
  ) {}

  @Post('preview')
  @HttpCode(200)
  @Allow(...ENTERPRISE_WRITERS)
  @NoIdempotencyKey()
  @ApiOperation({ summary: 'Which institution to file with and why, and what could not be filed' })
  @ApiOkResponse({ type: FilingPreviewDto })
  preview(
    @Tenant() context: TenantContext,
    @Body() body: FilingPreviewBody,
    @ReaderLanguage() language: Language,
  ): Promise<FilingPreviewDto> {
    return this.previewing.preview(context, body, language);
  }

  @Post()
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'File instruments with an institution: made and submitted in one go' })
  @ApiCreatedResponse({ type: FilingDto })
  submit(@Tenant() context: TenantContext, @Body() body: FilingBody): Promise<FilingDto> {
    return this.submitting.submit(context, body);
  }

  @Get()
  @Allow(...READERS)
  @ApiOperation({ summary: 'Applications of the enterprise, or those sent to the institution' })
  @ApiOkResponse({ type: FilingPageDto })
  find(@Tenant() context: TenantContext, @Query() query: FilingQuery): Promise<FilingPageDto> {
    return this.filings.find(context, query);
  }

  @Get('counts')
  @Allow(...READERS)
  @ApiOperation({ summary: 'How many applications are in each state' })
  @ApiOkResponse({ type: FilingCountsDto })
  counts(@Tenant() context: TenantContext): Promise<FilingCountsDto> {
    return this.filings.counts(context);
  }

  @Get(':id')
  @Allow(...READERS)
  @ApiOperation({ summary: 'One application' })
  @ApiOkResponse({ type: FilingDto })
  get(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<FilingDto> {
    return this.filings.get(context, id);
  }

  @Get(':id/items')
  @Allow(...READERS)
  @ApiOperation({
    summary: 'Its items, each with its own result; for the reviewer with the machine’s checks',
  })
  @ApiOkResponse({ type: FilingItemPageDto })
  items(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: FilingItemQuery,
  ): Promise<FilingItemPageDto> {
    return this.filings.items(context, id, query);
  }

  @Get(':id/history')
  @Allow(...READERS)
  @ApiOperation({ summary: 'Who did what when, and why' })
  @ApiOkResponse({ type: FilingHistoryDto })
  history(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<FilingHistoryDto> {
    return this.filings.history(context, id);
  }
}
