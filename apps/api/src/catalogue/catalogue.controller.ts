import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { suggestKinds } from '@quanheng/domain';
import { Public } from '../platform/principal.js';
import {
  CatalogueEditionDto,
  CatalogueEditionListDto,
  CatalogueItemDto,
  CatalogueListDto,
  CatalogueQuery,
  RegionDto,
  RegionListDto,
  RegionQuery,
  SuggestionQuery,
} from './catalogue.dto.js';
import { CatalogueService } from './catalogue.service.js';
import { RegionService } from './region.service.js';

@ApiTags('catalogue')
@Public()
@Controller()
export class CatalogueController {
  constructor(
    private readonly kinds: CatalogueService,
    private readonly places: RegionService,
  ) {}

  @Get('regions')
  @ApiOperation({ summary: 'Regions (GB/T 2260) by name, code or parent' })
  @ApiOkResponse({ type: RegionListDto })
  regions(@Query() query: RegionQuery): Promise<RegionListDto> {
    return this.places.find(query);
  }

  @Get('regions/:code')
  @ApiOperation({ summary: 'One region' })
  @ApiOkResponse({ type: RegionDto })
  region(@Param('code') code: string): Promise<RegionDto> {
    return this.places.get(code);
  }

  @Get('catalogue/edition')
  @ApiOperation({ summary: 'The edition of the catalogue in force, and whether it is official' })
  @ApiOkResponse({ type: CatalogueEditionDto })
  edition(): Promise<CatalogueEditionDto> {
    return this.kinds.edition();
  }

  @Get('catalogue/editions')
  @ApiOperation({ summary: 'All editions of the catalogue: upcoming, in force, ended' })
  @ApiOkResponse({ type: CatalogueEditionListDto })
  async editions(): Promise<CatalogueEditionListDto> {
    return { items: await this.kinds.editions() };
  }

  @Get('catalogue/items')
  @ApiOperation({ summary: 'Kinds of the compulsory catalogue in force' })
  @ApiOkResponse({ type: CatalogueListDto })
  async items(@Query() query: CatalogueQuery): Promise<CatalogueListDto> {
    return { items: (await this.kinds.findKinds(query.q, query.fileable ?? false)) as CatalogueItemDto[] };
  }

  @Get('catalogue/suggestions')
  @ApiOperation({ summary: 'The kinds that an instrument of this name probably is, best first' })
  @ApiOkResponse({ type: CatalogueListDto })
  async suggestions(@Query() query: SuggestionQuery): Promise<CatalogueListDto> {
    const kinds = [...(await this.kinds.catalogue()).values()];
    return { items: suggestKinds(query.name, kinds).map(({ item }) => item as CatalogueItemDto) };
  }
}
