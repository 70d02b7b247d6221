import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, ENTERPRISE_WRITERS, type Language } from '@quanheng/domain';
import { LongJobDto } from '../long-job/long-job.dto.js';
import { BulkResultDto } from '../platform/bulk.js';
import { Allow, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { BulkMoveInput, ExportInput, FilteredBulkMoveInput, LabelsInput } from './bulk.dto.js';
import { BulkService } from './bulk.service.js';

/** What is done with many instruments of the ledger. */
@ApiTags('instruments')
@Controller('instruments')
export class BulkController {
  constructor(private readonly bulk: BulkService) {}

  @Post('lifecycle-moves')
  @HttpCode(200)
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Take up to 1,000 out of service, seal, scrap or take back into use' })
  @ApiOkResponse({ type: BulkResultDto })
  move(@Tenant() context: TenantContext, @Body() input: BulkMoveInput): Promise<BulkResultDto> {
    return this.bulk.move(context, input);
  }

  @Post('lifecycle-moves/filtered')
  @HttpCode(202)
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({
    summary: 'The same for all that match; progress at `/jobs/{id}`, its file lists what was refused',
  })
  @ApiAcceptedResponse({ type: LongJobDto })
  moveFiltered(
    @Tenant() context: TenantContext,
    @Body() input: FilteredBulkMoveInput,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.bulk.moveFiltered(context, input, language);
  }

  @Post('labels')
  @HttpCode(202)
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Labels as one PDF: 40 × 30 mm, 60 × 40 mm or 24 on A4' })
  @ApiAcceptedResponse({ type: LongJobDto })
  labels(
    @Tenant() context: TenantContext,
    @Body() input: LabelsInput,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.bulk.labels(context, input, language);
  }

  @Post('exports')
  @HttpCode(202)
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The ledger as xlsx or csv, its rows and columns chosen' })
  @ApiAcceptedResponse({ type: LongJobDto })
  export(
    @Tenant() context: TenantContext,
    @Body() input: ExportInput,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.bulk.export(context, input, language);
  }
}
