import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import {
  DomainError,
  normalizeCreditCode,
  PROFILE_CHANGE_PAPERS,
  type ProfileChangePaper,
} from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { AuthCookies } from '../account/auth-cookies.js';
import { ContactCodes } from '../account/contact-codes.service.js';
import { ApiBinary, ApiFile } from '../platform/api-docs.js';
import { IfMatch, NoIdempotencyKey, Public, Tenant, type QuanhengRequest } from '../platform/principal.js';
import { BeginProfileChangeService } from './begin-profile-change.service.js';
import { CaseKey } from './case-key.js';
import { ProfileChangePapersService } from './profile-change-papers.service.js';
import {
  BeginProfileChangeDto,
  ProfileChangeCodeDto,
  ProfileChangeDto,
  ProfileChangeKeyDto,
  ProfileChangePaperDto,
  ResumeCodeDto,
  ResumeProfileChangeDto,
  UpdateProfileChangeDto,
} from './profile-change.dto.js';
import { ProfileChangeService } from './profile-change.service.js';

const ApiPaperKind = () =>
  ApiParam({ name: 'kind', enum: [...PROFILE_CHANGE_PAPERS], enumName: 'ProfileChangePaper' });
const ApiCaseKey = () =>
  ApiHeader({
    name: 'X-Case-Key',
    required: true,
    description: 'The `key` that beginning or resuming the case answered',
    schema: { type: 'string', maxLength: 200, pattern: '^[\\x21-\\x7e]+$' },
  });

/** The applicant's side: without an account, from the log-in page ★. */
@ApiTags('profile-changes')
@Public()
@Controller('profile-changes')
export class ProfileChangeController {
  constructor(
    private readonly begins: BeginProfileChangeService,
    private readonly changes: ProfileChangeService,
    private readonly papers: ProfileChangePapersService,
    private readonly codes: ContactCodes,
    private readonly cookies: AuthCookies,
  ) {}

  @Post('codes')
  @NoIdempotencyKey()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send a code to the registered contact, if there is such an enterprise; the answer never says',
  })
  @ApiAcceptedResponse()
  async askForCode(@Body() body: ProfileChangeCodeDto, @Req() request: QuanhengRequest): Promise<void> {
    const subject = normalizeCreditCode(body.creditCode);
    await this.codes.request({ purpose: 'PROFILE_CHANGE', subject }, body.channel, request.id);
  }

  @Post()
  @ApiOperation({ summary: 'Begin a change of an enterprise’s data: a draft, and the key to go on with it' })
  @ApiCreatedResponse({ type: ProfileChangeKeyDto })
  begin(
    @Tenant() context: TenantContext,
    @Body() body: BeginProfileChangeDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProfileChangeKeyDto> {
    return this.begins.begin(context, body, this.cookies.browserOf(request, reply));
  }

  @Post('resume/codes')
  @NoIdempotencyKey()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Send a code to whoever asked for a change, to go on with it; the answer never says',
  })
  @ApiAcceptedResponse()
  async askToResume(@Body() { caseNumber }: ResumeCodeDto, @Req() request: QuanhengRequest): Promise<void> {
    await this.begins.askToResume(caseNumber, request.id);
  }

  @Post('resume')
  @NoIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ summary: 'A new key for a case; the one before ends' })
  @ApiOkResponse({ type: ProfileChangeKeyDto })
  resume(
    @Tenant() context: TenantContext,
    @Body() body: ResumeProfileChangeDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProfileChangeKeyDto> {
    return this.begins.resume(context, body, this.cookies.browserOf(request, reply));
  }

  @Get('own')
  @ApiOperation({ summary: 'The change that the key is for' })
  @ApiCaseKey()
  @ApiOkResponse({ type: ProfileChangeDto })
  get(@Tenant() context: TenantContext, @CaseKey() key: string): Promise<ProfileChangeDto> {
    return this.changes.get(context, key);
  }

  @Patch('own')
  @ApiOperation({ summary: 'Fill in; as a draft or when returned' })
  @ApiCaseKey()
  @ApiOkResponse({ type: ProfileChangeDto })
  update(
    @Tenant() context: TenantContext,
    @CaseKey() key: string,
    @IfMatch() version: number,
    @Body() body: UpdateProfileChangeDto,
  ): Promise<ProfileChangeDto> {
    return this.changes.update(context, key, version, body);
  }

  @Put('own/papers/:kind')
  @ApiOperation({ summary: 'Upload a paper: PDF, JPG or PNG up to 10 MB, checked by content' })
  @ApiPaperKind()
  @ApiCaseKey()
  @ApiFile()
  @ApiOkResponse({ type: ProfileChangePaperDto })
  putPaper(
    @Tenant() context: TenantContext,
    @CaseKey() key: string,
    @Param('kind') kind: string,
    @Req() request: QuanhengRequest,
  ): Promise<ProfileChangePaperDto> {
    return this.papers.put(context, key, toPaperKind(kind), request);
  }

  @Delete('own/papers/:kind')
  @HttpCode(204)
  @ApiOperation({ summary: 'Take a paper out again' })
  @ApiPaperKind()
  @ApiCaseKey()
  @ApiNoContentResponse()
  removePaper(
    @Tenant() context: TenantContext,
    @CaseKey() key: string,
    @Param('kind') kind: string,
  ): Promise<void> {
    return this.papers.remove(context, key, toPaperKind(kind));
  }

  @Get('own/papers/:kind/file')
  @ApiOperation({ summary: 'The file of a paper of one’s own case' })
  @ApiPaperKind()
  @ApiCaseKey()
  @ApiBinary('application/octet-stream')
  paper(
    @Tenant() context: TenantContext,
    @CaseKey() key: string,
    @Param('kind') kind: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.papers.send(reply, context, key, toPaperKind(kind));
  }

  @Get('own/letter')
  @ApiOperation({
    summary: 'The new letter of authorisation filled in, to be printed, sealed, scanned and uploaded',
  })
  @ApiCaseKey()
  @ApiBinary('application/pdf')
  async letter(
    @Tenant() context: TenantContext,
    @CaseKey() key: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const pdf = await this.papers.letter(context, key);
    return reply
      .header('Content-Type', 'application/pdf')
      .header('Content-Disposition', 'inline; filename="authorization-letter.pdf"')
      .header('Cache-Control', 'private, no-store')
      .send(pdf);
  }

  @Post('own/submit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Submit for review, complete with its papers' })
  @ApiCaseKey()
  @ApiOkResponse({ type: ProfileChangeDto })
  submit(
    @Tenant() context: TenantContext,
    @CaseKey() key: string,
    @IfMatch() version: number,
  ): Promise<ProfileChangeDto> {
    return this.changes.submit(context, key, version);
  }

  @Post('own/withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Withdraw it for good' })
  @ApiCaseKey()
  @ApiOkResponse({ type: ProfileChangeDto })
  withdraw(
    @Tenant() context: TenantContext,
    @CaseKey() key: string,
    @IfMatch() version: number,
  ): Promise<ProfileChangeDto> {
    return this.changes.withdraw(context, key, version);
  }
}

function toPaperKind(text: string): ProfileChangePaper {
  const kind = PROFILE_CHANGE_PAPERS.find((each) => each === text);
  if (!kind) throw new DomainError('record.not-found', { kind: text });
  return kind;
}
