import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { INSTITUTION_ROLES } from '@quanheng/domain';
import { ApiProblems } from '../platform/api-docs.js';
import { Allow, Public, Tenant } from '../platform/principal.js';
import {
  InstitutionDto,
  InstitutionListDto,
  InstitutionQuery,
  StaffListDto,
  StaffQuery,
} from './institution.dto.js';
import { InstitutionService } from './institution.service.js';

@ApiTags('institutions')
@ApiProblems()
@Controller()
export class InstitutionController {
  constructor(private readonly institutions: InstitutionService) {}

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

  @Get('staff')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'The staff of the caller’s institution' })
  @ApiOkResponse({ type: StaffListDto })
  staff(@Tenant() context: TenantContext, @Query() query: StaffQuery): Promise<StaffListDto> {
    return this.institutions.staff(context, query);
  }
}
