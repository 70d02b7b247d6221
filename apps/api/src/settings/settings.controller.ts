import { Body, Controller, Get, Patch } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { Allow, IfMatch, Public, Tenant } from '../platform/principal.js';
import { ChangeSettingsDto, SettingsDto } from './settings.dto.js';
import { SettingsService } from './settings.service.js';

@ApiTags('settings')
@Controller('settings')
export class SettingsController {
  constructor(private readonly settings: SettingsService) {}

  @Get()
  @Public()
  @ApiOperation({ summary: 'The numbers that the rules go by: windows, limits, periods' })
  @ApiOkResponse({ type: SettingsDto })
  get(@Tenant() context: TenantContext): Promise<SettingsDto> {
    return this.settings.get(context);
  }

  @Patch()
  @Allow('PLATFORM_ADMIN')
  @ApiOperation({ summary: 'Change some of them; in force at once' })
  @ApiOkResponse({ type: SettingsDto })
  change(
    @Tenant() context: TenantContext,
    @IfMatch() version: number,
    @Body() body: ChangeSettingsDto,
  ): Promise<SettingsDto> {
    return this.settings.change(context, version, body);
  }
}
