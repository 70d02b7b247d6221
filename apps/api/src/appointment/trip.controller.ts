import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import { LongJobDto } from '../long-job/long-job.dto.js';
import { Allow, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { BookingCalendarService } from './booking-calendar.service.js';
import { PrintFormsService } from './print-forms.service.js';
import {
  BookingCalendarDto,
  BookingCalendarQuery,
  ConfirmationsBody,
  PrintFormsBody,
  TripListDto,
  TripQuery,
  ConfirmationsDto,
} from './trip.dto.js';
import { TripService } from './trip.service.js';

/** Several appointments at once: a day's, a journey's, a printer's. Before `:id`, which would take these words for ids. */
@ApiTags('appointments')
@Controller('appointments')
export class TripController {
  constructor(
    private readonly trips: TripService,
    private readonly calendars: BookingCalendarService,
    private readonly printing: PrintFormsService,
  ) {}

  @Get('trips')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'On-site appointments grouped by day, district and department' })
  @ApiOkResponse({ type: TripListDto })
  find(@Tenant() context: TenantContext, @Query() query: TripQuery): Promise<TripListDto> {
    return this.trips.find(context, query);
  }

  @Post('confirmations')
  @HttpCode(200)
  @Allow('SCHEDULER')
  @ApiOperation({
    summary: 'Confirm several as booked, a journey with the same verifier for all; answers for each',
  })
  @ApiOkResponse({ type: ConfirmationsDto })
  confirm(
    @Tenant() context: TenantContext,
    @Body() body: ConfirmationsBody,
    @ReaderLanguage() language: Language,
  ): Promise<ConfirmationsDto> {
    return this.trips.confirm(context, body, language);
  }

  @Get('calendar')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Half-days of each department: capacity, held, confirmed, closed' })
  @ApiOkResponse({ type: BookingCalendarDto })
  calendar(
    @Tenant() context: TenantContext,
    @Query() query: BookingCalendarQuery,
  ): Promise<BookingCalendarDto> {
    return this.calendars.find(context, query);
  }

  @Post('forms')
  @HttpCode(202)
  @Allow(...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Appointment forms as one PDF for the printer; its progress is at `/jobs/{id}`' })
  @ApiAcceptedResponse({ type: LongJobDto })
  printForms(
    @Tenant() context: TenantContext,
    @Body() body: PrintFormsBody,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.printing.print(context, body, language);
  }
}
