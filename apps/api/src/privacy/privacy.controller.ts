import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, Res } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { AuthCookies } from '../account/auth-cookies.js';
import { LongJobDto } from '../long-job/long-job.dto.js';
import { Allow, NoIdempotencyKey, Tenant, type QuanhengRequest } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { ErasureDto, ExportOwnDataDto, PrivacyDto, RequestErasureDto } from './privacy.dto.js';
import { PrivacyService } from './privacy.service.js';

const MEMBERS = ['PLATFORM_ADMIN', 'REGULATOR', ...ENTERPRISE_ROLES, ...INSTITUTION_ROLES] as const;

@ApiTags('privacy')
@Allow('REGISTRANT', ...MEMBERS)
@Controller('privacy')
export class PrivacyController {
  constructor(
    private readonly privacy: PrivacyService,
    private readonly cookies: AuthCookies,
  ) {}

  @Get()
  @ApiOperation({ summary: 'What may be asked for about one’s own data, and what was' })
  @ApiOkResponse({ type: PrivacyDto })
  read(@Tenant() context: TenantContext, @ReaderLanguage() language: Language): Promise<PrivacyDto> {
    return this.privacy.read(context, language);
  }

  /** A registrant sees all of it on one page. */
  @Post('exports')
  @Allow(...MEMBERS)
  @HttpCode(202)
  @ApiOperation({ summary: 'Own data as a zip of JSON and files; its progress is at `/jobs/{id}`' })
  @ApiAcceptedResponse({ type: LongJobDto })
  export(
    @Tenant() context: TenantContext,
    @Body() { scope }: ExportOwnDataDto,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.privacy.export(context, scope, language);
  }

  @Post('erasures')
  @NoIdempotencyKey()
  @ApiOperation({
    summary: 'Ask for one’s account or, as its admin, the enterprise to be closed and forgotten',
  })
  @ApiCreatedResponse({ type: ErasureDto })
  request(
    @Tenant() context: TenantContext,
    @Body() body: RequestErasureDto,
    @Req() request: QuanhengRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
    @ReaderLanguage() language: Language,
  ): Promise<ErasureDto> {
    return this.privacy.request(context, body, this.cookies.browserOf(request, reply), language);
  }

  @Post('erasures/:id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the request back, as long as it wasn’t carried out' })
  @ApiOkResponse({ type: ErasureDto })
  cancel(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<ErasureDto> {
    return this.privacy.cancel(context, id, language);
  }
}
