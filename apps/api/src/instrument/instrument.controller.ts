import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, ENTERPRISE_WRITERS, INSTITUTION_ROLES, type Language } from '@quanheng/domain';
import { AuditService, HistoryDto } from '../audit/audit.service.js';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { CopyInstrumentService } from './copy-instrument.service.js';
import { CopyInput, IdentityQuery, InstrumentChange, InstrumentInput } from './instrument.dto.js';
import { InstrumentCyclesDto } from './instrument-cycles.dto.js';
import { InstrumentCyclesService } from './instrument-cycles.service.js';
import { InstrumentService } from './instrument.service.js';
import { CopiedDto, DuplicateDto, InstrumentDto, InstrumentPageDto } from './instrument-view.dto.js';
import { LedgerCountsDto, LedgerFilter, LedgerIdsDto, LedgerQuery } from './ledger-query.dto.js';
import { LedgerService } from './ledger.service.js';
import { ReaderLanguage } from '../platform/reader-language.js';

const HISTORY_OF = ['instrument', 'import', 'filing-item', 'appointment-item', 'certificate'];

@ApiTags('instruments')
@Controller('instruments')
export class InstrumentController {
  constructor(
    private readonly ledger: LedgerService,
    private readonly instruments: InstrumentService,
    private readonly copies: CopyInstrumentService,
    private readonly audits: AuditService,
    private readonly cycles: InstrumentCyclesService,
  ) {}

  @Get()
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The ledger of the caller’s enterprise' })
  @ApiOkResponse({ type: InstrumentPageDto })
  find(
    @Tenant() context: TenantContext,
    @Query() query: LedgerQuery,
    @ReaderLanguage() language: Language,
  ): Promise<InstrumentPageDto> {
    return this.ledger.find(context, query, language);
  }

  @Get('counts')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'How many instruments each tab of the ledger holds under these filters' })
  @ApiOkResponse({ type: LedgerCountsDto })
  counts(@Tenant() context: TenantContext, @Query() query: LedgerFilter): Promise<LedgerCountsDto> {
    return this.ledger.counts(context, query);
  }

  @Get('ids')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The ids of all that match, up to the 5,000 of one filing' })
  @ApiOkResponse({ type: LedgerIdsDto })
  ids(@Tenant() context: TenantContext, @Query() query: LedgerQuery): Promise<LedgerIdsDto> {
    return this.ledger.ids(context, query);
  }

  @Get('duplicate')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({ summary: 'The instrument that has this name, model, serial and own number already' })
  @ApiOkResponse({ type: DuplicateDto })
  findDuplicate(@Tenant() context: TenantContext, @Query() query: IdentityQuery): Promise<DuplicateDto> {
    return this.ledger.findDuplicate(context, query);
  }

  @Post()
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Add an instrument to the ledger' })
  @ApiCreatedResponse({ type: InstrumentDto })
  create(
    @Tenant() context: TenantContext,
    @Body() input: InstrumentInput,
    @ReaderLanguage() language: Language,
  ): Promise<InstrumentDto> {
    return this.instruments.create(context, input, language);
  }

  @Get(':id')
  @Allow(...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'One instrument; an institution sees those that were filed with it' })
  @ApiOkResponse({ type: InstrumentDto })
  get(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @ReaderLanguage() language: Language,
  ): Promise<InstrumentDto> {
    return this.ledger.get(context, id, language);
  }

  @Patch(':id')
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Change an instrument; identity, kind and mode are locked while it is filed' })
  @ApiOkResponse({ type: InstrumentDto })
  change(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() change: InstrumentChange,
    @ReaderLanguage() language: Language,
  ): Promise<InstrumentDto> {
    return this.instruments.change(context, id, version, change, language);
  }

  @Delete(':id')
  @Allow(...ENTERPRISE_WRITERS)
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete an instrument that was never filed' })
  @ApiNoContentResponse()
  remove(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.instruments.remove(context, id, version);
  }

  @Post(':id/copy')
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Copy an instrument to one or many serial numbers, all or none' })
  @ApiCreatedResponse({ type: CopiedDto })
  copy(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() input: CopyInput,
  ): Promise<CopiedDto> {
    return this.copies.copy(context, id, input);
  }

  @Get(':id/cycles')
  @Allow(...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'All its filings, bookings with receipt and result, and certificates' })
  @ApiOkResponse({ type: InstrumentCyclesDto })
  cyclesOf(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<InstrumentCyclesDto> {
    return this.cycles.read(context, id);
  }

  @Get(':id/history')
  @Allow(...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
  @ApiOperation({
    summary: 'What happened to it: changes, filings, appointments, certificates; newest first',
  })
  @ApiOkResponse({ type: HistoryDto })
  async history(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<HistoryDto> {
    return this.audits.historyOf(context, HISTORY_OF, await this.ledger.historyIds(context, id));
  }
}
