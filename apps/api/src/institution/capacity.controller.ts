import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { DomainError, isBusinessDate } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import {
  CalendarChangeDto,
  HalfDayDto,
  SetCalendarDayDto,
  SetHalfDayDto,
  SetWeekDto,
  WeekDto,
} from './capacity.dto.js';
import { SetCalendarService } from './set-calendar.service.js';
import { SetCapacityService } from './set-capacity.service.js';

/** How much is taken, and when nothing is. */
@ApiTags('institutions')
@Controller()
export class CapacityController {
  constructor(
    private readonly capacity: SetCapacityService,
    private readonly calendar: SetCalendarService,
  ) {}

  @Put('departments/:id/week')
  @Allow('INSTITUTION_ADMIN', 'SCHEDULER')
  @ApiOperation({ summary: 'Set how many instruments a department takes each half-day of the week' })
  @ApiOkResponse({ type: WeekDto })
  setWeek(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: SetWeekDto,
  ): Promise<WeekDto> {
    return this.capacity.setWeek(context, id, version, body.items);
  }

  @Put('departments/:id/half-day')
  @Allow('INSTITUTION_ADMIN', 'SCHEDULER')
  @ApiOperation({ summary: 'Set how many instruments a department takes in one half-day' })
  @ApiOkResponse({ type: HalfDayDto })
  setHalfDay(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: SetHalfDayDto,
  ): Promise<HalfDayDto> {
    return this.capacity.setHalfDay(context, id, body);
  }

  @Put('calendar/:date')
  @Allow('PLATFORM_ADMIN')
  @ApiOperation({ summary: 'Make a day a holiday or a make-up workday' })
  @ApiOkResponse({ type: CalendarChangeDto })
  setDay(
    @Tenant() context: TenantContext,
    @Param('date') date: string,
    @Body() body: SetCalendarDayDto,
  ): Promise<CalendarChangeDto> {
    return this.calendar.set(context, asDate(date), body);
  }

  @Delete('calendar/:date')
  @HttpCode(204)
  @Allow('PLATFORM_ADMIN')
  @ApiOperation({ summary: 'Back to the rhythm of the week' })
  @ApiNoContentResponse()
  removeDay(@Tenant() context: TenantContext, @Param('date') date: string): Promise<void> {
    return this.calendar.remove(context, asDate(date));
  }
}

function asDate(text: string): string {
  if (!isBusinessDate(text)) throw new DomainError('record.not-found', { id: text });
  return text;
}
