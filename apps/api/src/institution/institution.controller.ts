import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { INSTITUTION_ROLES } from '@quanheng/domain';
import { Allow, Public, Tenant } from '../platform/principal.js';
import {
  CalendarDto,
  CalendarQuery,
  CapabilityListDto,
  InstitutionDto,
  InstitutionListDto,
  InstitutionQuery,
  StaffListDto,
  StaffQuery,
  WeeklyCapacityListDto,
} from './institution.dto.js';
import { InstitutionCapacityService } from './institution-capacity.service.js';
import { InstitutionService } from './institution.service.js';

@ApiTags('institutions')
@Controller()
export class InstitutionController {
  constructor(
    private readonly institutions: InstitutionService,
    private readonly capacities: InstitutionCapacityService,
  ) {}

  @Get('institutions')
  @Public()
  @ApiOperation({ summary: 'Institutions, those that may do the work, nearest first' })
  @ApiOkResponse({ type: InstitutionListDto })
  find(@Tenant() context: TenantContext, @Query() query: InstitutionQuery): Promise<InstitutionListDto> {
    return this.institutions.find(context, query);
  }

  @Get('institutions/:id')
  @Public()
  @ApiOperation({ summary: 'One institution with its sites, departments, duties and telephone numbers' })
  @ApiOkResponse({ type: InstitutionDto })
  get(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<InstitutionDto> {
    return this.institutions.get(context, id);
  }

  @Get('institutions/:id/capabilities')
  @Public()
  @ApiOperation({ summary: 'What an institution may verify, and which department does it' })
  @ApiOkResponse({ type: CapabilityListDto })
  capabilities(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<CapabilityListDto> {
    return this.capacities.capabilities(context, id);
  }

  @Get('institutions/:id/capacity')
  @Allow(...INSTITUTION_ROLES, 'PLATFORM_ADMIN')
  @ApiOperation({ summary: 'How many instruments each department takes a half-day of the week' })
  @ApiOkResponse({ type: WeeklyCapacityListDto })
  weeklyCapacity(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<WeeklyCapacityListDto> {
    return this.capacities.weeklyCapacity(context, id);
  }

  @Get('calendar')
  @Public()
  @ApiOperation({ summary: 'Holidays and make-up workdays of a year' })
  @ApiOkResponse({ type: CalendarDto })
  calendar(@Tenant() context: TenantContext, @Query() query: CalendarQuery): Promise<CalendarDto> {
    return this.capacities.calendar(context, query.year);
  }

  @Get('staff')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'The staff of the caller’s institution' })
  @ApiOkResponse({ type: StaffListDto })
  staff(@Tenant() context: TenantContext, @Query() query: StaffQuery): Promise<StaffListDto> {
    return this.institutions.staff(context, query);
  }
}
