import { Body, Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ROLES } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { Allow, NoIdempotencyKey, Tenant, type QuanhengRequest } from '../platform/principal.js';
import { AuthCookies } from './auth-cookies.js';
import { ChangePasswordDto } from './auth.dto.js';
import {
  BackupCodesDto,
  ConfirmSetUpDto,
  CurrentPasswordDto,
  SecurityDto,
  SetUpDto,
} from './second-factor.dto.js';
import { SecurityService } from './security.service.js';
import { WechatClient } from './wechat-client.js';

/** Answers with passwords, secrets and codes are never kept, so none of these takes an Idempotency-Key. */
@ApiTags('auth')
@Allow(...ROLES)
@NoIdempotencyKey()
@Controller('auth')
export class SecurityController {
  constructor(
    private readonly security: SecurityService,
    private readonly wechat: WechatClient,
    private readonly cookies: AuthCookies,
  ) {}

  @Get('security')
  @ApiOperation({ summary: 'What opens one’s own account' })
  @ApiOkResponse({ type: SecurityDto })
  read(@Tenant() context: TenantContext): Promise<SecurityDto> {
    return this.security.read(context, this.wechat.isAvailable);
  }

  @Post('password')
  @HttpCode(204)
  @ApiOperation({ summary: 'Change one’s password; ends all other sessions' })
  @ApiNoContentResponse()
  async changePassword(
    @Tenant() context: TenantContext,
    @Body() body: ChangePasswordDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const browser = this.cookies.browserOf(request, reply);
    await this.security.changePassword(context, request.sessionId, body, browser);
  }

  @Post('security/second-factor')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Begin to set up a second factor; one in force stays until the new one is confirmed',
  })
  @ApiOkResponse({ type: SetUpDto })
  begin(
    @Tenant() context: TenantContext,
    @Body() { currentPassword }: CurrentPasswordDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SetUpDto> {
    const browser = this.cookies.browserOf(request, reply);
    return this.security.beginSecondFactor(context, currentPassword, browser);
  }

  @Post('security/second-factor/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put the new second factor in force by its first code; answers its backup codes' })
  @ApiOkResponse({ type: BackupCodesDto })
  async confirm(
    @Tenant() context: TenantContext,
    @Body() { code }: ConfirmSetUpDto,
  ): Promise<BackupCodesDto> {
    return { backupCodes: await this.security.confirmSecondFactor(context, code) };
  }

  @Post('security/second-factor/backup-codes')
  @HttpCode(200)
  @ApiOperation({ summary: 'New backup codes in place of all earlier ones' })
  @ApiOkResponse({ type: BackupCodesDto })
  async renewBackupCodes(
    @Tenant() context: TenantContext,
    @Body() { currentPassword }: CurrentPasswordDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BackupCodesDto> {
    const browser = this.cookies.browserOf(request, reply);
    return { backupCodes: await this.security.renewBackupCodes(context, currentPassword, browser) };
  }

  @Post('security/second-factor/remove')
  @HttpCode(204)
  @ApiOperation({ summary: 'Turn the second factor off, where the role needs none' })
  @ApiNoContentResponse()
  async remove(
    @Tenant() context: TenantContext,
    @Body() { currentPassword }: CurrentPasswordDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const browser = this.cookies.browserOf(request, reply);
    await this.security.removeSecondFactor(context, currentPassword, browser);
  }
}
