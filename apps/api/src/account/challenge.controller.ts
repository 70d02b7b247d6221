import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { NoIdempotencyKey, Public, type QuanhengRequest } from '../platform/principal.js';
import { AuthCookies } from './auth-cookies.js';
import { SessionDto } from './auth.dto.js';
import { ChallengeService } from './challenge.service.js';
import { AnswerChallengeDto, ChallengeDto, SetUpDto, SetUpSessionDto } from './second-factor.dto.js';

@ApiTags('auth')
@Public()
@NoIdempotencyKey()
@Controller('auth/second-factor')
export class SecondFactorController {
  constructor(
    private readonly challenges: ChallengeService,
    private readonly cookies: AuthCookies,
  ) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'The second step of a log-in: the code; sets the refresh cookie' })
  @ApiOkResponse({ type: SessionDto })
  async answer(
    @Body() body: AnswerChallengeDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    const started = await this.challenges.answer(body, this.cookies.browserOf(request, reply));
    this.cookies.keepRefreshToken(reply, started.refreshToken);
    return started.body;
  }

  @Post('set-up')
  @HttpCode(200)
  @ApiOperation({ summary: 'Set up the second factor that the role must have, before the first session' })
  @ApiOkResponse({ type: SetUpDto })
  setUp(
    @Body() { challenge }: ChallengeDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SetUpDto> {
    return this.challenges.setUp(challenge, this.cookies.browserOf(request, reply));
  }

  @Post('set-up/confirm')
  @HttpCode(200)
  @ApiOperation({ summary: 'Confirm it by its first code; answers its backup codes and the session' })
  @ApiOkResponse({ type: SetUpSessionDto })
  async confirmSetUp(
    @Body() body: AnswerChallengeDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SetUpSessionDto> {
    const browser = this.cookies.browserOf(request, reply);
    const { started, backupCodes } = await this.challenges.confirmSetUp(body, browser);
    this.cookies.keepRefreshToken(reply, started.refreshToken);
    return { session: started.body, backupCodes };
  }
}
