import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Patch, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ADMIN_OF } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import {
  ChangeMemberDto,
  DisableMemberDto,
  HandOverDto,
  PersonDto,
  PersonListDto,
  OpenWorkDto,
} from './member.dto.js';
import { MemberService } from './member.service.js';

@ApiTags('accounts')
@Allow(ADMIN_OF.enterprise, ADMIN_OF.institution)
@Controller('members')
export class MemberController {
  constructor(private readonly members: MemberService) {}

  @Get()
  @ApiOperation({ summary: 'The people of the caller’s enterprise or institution, who left included' })
  @ApiOkResponse({ type: PersonListDto })
  find(@Tenant() context: TenantContext): Promise<PersonListDto> {
    return this.members.find(context);
  }

  @Get(':id/open-work')
  @ApiOperation({ summary: 'What is open in a member’s name' })
  @ApiOkResponse({ type: OpenWorkDto })
  openWork(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<OpenWorkDto> {
    return this.members.openWork(context, id);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Change name, roles, branch or department; acts at the member’s next request' })
  @ApiOkResponse({ type: PersonDto })
  change(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: ChangeMemberDto,
  ): Promise<PersonDto> {
    return this.members.change(context, id, version, body);
  }

  @Post(':id/disable')
  @HttpCode(200)
  @ApiOperation({ summary: 'A member leaves: open work goes to a colleague, sessions end' })
  @ApiOkResponse({ type: PersonDto })
  disable(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: DisableMemberDto,
  ): Promise<PersonDto> {
    return this.members.disable(context, id, version, body);
  }

  @Post(':id/enable')
  @HttpCode(200)
  @ApiOperation({ summary: 'Let a member in again' })
  @ApiOkResponse({ type: PersonDto })
  enable(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<PersonDto> {
    return this.members.enable(context, id, version);
  }

  @Post(':id/hand-over')
  @HttpCode(200)
  @ApiOperation({ summary: 'Move a member’s open work to a colleague; answers what is left' })
  @ApiOkResponse({ type: OpenWorkDto })
  handOver(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { handOverTo }: HandOverDto,
  ): Promise<OpenWorkDto> {
    return this.members.handOver(context, id, handOverTo);
  }
}
