import { Body, Controller, Get, Param, ParseUUIDPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { INSTITUTION_ROLES } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import {
  CreateStandardDto,
  StandardDto,
  StandardPageDto,
  StandardQuery,
  UpdateStandardDto,
} from './standard.dto.js';
import { StandardService } from './standard.service.js';

@ApiTags('standards')
@Controller('standards')
export class StandardController {
  constructor(private readonly standards: StandardService) {}

  @Get()
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'The institution’s reference standards by name' })
  @ApiOkResponse({ type: StandardPageDto })
  find(@Tenant() context: TenantContext, @Query() query: StandardQuery): Promise<StandardPageDto> {
    return this.standards.find(context, query);
  }

  @Post()
  @Allow('INSTITUTION_ADMIN', 'VERIFIER')
  @ApiOperation({ summary: 'Add a reference standard' })
  @ApiCreatedResponse({ type: StandardDto })
  create(@Tenant() context: TenantContext, @Body() body: CreateStandardDto): Promise<StandardDto> {
    return this.standards.create(context, body);
  }

  @Patch(':id')
  @Allow('INSTITUTION_ADMIN', 'VERIFIER')
  @ApiOperation({ summary: 'Change a reference standard, e.g. its new validity' })
  @ApiOkResponse({ type: StandardDto })
  update(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: UpdateStandardDto,
  ): Promise<StandardDto> {
    return this.standards.update(context, id, version, body);
  }
}
