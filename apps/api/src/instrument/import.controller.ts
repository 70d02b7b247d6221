import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Put,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, ENTERPRISE_WRITERS, type Language } from '@quanheng/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LongJobDto } from '../long-job/long-job.dto.js';
import { ApiBinary, ApiFile } from '../platform/api-docs.js';
import { PageQuery } from '../platform/paging.js';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import {
  CommitInput,
  ImportDto,
  ImportMappingInput,
  ImportPageDto,
  ImportSheetInput,
  UndoneDto,
  UsualValuesDto,
} from './import.dto.js';
import { ImportProgressService } from './import-progress.service.js';
import { ImportReportService } from './import-report.service.js';
import { ImportTemplateService } from './import-template.service.js';
import { ImportService } from './import.service.js';
import { UsualValues } from './usual-values.service.js';
import { MapImportService } from './map-import.service.js';
import { sendWorkbook, XLSX } from './send-workbook.js';

@ApiTags('imports')
@Allow(...ENTERPRISE_WRITERS)
@Controller('imports')
export class ImportController {
  constructor(
    private readonly imports: ImportService,
    private readonly mappings: MapImportService,
    private readonly progress: ImportProgressService,
    private readonly templates: ImportTemplateService,
    private readonly reports: ImportReportService,
    private readonly usualValues: UsualValues,
  ) {}

  @Get('template')
  @ApiOperation({ summary: 'The import template (xlsx), with the caller’s own regions and kinds first' })
  @ApiBinary(XLSX)
  async template(@Tenant() context: TenantContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendWorkbook(reply, '强检器具导入模板.xlsx', await this.templates.write(context));
  }

  @Get('usual-values')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({
    summary: 'What the enterprise’s instruments usually are: to propose for columns that a file lacks',
  })
  @ApiOkResponse({ type: UsualValuesDto })
  usual(@Tenant() context: TenantContext): Promise<UsualValuesDto> {
    return this.usualValues.find(context);
  }

  @Post()
  @ApiFile()
  @ApiOperation({ summary: 'Upload a workbook of instruments (xlsx, xls, csv; 20 MB, 100,000 rows)' })
  @ApiCreatedResponse({ type: ImportDto })
  upload(
    @Tenant() context: TenantContext,
    @Req() request: FastifyRequest,
    @ReaderLanguage() language: Language,
  ): Promise<ImportDto> {
    return this.imports.upload(context, request, language);
  }

  @Get()
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The imports of the caller’s enterprise, newest first' })
  @ApiOkResponse({ type: ImportPageDto })
  find(
    @Tenant() context: TenantContext,
    @Query() query: PageQuery,
    @ReaderLanguage() language: Language,
  ): Promise<ImportPageDto> {
    return this.imports.find(context, query, language);
  }

  @Get(':id')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'One import: phase, progress, counts, mapping, why it failed' })
  @ApiOkResponse({ type: ImportDto })
  get(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<ImportDto> {
    return this.imports.get(context, id, language);
  }

  @Get(':id/events')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'Its progress as server-sent events, until it waits for a person or is over' })
  @ApiResponse({
    status: 200,
    description: 'Each event’s data is the import without mapping and preview, with `etaSeconds`',
    content: { 'text/event-stream': { schema: { type: 'string' } } },
  })
  events(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.progress.stream(context, id, language, reply);
  }

  @Put(':id/mapping')
  @ApiOperation({ summary: 'Say which column carries what; all rows are judged (again)' })
  @ApiOkResponse({ type: ImportDto })
  map(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() mapping: ImportMappingInput,
    @ReaderLanguage() language: Language,
  ): Promise<ImportDto> {
    return this.mappings.map(context, id, version, mapping, language);
  }

  @Post(':id/commit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the rows into the ledger' })
  @ApiOkResponse({ type: ImportDto })
  commit(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: CommitInput,
    @ReaderLanguage() language: Language,
  ): Promise<ImportDto> {
    return this.imports.commit(context, id, version, input, language);
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiOperation({ summary: 'Stop an import that has not been committed' })
  @ApiOkResponse({ type: ImportDto })
  cancel(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<ImportDto> {
    return this.imports.cancel(context, id, language);
  }

  @Post(':id/reopen')
  @HttpCode(200)
  @ApiOperation({ summary: 'Go on with the rows that were not committed' })
  @ApiOkResponse({ type: ImportDto })
  reopen(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @ReaderLanguage() language: Language,
  ): Promise<ImportDto> {
    return this.imports.reopen(context, id, version, language);
  }

  @Post(':id/sheets')
  @ApiOperation({ summary: 'Import another sheet of the same file' })
  @ApiCreatedResponse({ type: ImportDto })
  sheet(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { sheet }: ImportSheetInput,
    @ReaderLanguage() language: Language,
  ): Promise<ImportDto> {
    return this.imports.sheet(context, id, sheet, language);
  }

  @Post(':id/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take its instruments out again, but those changed or filed since; for 24 hours' })
  @ApiOkResponse({ type: UndoneDto })
  undo(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @ReaderLanguage() language: Language,
  ): Promise<UndoneDto> {
    return this.imports.undo(context, id, version, language);
  }

  @Post(':id/error-report')
  @HttpCode(202)
  @ApiOperation({
    summary: 'The rows that need mending, as xlsx with marked cells; uploaded again it goes into this import',
  })
  @ApiAcceptedResponse({ type: LongJobDto })
  errorReport(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<LongJobDto> {
    return this.reports.start(context, id, language);
  }
}
