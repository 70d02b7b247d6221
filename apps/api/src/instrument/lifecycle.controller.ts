import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_WRITERS, type Language } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { ReasonInput } from './instrument.dto.js';
import { InstrumentService } from './instrument.service.js';
import { InstrumentDto } from './instrument-view.dto.js';
import { ReaderLanguage } from '../platform/reader-language.js';

/** The moves of the instrument's lifecycle (`domain.md`, States). */
@ApiTags('instruments')
@Allow(...ENTERPRISE_WRITERS)
@Controller('instruments/:id')
export class LifecycleController {
  constructor(private readonly instruments: InstrumentService) {}

  @Post('take-out-of-service')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take out of service (停用)' })
  @ApiOkResponse({ type: InstrumentDto })
  takeOutOfService(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: ReasonInput,
    @ReaderLanguage() language: Language,
  ): Promise<InstrumentDto> {
    return this.instruments.move(context, id, version, 'takeOutOfService', reason, language);
  }

  @Post('seal')
  @HttpCode(200)
  @ApiOperation({ summary: 'Seal (封存)' })
  @ApiOkResponse({ type: InstrumentDto })
  seal(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: ReasonInput,
    @ReaderLanguage() language: Language,
  ): Promise<InstrumentDto> {
    return this.instruments.move(context, id, version, 'seal', reason, language);
  }

  @Post('activate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take back into use (启用)' })
  @ApiOkResponse({ type: InstrumentDto })
  activate(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: ReasonInput,
    @ReaderLanguage() language: Language,
  ): Promise<InstrumentDto> {
    return this.instruments.move(context, id, version, 'activate', reason, language);
  }

  @Post('scrap')
  @HttpCode(200)
  @ApiOperation({ summary: 'Scrap (报废); there is no way back' })
  @ApiOkResponse({ type: InstrumentDto })
  scrap(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() { reason }: ReasonInput,
    @ReaderLanguage() language: Language,
  ): Promise<InstrumentDto> {
    return this.instruments.move(context, id, version, 'scrap', reason, language);
  }
}
