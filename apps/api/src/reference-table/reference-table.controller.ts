import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import type { Language } from '@quanheng/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiBinary, ApiFile } from '../platform/api-docs.js';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { ReaderLanguage } from '../platform/reader-language.js';
import { PublishTableService } from './publish-table.service.js';
import {
  DifferenceQuery,
  PublishTableInput,
  ReferenceDifferenceListDto,
  ReferenceTableDto,
  ReferenceTableListDto,
  ReferenceTableQuery,
} from './reference-table.dto.js';
import { ReferenceTableService } from './reference-table.service.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

@ApiTags('reference-tables')
@Allow('PLATFORM_ADMIN')
@Controller('reference-tables')
export class ReferenceTableController {
  constructor(
    private readonly tables: ReferenceTableService,
    private readonly publishing: PublishTableService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Uploaded tables of a kind, newest first; those thrown away not' })
  @ApiOkResponse({ type: ReferenceTableListDto })
  find(
    @Tenant() context: TenantContext,
    @Query() { kind }: ReferenceTableQuery,
    @ReaderLanguage() language: Language,
  ): Promise<ReferenceTableListDto> {
    return this.tables.find(context, kind, language);
  }

  @Get('template')
  @ApiOperation({ summary: 'The table in force as xlsx, to be changed and uploaded' })
  @ApiBinary(XLSX)
  async template(
    @Tenant() context: TenantContext,
    @Query() { kind }: ReferenceTableQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { name, content } = await this.tables.template(context, kind);
    return reply
      .header('Content-Type', XLSX)
      .header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(name)}`)
      .header('Cache-Control', 'private, no-store')
      .send(content);
  }

  @Post()
  @ApiFile()
  @ApiOperation({ summary: 'Upload a table (xlsx, xls, csv); the worker reads it' })
  @ApiCreatedResponse({ type: ReferenceTableDto })
  upload(
    @Tenant() context: TenantContext,
    @Query() { kind }: ReferenceTableQuery,
    @Req() request: FastifyRequest,
    @ReaderLanguage() language: Language,
  ): Promise<ReferenceTableDto> {
    return this.tables.upload(context, kind, request, language);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One table: what is wrong with it by cell, and how much it would change' })
  @ApiOkResponse({ type: ReferenceTableDto })
  get(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<ReferenceTableDto> {
    return this.tables.get(context, id, language);
  }

  @Get(':id/differences')
  @ApiOperation({
    summary: 'What it would add, remove and change, field by field, in the order of the codes',
  })
  @ApiOkResponse({ type: ReferenceDifferenceListDto })
  differences(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Query() query: DifferenceQuery,
  ): Promise<ReferenceDifferenceListDto> {
    return this.tables.differences(context, id, query);
  }

  @Post(':id/publish')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put it in force: a catalogue from a day on, regions at once' })
  @ApiOkResponse({ type: ReferenceTableDto })
  publish(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() input: PublishTableInput,
    @ReaderLanguage() language: Language,
  ): Promise<ReferenceTableDto> {
    return this.publishing.publish(context, id, version, input, language);
  }

  @Post(':id/discard')
  @HttpCode(200)
  @ApiOperation({ summary: 'Throw away a table that isn’t in force' })
  @ApiOkResponse({ type: ReferenceTableDto })
  discard(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @ReaderLanguage() language: Language,
  ): Promise<ReferenceTableDto> {
    return this.tables.discard(context, id, version, language);
  }
}
