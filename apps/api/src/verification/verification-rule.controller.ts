import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { INSTITUTION_ROLES } from '@quanheng/domain';
import { Allow, Tenant } from '../platform/principal.js';
import { VerificationRuleBody, VerificationRuleDto } from './verification-rule.dto.js';
import { VerificationRuleService } from './verification-rule.service.js';

@ApiTags('tasks')
@Controller('verification-rule')
export class VerificationRuleController {
  constructor(private readonly rules: VerificationRuleService) {}

  @Get()
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'How many working days the caller’s institution takes, by mode' })
  @ApiOkResponse({ type: VerificationRuleDto })
  get(@Tenant() context: TenantContext): Promise<VerificationRuleDto> {
    return this.rules.get(context);
  }

  @Put()
  @Allow('INSTITUTION_ADMIN')
  @ApiOperation({ summary: 'Set them, for what is received from now on' })
  @ApiOkResponse({ type: VerificationRuleDto })
  set(@Tenant() context: TenantContext, @Body() body: VerificationRuleBody): Promise<VerificationRuleDto> {
    return this.rules.set(context, body);
  }
}
