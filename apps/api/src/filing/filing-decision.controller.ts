import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_WRITERS, INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { DecideFilingService } from './decide-filing.service.js';
import { CommentBody, DecisionResultsDto, DecisionsBody, FilingItemDto } from './filing.dto.js';

// Whoever belongs to the case may ask; the workflow's table says who may do what (404, 412, 409, then 403).
const PARTIES = [...ENTERPRISE_WRITERS, ...INSTITUTION_ROLES];

@ApiTags('filings')
@Controller('filings/:id')
export class FilingDecisionController {
  constructor(private readonly deciding: DecideFilingService) {}

  @Post('decisions')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'The same decision on several items; answers for each' })
  @ApiOkResponse({ type: DecisionResultsDto })
  decideMany(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: DecisionsBody,
    @ReaderLanguage() language: Language,
  ): Promise<DecisionResultsDto> {
    return this.deciding.decideMany(context, id, body, language);
  }

  @Post('items/:itemId/approve')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Approve an item: filed from today, bookable at once (REVIEWER)' })
  @ApiOkResponse({ type: FilingItemDto })
  approve(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @IfMatch() version: number,
    @Body() body: CommentBody,
  ): Promise<FilingItemDto> {
    return this.deciding.decideOne(context, id, { id: itemId, version }, 'approve', body);
  }

  @Post('items/:itemId/return')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Return an item with what is to be corrected (REVIEWER)' })
  @ApiOkResponse({ type: FilingItemDto })
  return(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @IfMatch() version: number,
    @Body() body: CommentBody,
  ): Promise<FilingItemDto> {
    return this.deciding.decideOne(context, id, { id: itemId, version }, 'return', body);
  }

  @Post('items/:itemId/reject')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Reject an item with the reason (REVIEWER)' })
  @ApiOkResponse({ type: FilingItemDto })
  reject(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @IfMatch() version: number,
    @Body() body: CommentBody,
  ): Promise<FilingItemDto> {
    return this.deciding.decideOne(context, id, { id: itemId, version }, 'reject', body);
  }

  @Post('items/:itemId/withdraw')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Withdraw an item that is not decided yet (enterprise)' })
  @ApiOkResponse({ type: FilingItemDto })
  withdraw(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @IfMatch() version: number,
    @Body() body: CommentBody,
  ): Promise<FilingItemDto> {
    return this.deciding.decideOne(context, id, { id: itemId, version }, 'withdraw', body);
  }

  @Post('items/:itemId/submit')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Submit a returned item again, with the instrument as it is now (enterprise)' })
  @ApiOkResponse({ type: FilingItemDto })
  submit(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('itemId', ParseUUIDPipe) itemId: string,
    @IfMatch() version: number,
    @Body() body: CommentBody,
  ): Promise<FilingItemDto> {
    return this.deciding.decideOne(context, id, { id: itemId, version }, 'submit', body);
  }
}
