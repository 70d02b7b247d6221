import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ADMIN_OF, ENTERPRISE_ROLES, ENTERPRISE_WRITERS, type Language } from '@quanheng/domain';
import { LongJobDto } from '../long-job/long-job.dto.js';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import {
  AssignBranchDto,
  AssignedDto,
  BranchDto,
  BranchInput,
  BranchListDto,
  FilteredAssignBranchDto,
} from './branch.dto.js';
import { BranchService } from './branch.service.js';

@ApiTags('enterprises')
@Allow(ADMIN_OF.enterprise)
@Controller('branches')
export class BranchController {
  constructor(private readonly branches: BranchService) {}

  @Get()
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The branches of the caller’s enterprise; to a member of one only that' })
  @ApiOkResponse({ type: BranchListDto })
  find(@Tenant() context: TenantContext): Promise<BranchListDto> {
    return this.branches.find(context);
  }

  @Post()
  @ApiOperation({ summary: 'Add a branch' })
  @ApiCreatedResponse({ type: BranchDto })
  create(@Tenant() context: TenantContext, @Body() body: BranchInput): Promise<BranchDto> {
    return this.branches.create(context, body);
  }

  @Post('assign')
  @Allow(...ENTERPRISE_WRITERS)
  @HttpCode(200)
  @ApiOperation({ summary: 'Move instruments to a branch, or to none' })
  @ApiOkResponse({ type: AssignedDto })
  assign(@Tenant() context: TenantContext, @Body() body: AssignBranchDto): Promise<AssignedDto> {
    return this.branches.assign(context, body);
  }

  @Post('assign/filtered')
  @Allow(...ENTERPRISE_WRITERS)
  @HttpCode(202)
  @ApiOperation({ summary: 'The same for all instruments that match; progress at `/jobs/{id}`' })
  @ApiAcceptedResponse({ type: LongJobDto })
  assignFiltered(
    @Tenant() context: TenantContext,
    @Body() body: FilteredAssignBranchDto,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.branches.assignFiltered(context, body, language);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change a branch' })
  @ApiOkResponse({ type: BranchDto })
  change(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: BranchInput,
  ): Promise<BranchDto> {
    return this.branches.change(context, id, version, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Remove a branch that nothing belongs to' })
  @ApiNoContentResponse()
  remove(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.branches.remove(context, id, version);
  }
}
