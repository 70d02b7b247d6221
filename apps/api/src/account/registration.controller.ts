import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Put,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { DomainError, PAPER_KINDS, type PaperKind } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { HistoryDto } from '../audit/audit.service.js';
import { ApiBinary, ApiFile } from '../platform/api-docs.js';
import {
  Allow,
  IfMatch,
  NoIdempotencyKey,
  Public,
  Tenant,
  type QuanhengRequest,
} from '../platform/principal.js';
import { AuthCookies } from './auth-cookies.js';
import { SessionDto } from './auth.dto.js';
import { LETTERS, type LetterKind } from './letters.service.js';
import { RegisterService } from './register.service.js';
import { RegistrationLettersService } from './registration-letters.service.js';
import { RegistrationListService } from './registration-list.service.js';
import { RegistrationPapersService } from './registration-papers.service.js';
import {
  PaperDto,
  RegisterDto,
  RegistrationDto,
  ResumeRegistrationCodeDto,
  ResumeRegistrationDto,
  UpdateRegistrationDto,
} from './registration.dto.js';
import { ResumeRegistrationService } from './resume-registration.service.js';
import { RegistrationService } from './registration.service.js';

const ApiPaperKind = () => ApiParam({ name: 'kind', enum: [...PAPER_KINDS], enumName: 'PaperKind' });

/** The registrant's side. */
@ApiTags('registrations')
@Controller('registrations')
export class RegistrationController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly registering: RegisterService,
    private readonly resuming: ResumeRegistrationService,
    private readonly papers: RegistrationPapersService,
    private readonly letters: RegistrationLettersService,
    private readonly lists: RegistrationListService,
    private readonly cookies: AuthCookies,
  ) {}

  @Post()
  @Public()
  @ApiOperation({ summary: 'Begin a registration: an account, signed in, and an empty draft' })
  @ApiCreatedResponse({ type: SessionDto })
  async create(
    @Tenant() context: TenantContext,
    @Body() body: RegisterDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    const started = await this.registering.register(context, body, this.cookies.browserOf(request, reply));
    this.cookies.keepRefreshToken(reply, started.refreshToken);
    return started.body;
  }

  @Post('resume/codes')
  @Public()
  @NoIdempotencyKey()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send a code to go on with a registration, if the contact has one; the answer never says',
  })
  @ApiAcceptedResponse()
  async askToResume(
    @Body() { contact }: ResumeRegistrationCodeDto,
    @Req() request: QuanhengRequest,
  ): Promise<void> {
    await this.resuming.request(contact, request.id);
  }

  @Post('resume')
  @Public()
  @NoIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ summary: 'Sign in to the registration by the code; sets the refresh cookie' })
  @ApiOkResponse({ type: SessionDto })
  async resume(
    @Body() body: ResumeRegistrationDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionDto> {
    const started = await this.resuming.resume(body, this.cookies.browserOf(request, reply));
    this.cookies.keepRefreshToken(reply, started.refreshToken);
    return started.body;
  }

  @Get(':id')
  @Allow('REGISTRANT', 'ENTERPRISE_ADMIN', 'REVIEWER')
  @ApiOperation({
    summary: 'A registration: its registrant’s own, or one submitted to the reviewer’s institution',
  })
  @ApiOkResponse({ type: RegistrationDto })
  get(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<RegistrationDto> {
    return this.registrations.get(context, id);
  }

  @Get(':id/history')
  @Allow('REGISTRANT', 'ENTERPRISE_ADMIN', 'REVIEWER')
  @ApiOperation({ summary: 'Its steps, newest first' })
  @ApiOkResponse({ type: HistoryDto })
  history(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<HistoryDto> {
    return this.lists.history(context, id);
  }

  @Patch(':id')
  @Allow('REGISTRANT')
  @ApiOperation({ summary: 'Fill in; as a draft or when returned' })
  @ApiOkResponse({ type: RegistrationDto })
  update(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: UpdateRegistrationDto,
  ): Promise<RegistrationDto> {
    return this.registrations.update(context, id, version, body);
  }

  @Put(':id/papers/:kind')
  @Allow('REGISTRANT')
  @ApiOperation({ summary: 'Upload a paper: PDF, JPG or PNG up to 10 MB, checked by content' })
  @ApiPaperKind()
  @ApiFile()
  @ApiOkResponse({ type: PaperDto })
  putPaper(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('kind') kind: string,
    @Req() request: QuanhengRequest,
  ): Promise<PaperDto> {
    return this.papers.put(context, id, toPaperKind(kind), request);
  }

  @Delete(':id/papers/:kind')
  @Allow('REGISTRANT')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a paper out again' })
  @ApiPaperKind()
  @ApiNoContentResponse()
  removePaper(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('kind') kind: string,
  ): Promise<void> {
    return this.papers.remove(context, id, toPaperKind(kind));
  }

  @Get(':id/letters/:letter')
  @Allow('REGISTRANT')
  @ApiOperation({
    summary: 'A letter filled in with what was typed, to be printed, sealed, scanned and uploaded',
  })
  @ApiParam({ name: 'letter', enum: [...LETTERS] })
  @ApiBinary('application/pdf')
  async letter(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('letter') letter: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    if (!LETTERS.includes(letter as LetterKind)) throw new DomainError('record.not-found');
    const pdf = await this.letters.render(context, id, letter as LetterKind);
    return reply
      .header('Content-Type', 'application/pdf')
      .header('Content-Disposition', `inline; filename="${letter}.pdf"`)
      .header('Cache-Control', 'private, no-store')
      .send(pdf);
  }

  @Post(':id/submit')
  @Allow('REGISTRANT')
  @HttpCode(200)
  @ApiOperation({ summary: 'Submit for review, complete with its papers' })
  @ApiOkResponse({ type: RegistrationDto })
  submit(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<RegistrationDto> {
    return this.registrations.submit(context, id, version);
  }
}

function toPaperKind(text: string): PaperKind {
  const kind = PAPER_KINDS.find((each) => each === text);
  if (!kind) throw new DomainError('record.not-found', { kind: text });
  return kind;
}
