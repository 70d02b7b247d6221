import { Body, Controller, Delete, HttpCode, Param, ParseUUIDPipe, Post, Put, Req } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { INSTITUTION_ROLES } from '@quanheng/domain';
import { ApiFile } from '../platform/api-docs.js';
import { Allow, NoIdempotencyKey, Tenant, type QuanhengRequest } from '../platform/principal.js';
import { CertificateDto, FileNamesDto, MatchFilesDto } from './certificate.dto.js';
import { OwnFileService } from './own-file.service.js';

const AT_WORK = ['VERIFIER', 'CHECKER', 'SIGNATORY'] as const;

@ApiTags('certificates')
@Controller('certificates')
export class OwnFileController {
  constructor(private readonly files: OwnFileService) {}

  @Post('match-files')
  @HttpCode(200)
  @NoIdempotencyKey()
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({
    summary: 'Which drafts the institution’s own PDFs belong to, by their names; changes nothing',
  })
  @ApiOkResponse({ type: MatchFilesDto })
  match(@Tenant() context: TenantContext, @Body() { names }: FileNamesDto): Promise<MatchFilesDto> {
    return this.files.match(context, names);
  }

  @Put(':id/file')
  @Allow(...AT_WORK)
  @ApiOperation({ summary: 'The institution’s own PDF of a draft; issuing puts its number and code on it' })
  @ApiFile()
  @ApiOkResponse({ type: CertificateDto })
  put(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Req() request: QuanhengRequest,
  ): Promise<CertificateDto> {
    return this.files.put(context, id, request);
  }

  @Delete(':id/file')
  @Allow(...AT_WORK)
  @ApiOperation({ summary: 'Take the institution’s own PDF off a draft: it is made from the record again' })
  @ApiOkResponse({ type: CertificateDto })
  remove(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<CertificateDto> {
    return this.files.remove(context, id);
  }
}
