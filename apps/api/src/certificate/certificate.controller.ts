import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Res } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { AuditService, HistoryDto } from '../audit/audit.service.js';
import { LongJobDto } from '../long-job/long-job.dto.js';
import { ApiBinary } from '../platform/api-docs.js';
import { BulkResultDto } from '../platform/bulk.js';
import { Bool } from '../platform/fields.js';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import {
  CertificateCountsDto,
  CertificateDto,
  CertificatePageDto,
  CertificateQuery,
  CorrectDto,
  IssueManyDto,
  RevokeDto,
  ZipCertificatesDto,
} from './certificate.dto.js';
import { CertificateService } from './certificate.service.js';
import { EndCertificateService } from './end-certificate.service.js';
import { IssueCertificateService } from './issue-certificate.service.js';

class FileQuery {
  @Bool({ optional: true, description: 'Show in the browser instead of saving' }) inline?: boolean;
}

/** The workflow's table says which of the institution's roles may do what. */
@ApiTags('certificates')
@Controller('certificates')
export class CertificateController {
  constructor(
    private readonly certificates: CertificateService,
    private readonly issuing: IssueCertificateService,
    private readonly ending: EndCertificateService,
    private readonly audit: AuditService,
  ) {}

  @Get()
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'Certificates and notices of result, newest first; drafts oldest first' })
  @ApiOkResponse({ type: CertificatePageDto })
  find(@Tenant() context: TenantContext, @Query() query: CertificateQuery): Promise<CertificatePageDto> {
    return this.certificates.find(context, query);
  }

  @Get('counts')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'How many certificates are in which view' })
  @ApiOkResponse({ type: CertificateCountsDto })
  counts(@Tenant() context: TenantContext): Promise<CertificateCountsDto> {
    return this.certificates.counts(context);
  }

  @Post('issue')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Issue many drafts; each has its own answer' })
  @ApiOkResponse({ type: BulkResultDto })
  issueMany(@Tenant() context: TenantContext, @Body() body: IssueManyDto): Promise<BulkResultDto> {
    return this.issuing.issueMany(context, body);
  }

  @Post('zip')
  @HttpCode(202)
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'Their files as one zip, up to 10,000; its progress is at `/jobs/{id}`' })
  @ApiAcceptedResponse({ type: LongJobDto })
  zip(
    @Tenant() context: TenantContext,
    @Body() body: ZipCertificatesDto,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.certificates.zip(context, body, language);
  }

  @Get(':id')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'One certificate with everything it states' })
  @ApiOkResponse({ type: CertificateDto })
  get(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<CertificateDto> {
    return this.certificates.get(context, id);
  }

  @Get(':id/file')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The PDF as it was issued' })
  @ApiBinary('application/pdf')
  file(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: FileQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.certificates.sendFile(reply, context, id, query.inline ?? false);
  }

  @Get(':id/history')
  @Allow(...INSTITUTION_ROLES, ...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'What happened to it, newest first' })
  @ApiOkResponse({ type: HistoryDto })
  async history(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<HistoryDto> {
    await this.certificates.get(context, id);
    return this.audit.historyOf(context, ['certificate'], [id]);
  }

  @Post(':id/issue')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Sign and issue; never by the verifier' })
  @ApiOkResponse({ type: CertificateDto })
  issue(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<CertificateDto> {
    return this.issuing.issue(context, id, version);
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Revoke; the instrument falls back to the certificate before, if still valid' })
  @ApiOkResponse({ type: CertificateDto })
  revoke(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: RevokeDto,
  ): Promise<CertificateDto> {
    return this.ending.revoke(context, id, version, body.reason);
  }

  @Post(':id/correct')
  @HttpCode(200)
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'Supersede by a corrected draft, which is answered' })
  @ApiOkResponse({ type: CertificateDto })
  correct(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: CorrectDto,
  ): Promise<CertificateDto> {
    return this.ending.correct(context, id, version, body);
  }
}
