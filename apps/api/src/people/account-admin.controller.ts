import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ADMIN_OF } from '@quanheng/domain';
import { AccountReasonDto } from '../account/account-reason.dto.js';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { AccountItemDto, AccountPageDto, AccountQuery } from './account-admin.dto.js';
import { AccountAdminService } from './account-admin.service.js';

@ApiTags('accounts')
@Allow('PLATFORM_ADMIN')
@Controller('accounts')
export class AccountAdminController {
  constructor(private readonly accounts: AccountAdminService) {}

  @Get()
  @ApiOperation({ summary: 'All accounts by login name' })
  @ApiOkResponse({ type: AccountPageDto })
  find(@Tenant() context: TenantContext, @Query() query: AccountQuery): Promise<AccountPageDto> {
    return this.accounts.find(context, query);
  }

  @Post(':id/unlock')
  @Allow('PLATFORM_ADMIN', ADMIN_OF.institution, ADMIN_OF.enterprise)
  @HttpCode(200)
  @ApiOperation({
    summary: 'Unlock an account that ten failures locked; one’s own people, the platform everybody',
  })
  @ApiOkResponse({ type: AccountItemDto })
  unlock(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: AccountReasonDto,
  ): Promise<AccountItemDto> {
    return this.accounts.unlock(context, id, version, reason);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Disable an account; its sessions end' })
  @ApiOkResponse({ type: AccountItemDto })
  disable(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: AccountReasonDto,
  ): Promise<AccountItemDto> {
    return this.accounts.disable(context, id, version, reason);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a disabled account in again' })
  @ApiOkResponse({ type: AccountItemDto })
  enable(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: AccountReasonDto,
  ): Promise<AccountItemDto> {
    return this.accounts.enable(context, id, version, reason);
  }
}
