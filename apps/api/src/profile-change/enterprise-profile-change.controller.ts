import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Database, lockForMove, ProfileChangeEntity, type TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES } from '@quanheng/domain';
import { assertWhole } from '../people/organisation.js';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { BeginProfileChangeService } from './begin-profile-change.service.js';
import { ProfileChangeListService } from './profile-change-list.service.js';
import { BeginOwnProfileChangeDto, ProfileChangeKeyDto, ProfileChangePageDto } from './profile-change.dto.js';
import { withdrawChange } from './profile-change.service.js';

/** The enterprise's side: what was asked for in its name, and stopping what it did not ask for. */
@ApiTags('profile-changes')
@Controller('enterprises/mine/profile-changes')
export class EnterpriseProfileChangeController {
  constructor(
    private readonly database: Database,
    private readonly begins: BeginProfileChangeService,
    private readonly lists: ProfileChangeListService,
  ) {}

  @Get()
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'Changes of the caller’s enterprise, the newest first' })
  @ApiOkResponse({ type: ProfileChangePageDto })
  find(@Tenant() context: TenantContext): Promise<ProfileChangePageDto> {
    return this.lists.own(context);
  }

  @Post()
  @Allow('ENTERPRISE_ADMIN')
  @ApiOperation({ summary: 'Begin a change as an admin signed in, or go on with one’s open one' })
  @ApiCreatedResponse({ type: ProfileChangeKeyDto })
  begin(
    @Tenant() context: TenantContext,
    @Body() { kind }: BeginOwnProfileChangeDto,
  ): Promise<ProfileChangeKeyDto> {
    return this.begins.beginOwn(context, kind);
  }

  @Post(':id/withdraw')
  @Allow('ENTERPRISE_ADMIN')
  @HttpCode(204)
  @ApiOperation({ summary: 'Withdraw a change, also one that somebody else asked for' })
  @ApiNoContentResponse()
  withdraw(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    assertWhole(context);
    return this.database.write(context, async (tx) =>
      withdrawChange(tx, context, await lockForMove(tx, ProfileChangeEntity, id, version)),
    );
  }
}
