import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, ENTERPRISE_WRITERS, INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { HistoryDto } from '../audit/audit.service.js';
import { UnmaskDto } from '../audit/unmask.dto.js';
import { ApiBinary } from '../platform/api-docs.js';
import { Allow, NoIdempotencyKey, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import {
  AppointmentBody,
  AppointmentCountsDto,
  AppointmentDto,
  AppointmentItemPageDto,
  AppointmentItemQuery,
  AppointmentPageDto,
  AppointmentQuery,
  ContactDto,
} from './appointment.dto.js';
import { AppointmentService } from './appointment.service.js';
import { BookAppointmentService } from './book-appointment.service.js';
import { PreviewAppointmentService } from './preview-appointment.service.js';
import { SlotCalendarService } from './slot-calendar.service.js';
import { AppointmentPreviewBody, AppointmentPreviewDto, SlotListDto, SlotQuery } from './slot.dto.js';

const READERS = [...ENTERPRISE_ROLES, ...INSTITUTION_ROLES];

@ApiTags('appointments')
@Controller('appointments')
export class AppointmentController {
  constructor(
    private readonly appointments: AppointmentService,
    private readonly booking: BookAppointmentService,
    private readonly previewing: PreviewAppointmentService,
    private readonly slots: SlotCalendarService,
  ) {}

  @Get('slots')
  @Allow(...READERS)
  @ApiOperation({ summary: 'Remaining capacity per half-day, and why a day is closed' })
  @ApiOkResponse({ type: SlotListDto })
  findSlots(@Tenant() context: TenantContext, @Query() query: SlotQuery): Promise<SlotListDto> {
    return this.slots.find(context, query);
  }

  @Post('preview')
  @HttpCode(200)
  @Allow(...ENTERPRISE_WRITERS)
  @NoIdempotencyKey()
  @ApiOperation({ summary: 'What can be booked now, in which groups, with the earliest half-days that fit' })
  @ApiOkResponse({ type: AppointmentPreviewDto })
  preview(
    @Tenant() context: TenantContext,
    @Body() body: AppointmentPreviewBody,
    @ReaderLanguage() language: Language,
  ): Promise<AppointmentPreviewDto> {
    return this.previewing.preview(context, body, language);
  }

  @Post()
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Book a half-day: holds places and instruments until it is confirmed' })
  @ApiCreatedResponse({ type: AppointmentDto })
  book(@Tenant() context: TenantContext, @Body() body: AppointmentBody): Promise<AppointmentDto> {
    return this.booking.book(context, body);
  }

  @Get()
  @Allow(...READERS)
  @ApiOperation({ summary: 'Appointments of the enterprise, or those with the institution' })
  @ApiOkResponse({ type: AppointmentPageDto })
  find(@Tenant() context: TenantContext, @Query() query: AppointmentQuery): Promise<AppointmentPageDto> {
    return this.appointments.find(context, query);
  }

  @Get('counts')
  @Allow(...READERS)
  @ApiOperation({ summary: 'How many appointments are in each status' })
  @ApiOkResponse({ type: AppointmentCountsDto })
  counts(@Tenant() context: TenantContext): Promise<AppointmentCountsDto> {
    return this.appointments.counts(context);
  }

  @Get(':id')
  @Allow(...READERS)
  @ApiOperation({ summary: 'One appointment' })
  @ApiOkResponse({ type: AppointmentDto })
  get(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<AppointmentDto> {
    return this.appointments.get(context, id);
  }

  @Get(':id/items')
  @Allow(...READERS)
  @ApiOperation({ summary: 'Its items' })
  @ApiOkResponse({ type: AppointmentItemPageDto })
  items(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: AppointmentItemQuery,
  ): Promise<AppointmentItemPageDto> {
    return this.appointments.items(context, id, query);
  }

  @Post(':id/unmask')
  @NoIdempotencyKey()
  @HttpCode(200)
  @Allow('SCHEDULER', 'VERIFIER', 'COUNTER_CLERK')
  @ApiOperation({ summary: 'The contact’s number in full; who looked and why is on record' })
  @ApiOkResponse({ type: ContactDto })
  unmask(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: UnmaskDto,
  ): Promise<ContactDto> {
    return this.appointments.unmask(context, id, reason);
  }

  @Get(':id/history')
  @Allow(...READERS)
  @ApiOperation({ summary: 'Who did what when, and why' })
  @ApiOkResponse({ type: HistoryDto })
  history(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<HistoryDto> {
    return this.appointments.history(context, id);
  }

  @Get(':id/form')
  @Allow(...READERS)
  @ApiOperation({ summary: 'The appointment form, two copies; the same PDF at every print' })
  @ApiBinary('application/pdf')
  form(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.appointments.form(reply, context, id);
  }
}
