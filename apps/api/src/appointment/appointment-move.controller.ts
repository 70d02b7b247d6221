import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_WRITERS, INSTITUTION_ROLES } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import {
  AppointmentDto,
  ConfirmBody,
  OptionalReasonBody,
  ProposeBody,
  ReasonBody,
  RescheduleBody,
} from './appointment.dto.js';
import { NudgeAppointmentService } from './nudge-appointment.service.js';
import { ScheduleAppointmentService } from './schedule-appointment.service.js';

// Whoever belongs to the case may ask; the workflow's table says who may do what (404, 412, 409, then 403).
const PARTIES = [...ENTERPRISE_WRITERS, ...INSTITUTION_ROLES];

@ApiTags('appointments')
@Controller('appointments/:id')
export class AppointmentMoveController {
  constructor(
    private readonly scheduling: ScheduleAppointmentService,
    private readonly nudging: NudgeAppointmentService,
  ) {}

  @Post('confirm')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Confirm, with the department and for ON_SITE the verifier (SCHEDULER)' })
  @ApiOkResponse({ type: AppointmentDto })
  confirm(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ConfirmBody,
  ): Promise<AppointmentDto> {
    return this.scheduling.confirm(context, id, version, body);
  }

  @Post('return')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Return a booking with the reason (SCHEDULER)' })
  @ApiOkResponse({ type: AppointmentDto })
  return(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ReasonBody,
  ): Promise<AppointmentDto> {
    return this.scheduling.end(context, id, version, 'return', body);
  }

  @Post('propose')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Propose another half-day instead of confirming (SCHEDULER)' })
  @ApiOkResponse({ type: AppointmentDto })
  propose(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ProposeBody,
  ): Promise<AppointmentDto> {
    return this.scheduling.propose(context, id, version, 'propose', body);
  }

  @Post('reschedule')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Ask for another half-day of a confirmed appointment (either side)' })
  @ApiOkResponse({ type: AppointmentDto })
  reschedule(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: RescheduleBody,
  ): Promise<AppointmentDto> {
    return this.scheduling.propose(context, id, version, 'reschedule', body);
  }

  @Post('accept')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Accept the proposed half-day (the other side)' })
  @ApiOkResponse({ type: AppointmentDto })
  accept(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<AppointmentDto> {
    return this.scheduling.accept(context, id, version);
  }

  @Post('decline')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Decline the proposed half-day: the appointment is cancelled (the other side)' })
  @ApiOkResponse({ type: AppointmentDto })
  decline(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: OptionalReasonBody,
  ): Promise<AppointmentDto> {
    return this.scheduling.end(context, id, version, 'decline', body);
  }

  @Post('cancel')
  @HttpCode(200)
  @Allow(...PARTIES)
  @ApiOperation({ summary: 'Cancel (enterprise; a confirmed one either side)' })
  @ApiOkResponse({ type: AppointmentDto })
  cancel(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: OptionalReasonBody,
  ): Promise<AppointmentDto> {
    return this.scheduling.end(context, id, version, 'cancel', body);
  }

  @Post('nudge')
  @HttpCode(200)
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Remind the institution; once per working day' })
  @ApiOkResponse({ type: AppointmentDto })
  nudge(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<AppointmentDto> {
    return this.nudging.nudge(context, id);
  }
}
