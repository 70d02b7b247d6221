import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES } from '@quanheng/domain';
import { Allow, Tenant } from '../platform/principal.js';
import { EnterpriseDto, MemberListDto } from './enterprise.dto.js';
import { EnterpriseService } from './enterprise.service.js';

@ApiTags('enterprises')
@Allow(...ENTERPRISE_ROLES)
@Controller('enterprises/mine')
export class EnterpriseController {
  constructor(private readonly enterprises: EnterpriseService) {}

  @Get()
  @ApiOperation({ summary: 'The caller’s enterprise' })
  @ApiOkResponse({ type: EnterpriseDto })
  own(@Tenant() context: TenantContext): Promise<EnterpriseDto> {
    return this.enterprises.own(context);
  }

  @Get('members')
  @ApiOperation({ summary: 'Who may act for the caller’s enterprise' })
  @ApiOkResponse({ type: MemberListDto })
  members(@Tenant() context: TenantContext): Promise<MemberListDto> {
    return this.enterprises.members(context);
  }
}
