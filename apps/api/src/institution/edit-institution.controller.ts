import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Patch, Post, Put } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { InvitationDto } from '../people/invitation.dto.js';
import {
  CapabilitiesInput,
  ChangeInstitutionDto,
  CreateInstitutionDto,
  DepartmentInput,
  FirstAdminInput,
  SiteInput,
} from './edit-institution.dto.js';
import { EditInstitutionService } from './edit-institution.service.js';
import { EditPlaceService } from './edit-place.service.js';
import { DepartmentDto, InstitutionDto, ServiceSiteDto } from './institution.dto.js';

const Uuid = (name: string) => Param(name, ParseUUIDPipe);

@ApiTags('institutions')
@Allow('PLATFORM_ADMIN')
@Controller('institutions')
export class EditInstitutionController {
  constructor(private readonly institutions: EditInstitutionService) {}

  @Post()
  @ApiOperation({ summary: 'Add an institution with an office and a counter; its first admin is invited' })
  @ApiCreatedResponse({ type: InstitutionDto })
  create(@Tenant() context: TenantContext, @Body() body: CreateInstitutionDto): Promise<InstitutionDto> {
    return this.institutions.create(context, body);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change name, region, address; certificates keep what they were issued under' })
  @ApiOkResponse({ type: InstitutionDto })
  change(
    @Tenant() context: TenantContext,
    @Uuid('id') id: string,
    @IfMatch() version: number,
    @Body() body: ChangeInstitutionDto,
  ): Promise<InstitutionDto> {
    return this.institutions.change(context, id, version, body);
  }

  @Post(':id/admins')
  @ApiOperation({ summary: 'Invite an admin for the institution' })
  @ApiCreatedResponse({ type: InvitationDto })
  inviteAdmin(
    @Tenant() context: TenantContext,
    @Uuid('id') id: string,
    @Body() body: FirstAdminInput,
  ): Promise<InvitationDto> {
    return this.institutions.inviteAdmin(context, id, body);
  }

  @Put(':id/capabilities')
  @ApiOperation({ summary: 'What it may verify: kind and mode, and the department that does it' })
  @ApiOkResponse({ type: InstitutionDto })
  setCapabilities(
    @Tenant() context: TenantContext,
    @Uuid('id') id: string,
    @IfMatch() version: number,
    @Body() body: CapabilitiesInput,
  ): Promise<InstitutionDto> {
    return this.institutions.setCapabilities(context, id, version, body);
  }
}

@ApiTags('institutions')
@Allow('INSTITUTION_ADMIN', 'PLATFORM_ADMIN')
@Controller('institutions/:id')
export class EditPlaceController {
  constructor(private readonly places: EditPlaceService) {}

  @Post('departments')
  @ApiOperation({ summary: 'Add a department' })
  @ApiCreatedResponse({ type: DepartmentDto })
  addDepartment(
    @Tenant() context: TenantContext,
    @Uuid('id') institutionId: string,
    @Body() body: DepartmentInput,
  ): Promise<DepartmentDto> {
    return this.places.addDepartment(context, institutionId, body);
  }

  @Patch('departments/:departmentId')
  @ApiOperation({ summary: 'Change a department' })
  @ApiOkResponse({ type: DepartmentDto })
  changeDepartment(
    @Tenant() context: TenantContext,
    @Uuid('id') institutionId: string,
    @Uuid('departmentId') id: string,
    @IfMatch() version: number,
    @Body() body: DepartmentInput,
  ): Promise<DepartmentDto> {
    return this.places.changeDepartment(context, { institutionId, id }, version, body);
  }

  @Delete('departments/:departmentId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a department that nothing refers to' })
  @ApiNoContentResponse()
  removeDepartment(
    @Tenant() context: TenantContext,
    @Uuid('id') institutionId: string,
    @Uuid('departmentId') id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.places.removeDepartment(context, { institutionId, id }, version);
  }

  @Post('sites')
  @ApiOperation({ summary: 'Add a site where instruments are handed in' })
  @ApiCreatedResponse({ type: ServiceSiteDto })
  addSite(
    @Tenant() context: TenantContext,
    @Uuid('id') institutionId: string,
    @Body() body: SiteInput,
  ): Promise<ServiceSiteDto> {
    return this.places.addSite(context, institutionId, body);
  }

  @Patch('sites/:siteId')
  @ApiOperation({ summary: 'Change a site' })
  @ApiOkResponse({ type: ServiceSiteDto })
  changeSite(
    @Tenant() context: TenantContext,
    @Uuid('id') institutionId: string,
    @Uuid('siteId') id: string,
    @IfMatch() version: number,
    @Body() body: SiteInput,
  ): Promise<ServiceSiteDto> {
    return this.places.changeSite(context, { institutionId, id }, version, body);
  }

  @Delete('sites/:siteId')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a site that no booking chose; one must stay' })
  @ApiNoContentResponse()
  removeSite(
    @Tenant() context: TenantContext,
    @Uuid('id') institutionId: string,
    @Uuid('siteId') id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.places.removeSite(context, { institutionId, id }, version);
  }
}
