import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { INSTITUTION_ROLES } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { RegulationBody, RegulationDto, RegulationListDto } from './regulation.dto.js';
import { RegulationService } from './regulation.service.js';

@ApiTags('standards')
@Controller('regulations')
export class RegulationController {
  constructor(private readonly regulations: RegulationService) {}

  @Get()
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'The regulations that the institution works by, with their editions' })
  @ApiOkResponse({ type: RegulationListDto })
  find(@Tenant() context: TenantContext): Promise<RegulationListDto> {
    return this.regulations.find(context);
  }

  @Post()
  @Allow('INSTITUTION_ADMIN', 'VERIFIER')
  @ApiOperation({ summary: 'Add an edition' })
  @ApiCreatedResponse({ type: RegulationDto })
  create(@Tenant() context: TenantContext, @Body() body: RegulationBody): Promise<RegulationDto> {
    return this.regulations.create(context, body);
  }

  @Patch(':id')
  @Allow('INSTITUTION_ADMIN', 'VERIFIER')
  @ApiOperation({ summary: 'Change an edition, e.g. when it was abolished' })
  @ApiOkResponse({ type: RegulationDto })
  update(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: RegulationBody,
  ): Promise<RegulationDto> {
    return this.regulations.update(context, id, version, body);
  }
}
