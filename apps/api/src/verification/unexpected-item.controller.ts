import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import type { Language } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { LookupDto } from './receipt.dto.js';
import { AddItemBody, UnexpectedItemDto, UnexpectedItemQuery } from './unexpected-item.dto.js';
import { UnexpectedItemService } from './unexpected-item.service.js';

const DESK = ['COUNTER_CLERK', 'VERIFIER'] as const;

@ApiTags('receipts')
@Controller()
export class UnexpectedItemController {
  constructor(private readonly unexpected: UnexpectedItemService) {}

  @Get('receipts/unexpected')
  @Allow(...DESK)
  @ApiOperation({ summary: 'What it is that lies on the counter and isn’t on the form' })
  @ApiOkResponse({ type: UnexpectedItemDto })
  find(
    @Tenant() context: TenantContext,
    @Query() query: UnexpectedItemQuery,
    @ReaderLanguage() language: Language,
  ): Promise<UnexpectedItemDto> {
    return this.unexpected.find(context, query, language);
  }

  @Post('appointments/:id/items')
  @HttpCode(200)
  @Allow(...DESK)
  @ApiOperation({
    summary: 'Add an instrument that was brought along: filed here, bookable today, with a place left',
  })
  @ApiOkResponse({ type: LookupDto })
  add(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: AddItemBody,
  ): Promise<LookupDto> {
    return this.unexpected.add(context, id, version, body.instrumentId);
  }
}
