import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { AuditService, HistoryDto } from '../audit/audit.service.js';
import { ApiBinary } from '../platform/api-docs.js';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { ReceiptFilesService } from './receipt-files.service.js';
import { ReceiptListService } from './receipt-list.service.js';
import { ReceiptLookupService } from './receipt-lookup.service.js';
import {
  ArrivalListDto,
  CreateReceiptDto,
  ExpectedQuery,
  LookupDto,
  LookupQuery,
  ReceiptDto,
  ReceiptPageDto,
  ReceiptQuery,
} from './receipt.dto.js';
import { ReceiptService } from './receipt.service.js';
import { ScanDto } from './scan.dto.js';
import { ScanService } from './scan.service.js';
import { UndoReceiptService } from './undo-receipt.service.js';

const DESK = ['COUNTER_CLERK', 'VERIFIER'] as const;

@ApiTags('receipts')
@Controller('receipts')
export class ReceiptController {
  constructor(
    private readonly receipts: ReceiptService,
    private readonly lookups: ReceiptLookupService,
    private readonly scans: ScanService,
    private readonly undoing: UndoReceiptService,
    private readonly list: ReceiptListService,
    private readonly files: ReceiptFilesService,
    private readonly audit: AuditService,
  ) {}

  @Get('lookup')
  @Allow(...DESK)
  @ApiOperation({ summary: 'The appointment that a scanned code belongs to, with what is expected of it' })
  @ApiOkResponse({ type: LookupDto })
  lookup(@Tenant() context: TenantContext, @Query() query: LookupQuery): Promise<LookupDto> {
    return this.lookups.lookup(context, query.code);
  }

  @Get('scan')
  @Allow(...DESK)
  @ApiOperation({ summary: 'What any code of the platform leads to at the counter' })
  @ApiOkResponse({ type: ScanDto })
  scan(@Tenant() context: TenantContext, @Query() query: LookupQuery): Promise<ScanDto> {
    return this.scans.scan(context, query.code);
  }

  @Get('expected')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Who is expected on a day' })
  @ApiOkResponse({ type: ArrivalListDto })
  expected(@Tenant() context: TenantContext, @Query() query: ExpectedQuery): Promise<ArrivalListDto> {
    return this.lookups.expected(context, query.on);
  }

  @Get()
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'Receipts, newest first' })
  @ApiOkResponse({ type: ReceiptPageDto })
  find(@Tenant() context: TenantContext, @Query() query: ReceiptQuery): Promise<ReceiptPageDto> {
    return this.list.find(context, query);
  }

  @Post()
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({
    summary: 'Receive items of a confirmed appointment; If-Match is the appointment’s version',
  })
  @ApiCreatedResponse({ type: ReceiptDto })
  create(
    @Tenant() context: TenantContext,
    @IfMatch() version: number,
    @Body() body: CreateReceiptDto,
  ): Promise<ReceiptDto> {
    return this.receipts.create(context, version, body);
  }

  @Get(':id')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'One receipt with its items' })
  @ApiOkResponse({ type: ReceiptDto })
  get(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<ReceiptDto> {
    return this.list.get(context, id);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Allow(...DESK)
  @ApiOperation({
    summary: 'Take it back within the time that the settings allow, before anybody began to verify',
  })
  @ApiOkResponse({ type: ReceiptDto })
  undo(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<ReceiptDto> {
    return this.undoing.undo(context, id, version);
  }

  @Get(':id/slip')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The receiving slip in two copies' })
  @ApiBinary('application/pdf')
  slip(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.files.send(reply, context, id, 'slip');
  }

  @Get(':id/labels')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Labels of 40 × 30 mm, one for each received item' })
  @ApiBinary('application/pdf')
  labels(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.files.send(reply, context, id, 'labels');
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
    return this.audit.historyOf(context, ['receipt'], [id]);
  }
}
