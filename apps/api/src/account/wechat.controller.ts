import { Body, Controller, Delete, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ROLES } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { Allow, NoIdempotencyKey, Public, Tenant, type QuanhengRequest } from '../platform/principal.js';
import { ApiOwnPage } from './api-own-page.js';
import { AuthCookies } from './auth-cookies.js';
import { SessionDto } from './auth.dto.js';
import { OwnPageGuard } from './own-page.guard.js';
import { WechatAddressDto, WechatReturnDto } from './wechat.dto.js';
import { WechatService } from './wechat.service.js';

@ApiTags('auth')
@NoIdempotencyKey()
@UseGuards(OwnPageGuard)
@Controller('auth/wechat')
export class WechatController {
  constructor(
    private readonly wechat: WechatService,
    private readonly cookies: AuthCookies,
  ) {}

  @Post('sign-in/begin')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Where to log in by WeChat; 404 where this instance has no WeChat' })
  @ApiOwnPage()
  @ApiOkResponse({ type: WechatAddressDto })
  async beginSignIn(
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WechatAddressDto> {
    return { url: await this.wechat.begin(this.cookies.browserOf(request, reply), null) };
  }

  @Post('sign-in')
  @Public()
  @HttpCode(200)
  @ApiOperation({ summary: 'Log in with what WeChat led back with; sets the refresh cookie' })
  @ApiOwnPage()
  @ApiOkResponse({ type: SessionDto })
  async signIn(
    @Body() body: WechatReturnDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    const started = await this.wechat.signIn(body, this.cookies.browserOf(request, reply));
    this.cookies.keepRefreshToken(reply, started.refreshToken);
    return started.body;
  }

  @Post('binding/begin')
  @Allow(...ROLES)
  @HttpCode(200)
  @ApiOperation({ summary: 'Where to bind WeChat to one’s account; 404 where this instance has no WeChat' })
  @ApiOwnPage()
  @ApiOkResponse({ type: WechatAddressDto })
  async beginBinding(
    @Tenant() { accountId }: TenantContext,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WechatAddressDto> {
    return { url: await this.wechat.begin(this.cookies.browserOf(request, reply), accountId) };
  }

  @Post('binding')
  @Allow(...ROLES)
  @HttpCode(204)
  @ApiOperation({ summary: 'Bind with what WeChat led back with' })
  @ApiOwnPage()
  @ApiNoContentResponse()
  async bind(
    @Tenant() context: TenantContext,
    @Body() body: WechatReturnDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.wechat.bind(context, body, this.cookies.browserOf(request, reply));
  }

  @Delete('binding')
  @Allow(...ROLES)
  @HttpCode(204)
  @ApiOperation({ summary: 'Unbind WeChat' })
  @ApiOwnPage()
  @ApiNoContentResponse()
  unbind(@Tenant() context: TenantContext): Promise<void> {
    return this.wechat.unbind(context);
  }
}
