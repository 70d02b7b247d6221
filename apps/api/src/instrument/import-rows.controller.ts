import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, ENTERPRISE_WRITERS, type Language } from '@quanheng/domain';
import { Allow, IfMatch, NoIdempotencyKey, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { EditStepsService } from './edit-steps.service.js';
import { ImportLiveService } from './import-live.service.js';
import {
  CellsInput,
  EditedDto,
  FindingGroupListDto,
  FixedDto,
  FixInput,
  ImportLiveDto,
  ImportRowPageDto,
  ImportRowQuery,
  MendedRowDto,
  MendInput,
  PresenceInput,
  RemovedRowDto,
  ReplaceInput,
} from './import.dto.js';
import { ImportRowsService } from './import-rows.service.js';
import { MendImportService } from './mend-import.service.js';

@ApiTags('imports')
@Allow(...ENTERPRISE_WRITERS)
@Controller('imports/:id')
export class ImportRowsController {
  constructor(
    private readonly rows: ImportRowsService,
    private readonly mending: MendImportService,
    private readonly steps: EditStepsService,
    private readonly others: ImportLiveService,
  ) {}

  @Get('rows')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The rows of an import with what is to be said of each cell' })
  @ApiOkResponse({ type: ImportRowPageDto })
  find(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: ImportRowQuery,
    @ReaderLanguage() language: Language,
  ): Promise<ImportRowPageDto> {
    return this.rows.find(context, id, query, language);
  }

  @Get('groups')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'What is said of several cells alike, with the number of rows' })
  @ApiOkResponse({ type: FindingGroupListDto })
  groups(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<FindingGroupListDto> {
    return this.rows.groups(context, id, language);
  }

  @Patch('rows/:rowNumber')
  @ApiOperation({ summary: 'Type over cells of a row; it is judged at once. The version is the row’s' })
  @ApiOkResponse({ type: MendedRowDto })
  mend(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('rowNumber', ParseIntPipe) rowNumber: number,
    @IfMatch() version: number,
    @Body() input: MendInput,
    @ReaderLanguage() language: Language,
  ): Promise<MendedRowDto> {
    return this.mending.mend(context, id, rowNumber, version, input, language);
  }

  @Delete('rows/:rowNumber')
  @ApiOperation({ summary: 'Leave a row out' })
  @ApiOkResponse({ type: RemovedRowDto })
  remove(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('rowNumber', ParseIntPipe) rowNumber: number,
  ): Promise<RemovedRowDto> {
    return this.mending.remove(context, id, rowNumber, true);
  }

  @Post('rows/:rowNumber/restore')
  @NoIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a row back that was left out' })
  @ApiOkResponse({ type: RemovedRowDto })
  restore(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Param('rowNumber', ParseIntPipe) rowNumber: number,
  ): Promise<RemovedRowDto> {
    return this.mending.remove(context, id, rowNumber, false);
  }

  @Post('cells')
  @HttpCode(200)
  @ApiOperation({ summary: 'Type over many cells in one step: a block pasted, filled down or cleared' })
  @ApiOkResponse({ type: EditedDto })
  cells(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CellsInput,
    @ReaderLanguage() language: Language,
  ): Promise<EditedDto> {
    return this.mending.cells(context, id, input, language);
  }

  @Post('replacements')
  @HttpCode(200)
  @ApiOperation({ summary: 'Find and replace in one column' })
  @ApiOkResponse({ type: FixedDto })
  replace(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: ReplaceInput,
  ): Promise<FixedDto> {
    return this.mending.replace(context, id, input);
  }

  @Post('edits/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take the caller’s last change of rows back; others’ changes stay' })
  @ApiOkResponse({ type: EditedDto })
  undoEdit(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<EditedDto> {
    return this.steps.undo(context, id, language);
  }

  @Post('edits/redo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Do again what was taken back last' })
  @ApiOkResponse({ type: EditedDto })
  redoEdit(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<EditedDto> {
    return this.steps.redo(context, id, language);
  }

  @Post('live')
  @NoIdempotencyKey()
  @HttpCode(200)
  @ApiOperation({ summary: 'Say where one is, and learn where the others are and what they changed' })
  @ApiOkResponse({ type: ImportLiveDto })
  live(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: PresenceInput,
    @ReaderLanguage() language: Language,
  ): Promise<ImportLiveDto> {
    return this.others.tell(context, id, input, language);
  }

  @Post('fixes')
  @HttpCode(200)
  @ApiOperation({ summary: 'Correct the same value in all rows at once' })
  @ApiOkResponse({ type: FixedDto })
  fix(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: FixInput,
  ): Promise<FixedDto> {
    return this.mending.fix(context, id, input);
  }

  @Post('fixes/suggested')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Put into every wrong cell what its finding suggests; one step that can be undone',
  })
  @ApiOkResponse({ type: FixedDto })
  takeSuggestions(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<FixedDto> {
    return this.mending.takeSuggestions(context, id);
  }
}
