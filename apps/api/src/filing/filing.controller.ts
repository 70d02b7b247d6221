import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import {
  DomainError,
  ENTERPRISE_ROLES,
  ENTERPRISE_WRITERS,
  INSTITUTION_ROLES,
  type Language,
} from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { ApiBinary } from '../platform/api-docs.js';
import { Allow, NoIdempotencyKey, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import {
  FilingBody,
  FilingCountsDto,
  FilingDto,
  FilingHistoryDto,
  FilingItemIdsDto,
  FilingItemIdsQuery,
  FilingItemPageDto,
  FilingItemQuery,
  FilingPageDto,
  FilingPreviewBody,
  FilingPreviewDto,
  FilingQuery,
} from './filing.dto.js';
import { ChangeRequestBody } from './change-filing.dto.js';
import { ChangeFilingService } from './change-filing.service.js';
import { FILING_PAPERS, FilingPaperService, type FilingPaper } from './filing-paper.service.js';
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
    private readonly papers: FilingPaperService,
    private readonly changing: ChangeFilingService,
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

  @Post('changes')
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Ask for locked fields of a filed instrument to change (变更申请)' })
  @ApiCreatedResponse({ type: FilingDto })
  requestChange(@Tenant() context: TenantContext, @Body() body: ChangeRequestBody): Promise<FilingDto> {
    return this.changing.request(context, body);
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

  @Get(':id/item-ids')
  @Allow(...READERS)
  @ApiOperation({ summary: 'All items that match, for deciding on them together' })
  @ApiOkResponse({ type: FilingItemIdsDto })
  itemIds(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: FilingItemIdsQuery,
  ): Promise<FilingItemIdsDto> {
    return this.filings.itemIds(context, id, query);
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

  @Get(':id/papers/:paper')
  @Allow(...READERS)
  @ApiOperation({ summary: 'Receipt, notice of what to correct, or notice of rejection, as PDF' })
  @ApiParam({ name: 'paper', enum: [...FILING_PAPERS] })
  @ApiBinary('application/pdf')
  async paper(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('paper') paper: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    if (!FILING_PAPERS.includes(paper as FilingPaper)) throw new DomainError('record.not-found');
    const pdf = await this.papers.render(context, id, paper as FilingPaper);
    return reply
      .header('Content-Type', 'application/pdf')
      .header('Content-Disposition', `inline; filename="${paper}.pdf"`)
      .header('Cache-Control', 'private, no-store')
      .send(pdf);
  }
}
