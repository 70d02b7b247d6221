import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_WRITERS, type Language } from '@quanheng/domain';
import { LongJobDto } from '../long-job/long-job.dto.js';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { BulkEditInput, BulkEditListDto, BulkEditResultDto, FilteredBulkEditInput } from './bulk.dto.js';
import { BulkService } from './bulk.service.js';

/** One field of many instruments (批量修改). */
@ApiTags('instruments')
@Allow(...ENTERPRISE_WRITERS)
@Controller('bulk-edits')
export class BulkEditController {
  constructor(private readonly bulk: BulkService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Set one field of up to 1,000 instruments; each has its own answer' })
  @ApiOkResponse({ type: BulkEditResultDto })
  edit(@Tenant() context: TenantContext, @Body() input: BulkEditInput): Promise<BulkEditResultDto> {
    return this.bulk.edit(context, input);
  }

  @Post('filtered')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Set one field of all that match; progress at `/jobs/{id}`, its file lists what was refused',
  })
  @ApiAcceptedResponse({ type: LongJobDto })
  editFiltered(
    @Tenant() context: TenantContext,
    @Body() input: FilteredBulkEditInput,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.bulk.editFiltered(context, input, language);
  }

  @Get()
  @ApiOperation({ summary: 'Bulk edits that are still fresh, the newest first' })
  @ApiOkResponse({ type: BulkEditListDto })
  recent(@Tenant() context: TenantContext): Promise<BulkEditListDto> {
    return this.bulk.recentEdits(context);
  }

  @Post(':id/undo')
  @HttpCode(202)
  @ApiOperation({ summary: 'Set the field back, but where it was changed again since; for 24 hours' })
  @ApiAcceptedResponse({ type: LongJobDto })
  undo(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.bulk.undo(context, id, version, language);
  }
}
