import { Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { FastifyRequest } from 'fastify';
import { ApiFile } from '../platform/api-docs.js';
import { NoIdempotencyKey, Public, Tenant } from '../platform/principal.js';
import { FileComparisonDto, VerifiedCertificateDto } from './verify.dto.js';
import { VerifyService } from './verify.service.js';

const TOKEN = /^[\w-]{16,64}$/;
const ApiToken = () =>
  ApiParam({ name: 'code', schema: { type: 'string', pattern: TOKEN.source, maxLength: 64 } });

@ApiTags('verify')
@Controller('verify')
export class VerifyController {
  constructor(private readonly certificates: VerifyService) {}

  @Get(':code')
  @Public()
  @ApiToken()
  @ApiOperation({ summary: 'Is this certificate genuine, and what is its state?', security: [] })
  @ApiOkResponse({ type: VerifiedCertificateDto })
  verify(@Tenant() context: TenantContext, @Param('code') token: string): Promise<VerifiedCertificateDto> {
    return this.certificates.verify(assertToken(token), context.requestId);
  }

  @Post(':code/file')
  @HttpCode(200)
  @Public()
  @NoIdempotencyKey()
  @ApiToken()
  @ApiFile()
  @ApiOperation({ summary: 'Is this PDF exactly the one that was issued? Nothing is kept.', security: [] })
  @ApiOkResponse({ type: FileComparisonDto })
  compare(@Param('code') token: string, @Req() request: FastifyRequest): Promise<FileComparisonDto> {
    return this.certificates.compare(assertToken(token), request);
  }
}

/** What can't be a token is as unknown as a wrong one. */
function assertToken(token: string): string {
  if (!TOKEN.test(token)) throw new DomainError('record.not-found');
  return token;
}
