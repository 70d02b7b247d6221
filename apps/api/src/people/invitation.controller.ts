import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ADMIN_OF } from '@quanheng/domain';
import {
  Allow,
  IfMatch,
  NoIdempotencyKey,
  Public,
  Tenant,
  type QuanhengRequest,
} from '../platform/principal.js';
import { AcceptInvitationService } from './accept-invitation.service.js';
import {
  AcceptInvitationDto,
  InvitationDto,
  InvitationLinkDto,
  InvitationListDto,
  InvitationTokenDto,
  InvitePersonDto,
  OpenInvitationDto,
} from './invitation.dto.js';
import { InvitationService } from './invitation.service.js';

@ApiTags('accounts')
@Allow(...Object.values(ADMIN_OF))
@Controller('invitations')
export class InvitationController {
  constructor(private readonly invitations: InvitationService) {}

  @Get()
  @ApiOperation({ summary: 'Who was invited and has not come yet' })
  @ApiOkResponse({ type: InvitationListDto })
  find(@Tenant() context: TenantContext): Promise<InvitationListDto> {
    return this.invitations.find(context);
  }

  @Post()
  @ApiOperation({ summary: 'Invite somebody by e-mail or mobile; the person chooses name and password' })
  @ApiCreatedResponse({ type: InvitationDto })
  invite(@Tenant() context: TenantContext, @Body() body: InvitePersonDto): Promise<InvitationDto> {
    return this.invitations.invite(context, body);
  }

  @Post(':id/resend')
  @HttpCode(200)
  @ApiOperation({ summary: 'Send it again with a new link and a new term; earlier links end' })
  @ApiOkResponse({ type: InvitationDto })
  resend(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<InvitationDto> {
    return this.invitations.resend(context, id, version);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw it; its links end at once' })
  @ApiOkResponse({ type: InvitationDto })
  withdraw(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<InvitationDto> {
    return this.invitations.withdraw(context, id, version);
  }

  @Post(':id/link')
  @NoIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ summary: 'A link to hand over personally; shown once, each call makes another' })
  @ApiOkResponse({ type: InvitationLinkDto })
  link(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<InvitationLinkDto> {
    return this.invitations.link(context, id);
  }
}

@ApiTags('auth')
@Public()
@NoIdempotencyKey()
@Controller('auth/invitations')
export class AcceptInvitationController {
  constructor(private readonly acceptances: AcceptInvitationService) {}

  @Post('look-up')
  @HttpCode(200)
  @ApiOperation({ summary: 'What an invitation is for; the link is the proof' })
  @ApiOkResponse({ type: OpenInvitationDto })
  lookUp(@Body() { token }: InvitationTokenDto, @Req() request: QuanhengRequest): Promise<OpenInvitationDto> {
    return this.acceptances.lookUp(token, request.id);
  }

  @Post('accept')
  @HttpCode(204)
  @ApiOperation({ summary: 'Join: makes the account, which can then sign in' })
  @ApiNoContentResponse()
  async accept(@Body() body: AcceptInvitationDto, @Req() request: QuanhengRequest): Promise<void> {
    await this.acceptances.accept(body, request.id);
  }
}
