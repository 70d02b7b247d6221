import { Body, Controller, Get, HttpCode, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { DomainError, ROLES } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { Allow, NoIdempotencyKey, Public, Tenant, type QuanhengRequest } from '../platform/principal.js';
import { ApiOwnPage } from './api-own-page.js';
import { AuthCookies } from './auth-cookies.js';
import { AccountDto, CaptchaDto, LoginDto, SessionDto, SignInWaysDto } from './auth.dto.js';
import { AuthService } from './auth.service.js';
import { CaptchaService } from './captcha.service.js';
import { OwnPageGuard } from './own-page.guard.js';
import { SessionService } from './session.service.js';
import { WechatClient } from './wechat-client.js';

@ApiTags('auth')
@Controller('auth')
export class AuthController {
  constructor(
    private readonly auth: AuthService,
    private readonly sessions: SessionService,
    private readonly cookies: AuthCookies,
    private readonly captcha: CaptchaService,
    private readonly wechat: WechatClient,
  ) {}

  @Post('login')
  @Public()
  @NoIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({
    summary: 'Log in; sets the refresh cookie. Where a second factor is due, the refusal names its challenge',
  })
  @ApiOkResponse({ type: SessionDto })
  async login(
    @Body() body: LoginDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    const started = await this.auth.login(body, this.cookies.browserOf(request, reply));
    this.cookies.keepRefreshToken(reply, started.refreshToken);
    return started.body;
  }

  @Get('sign-in-ways')
  @Public()
  @ApiOperation({ summary: 'How one may log in besides the password' })
  @ApiOkResponse({ type: SignInWaysDto })
  ways(): SignInWaysDto {
    return { wechat: this.wechat.isAvailable };
  }

  @Post('captcha')
  @Public()
  @NoIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ summary: 'A proof of work for this browser, once log-in asks for it' })
  @ApiOkResponse({ type: CaptchaDto })
  async newCaptcha(
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaptchaDto> {
    return { challenge: await this.captcha.challenge(this.cookies.browserOf(request, reply)) };
  }

  @Post('refresh')
  @Public()
  @NoIdempotencyKey()
  @UseGuards(OwnPageGuard)
  @HttpCode(200)
  @ApiOperation({ summary: 'A new access token for the refresh cookie, which rotates' })
  @ApiOwnPage()
  @ApiOkResponse({ type: SessionDto })
  async refresh(
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    const token = this.cookies.refreshTokenOf(request);
    if (!token) throw new DomainError('auth.required');
    const started = await this.sessions.refresh(token, request.id).catch((error: unknown) => {
      if (error instanceof DomainError && error.kind === 'unauthenticated')
        this.cookies.forgetRefreshToken(reply);
      throw error;
    });
    this.cookies.keepRefreshToken(reply, started.refreshToken);
    return started.body;
  }

  @Post('logout')
  @Allow(...ROLES)
  @NoIdempotencyKey()
  @UseGuards(OwnPageGuard)
  @HttpCode(204)
  @ApiOperation({ summary: 'End this session; its tokens are refused from the next request on' })
  @ApiOwnPage()
  @ApiNoContentResponse()
  async logout(
    @Tenant() context: TenantContext,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.sessions.end(context, request.sessionId ?? '');
    this.cookies.forgetRefreshToken(reply);
  }

  @Get('me')
  @Allow(...ROLES)
  @ApiOperation({ summary: 'Who is signed in' })
  @ApiOkResponse({ type: AccountDto })
  me(@Tenant() context: TenantContext): Promise<AccountDto> {
    return this.auth.me(context);
  }
}
