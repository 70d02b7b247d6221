import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { NoIdempotencyKey, Public, type QuanhengRequest } from '../platform/principal.js';
import { AuthCookies } from './auth-cookies.js';
import { ConfirmRecoveryDto, RequestRecoveryDto } from './auth.dto.js';
import { RecoveryService } from './recovery.service.js';

@ApiTags('auth')
@Public()
@NoIdempotencyKey()
@Controller('auth/recovery')
export class RecoveryController {
  constructor(
    private readonly recovery: RecoveryService,
    private readonly cookies: AuthCookies,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary:
      'Send a code to the registered e-mail or mobile, if there is such an account; the answer never says',
  })
  @ApiAcceptedResponse()
  async request(@Body() body: RequestRecoveryDto, @Req() request: QuanhengRequest): Promise<void> {
    await this.recovery.request(body, request.id);
  }

  @Post('confirm')
  @HttpCode(204)
  @ApiOperation({ summary: 'Set a new password by the code; unlocks the account and ends all its sessions' })
  @ApiNoContentResponse()
  async confirm(
    @Body() body: ConfirmRecoveryDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    await this.recovery.confirm(body, this.cookies.browserOf(request, reply));
  }
}
