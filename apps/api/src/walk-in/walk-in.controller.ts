import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import { AppointmentDto } from '../appointment/appointment.dto.js';
import { FilingDto } from '../filing/filing.dto.js';
import { InstrumentInput } from '../instrument/instrument.dto.js';
import { InstrumentDto } from '../instrument/instrument-view.dto.js';
import { Allow, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import {
  CustomerListDto,
  CustomerQuery,
  OpenWalkInBody,
  WaitingDto,
  WalkInBookingBody,
  WalkInDto,
  WalkInInstrumentListDto,
  WalkInInstrumentQuery,
  WalkInListDto,
  WalkInSelectionBody,
} from './walk-in.dto.js';
import { WalkInActsService } from './walk-in-acts.service.js';
import { WalkInService } from './walk-in.service.js';

@ApiTags('receipts')
@Controller('walk-ins')
export class WalkInController {
  constructor(
    private readonly walkIns: WalkInService,
    private readonly acts: WalkInActsService,
  ) {}

  @Get('customers')
  @Allow('COUNTER_CLERK')
  @ApiOperation({ summary: 'Enterprises that are registered or filed with the institution' })
  @ApiOkResponse({ type: CustomerListDto })
  customers(@Tenant() context: TenantContext, @Query() query: CustomerQuery): Promise<CustomerListDto> {
    return this.walkIns.customers(context, query.q);
  }

  @Get('waiting')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'What customers at the counter wait for: filings to review, bookings to confirm' })
  @ApiOkResponse({ type: WaitingDto })
  waiting(@Tenant() context: TenantContext): Promise<WaitingDto> {
    return this.walkIns.waiting(context);
  }

  @Post()
  @Allow('COUNTER_CLERK')
  @ApiOperation({
    summary: 'Help a customer who stands at the counter: for today, and told to the enterprise',
  })
  @ApiCreatedResponse({ type: WalkInDto })
  open(@Tenant() context: TenantContext, @Body() body: OpenWalkInBody): Promise<WalkInDto> {
    return this.walkIns.open(context, body);
  }

  @Get()
  @Allow('COUNTER_CLERK')
  @ApiOperation({ summary: 'Today’s customers at the counter, and what each waits for' })
  @ApiOkResponse({ type: WalkInListDto })
  list(@Tenant() context: TenantContext): Promise<WalkInListDto> {
    return this.walkIns.list(context);
  }

  @Get(':id')
  @Allow('COUNTER_CLERK')
  @ApiOperation({ summary: 'One customer at the counter' })
  @ApiOkResponse({ type: WalkInDto })
  get(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<WalkInDto> {
    return this.walkIns.get(context, id);
  }

  @Get(':id/instruments')
  @Allow('COUNTER_CLERK')
  @ApiOperation({ summary: 'The customer’s instruments, each with what comes next for it' })
  @ApiOkResponse({ type: WalkInInstrumentListDto })
  instruments(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: WalkInInstrumentQuery,
  ): Promise<WalkInInstrumentListDto> {
    return this.acts.instruments(context, id, query.q ?? '');
  }

  @Post(':id/instruments')
  @Allow('COUNTER_CLERK')
  @ApiOperation({ summary: 'Add an instrument to the customer’s ledger, on behalf' })
  @ApiCreatedResponse({ type: InstrumentDto })
  add(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: InstrumentInput,
    @ReaderLanguage() language: Language,
  ): Promise<InstrumentDto> {
    return this.acts.add(context, id, body, language);
  }

  @Post(':id/filings')
  @Allow('COUNTER_CLERK')
  @ApiOperation({
    summary: 'File instruments with this institution, on behalf and marked: the customer waits',
  })
  @ApiCreatedResponse({ type: FilingDto })
  file(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WalkInSelectionBody,
  ): Promise<FilingDto> {
    return this.acts.file(context, id, body);
  }

  @Post(':id/appointments')
  @Allow('COUNTER_CLERK')
  @ApiOperation({
    summary: 'Book today’s next half-day with places left, or another that was agreed to, on behalf',
  })
  @ApiCreatedResponse({ type: AppointmentDto })
  book(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: WalkInBookingBody,
  ): Promise<AppointmentDto> {
    return this.acts.book(context, id, body);
  }
}
