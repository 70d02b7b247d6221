import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES } from '@quanheng/domain';
import { Allow, NoIdempotencyKey, Tenant } from '../platform/principal.js';
import { BookingRuleService } from './booking-rule.service.js';
import {
  BookingRuleBody,
  BookingRuleDto,
  ClosureBody,
  ClosureDto,
  ClosurePreviewBody,
} from './closure.dto.js';
import { ClosureService } from './closure.service.js';

@ApiTags('institutions')
@Controller('institutions/:id')
export class ClosureController {
  constructor(
    private readonly closures: ClosureService,
    private readonly rules: BookingRuleService,
  ) {}

  @Post('closures/preview')
  @HttpCode(200)
  @Allow('SCHEDULER', 'INSTITUTION_ADMIN')
  @NoIdempotencyKey()
  @ApiOperation({ summary: 'Who is booked in half-days that are to be closed' })
  @ApiOkResponse({ type: ClosureDto })
  preview(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ClosurePreviewBody,
  ): Promise<ClosureDto> {
    return this.closures.preview(context, id, body);
  }

  @Post('closures')
  @HttpCode(200)
  @Allow('SCHEDULER', 'INSTITUTION_ADMIN')
  @ApiOperation({ summary: 'Close half-days; whoever is booked is offered the earliest other one' })
  @ApiOkResponse({ type: ClosureDto })
  close(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ClosureBody,
  ): Promise<ClosureDto> {
    return this.closures.close(context, id, body);
  }

  @Post('closures/reopen')
  @HttpCode(204)
  @Allow('SCHEDULER', 'INSTITUTION_ADMIN')
  @ApiOperation({ summary: 'Open closed half-days again' })
  @ApiNoContentResponse()
  reopen(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: ClosurePreviewBody,
  ): Promise<void> {
    return this.closures.reopen(context, id, body);
  }

  @Get('booking-rule')
  @Allow(...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'How much an enterprise may book a day, and how long before' })
  @ApiOkResponse({ type: BookingRuleDto })
  rule(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<BookingRuleDto> {
    return this.rules.get(context, id);
  }

  @Put('booking-rule')
  @Allow('INSTITUTION_ADMIN')
  @ApiOperation({ summary: 'Set how much an enterprise may book a day, and how long before' })
  @ApiOkResponse({ type: BookingRuleDto })
  setRule(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() body: BookingRuleBody,
  ): Promise<BookingRuleDto> {
    return this.rules.set(context, id, body);
  }
}
