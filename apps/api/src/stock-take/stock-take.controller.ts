import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, ENTERPRISE_WRITERS } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { ScanLabelsService } from './scan-labels.service.js';
import {
  ScansInput,
  ScansResultDto,
  StartStockTakeInput,
  StockTakeDto,
  StockTakeItemPageDto,
  StockTakeItemsQuery,
  StockTakeListDto,
  UnknownCodeListDto,
} from './stock-take.dto.js';
import { StockTakeService } from './stock-take.service.js';

@ApiTags('stock-takes')
@Controller('stock-takes')
export class StockTakeController {
  constructor(
    private readonly stockTakes: StockTakeService,
    private readonly labels: ScanLabelsService,
  ) {}

  @Get()
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The 50 latest stock-takes' })
  @ApiOkResponse({ type: StockTakeListDto })
  find(@Tenant() context: TenantContext): Promise<StockTakeListDto> {
    return this.stockTakes.find(context);
  }

  @Post()
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Begin a stock-take: what matches now should be there' })
  @ApiCreatedResponse({ type: StockTakeDto })
  start(@Tenant() context: TenantContext, @Body() input: StartStockTakeInput): Promise<StockTakeDto> {
    return this.stockTakes.start(context, input);
  }

  @Get(':id')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'One stock-take with its figures' })
  @ApiOkResponse({ type: StockTakeDto })
  get(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<StockTakeDto> {
    return this.stockTakes.get(context, id);
  }

  @Get(':id/items')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'Missing, seen or seen though not expected here' })
  @ApiOkResponse({ type: StockTakeItemPageDto })
  items(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: StockTakeItemsQuery,
  ): Promise<StockTakeItemPageDto> {
    return this.stockTakes.items(context, id, query);
  }

  @Get(':id/unknown')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'Codes that lead to no instrument of the ledger' })
  @ApiOkResponse({ type: UnknownCodeListDto })
  unknown(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<UnknownCodeListDto> {
    return this.stockTakes.unknown(context, id);
  }

  @Post(':id/scans')
  @HttpCode(200)
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'What was seen; the same twice is seen once, so a phone may send again' })
  @ApiOkResponse({ type: ScansResultDto })
  scan(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { scans }: ScansInput,
  ): Promise<ScansResultDto> {
    return this.labels.scan(context, id, scans);
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Close it with its result' })
  @ApiOkResponse({ type: StockTakeDto })
  close(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<StockTakeDto> {
    return this.stockTakes.close(context, id, version);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @Allow('ENTERPRISE_ADMIN')
  @ApiOperation({ summary: 'Open it again, where it was closed too early' })
  @ApiOkResponse({ type: StockTakeDto })
  reopen(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<StockTakeDto> {
    return this.stockTakes.reopen(context, id, version);
  }
}
