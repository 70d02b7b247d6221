import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_WRITERS } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import {
  InstrumentTemplateDto,
  InstrumentTemplateInput,
  InstrumentTemplateListDto,
} from './instrument-template.dto.js';
import { InstrumentTemplateService } from './instrument-template.service.js';

/** Templates of one's own for new instruments. */
@ApiTags('instruments')
@Allow(...ENTERPRISE_WRITERS)
@Controller('instrument-templates')
export class InstrumentTemplateController {
  constructor(private readonly templates: InstrumentTemplateService) {}

  @Get()
  @ApiOperation({ summary: 'The enterprise’s templates, by name' })
  @ApiOkResponse({ type: InstrumentTemplateListDto })
  find(@Tenant() context: TenantContext): Promise<InstrumentTemplateListDto> {
    return this.templates.find(context);
  }

  @Post()
  @ApiOperation({ summary: 'Keep fields of an instrument under a name' })
  @ApiCreatedResponse({ type: InstrumentTemplateDto })
  create(
    @Tenant() context: TenantContext,
    @Body() input: InstrumentTemplateInput,
  ): Promise<InstrumentTemplateDto> {
    return this.templates.create(context, input);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a template' })
  @ApiNoContentResponse()
  remove(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.templates.remove(context, id, version);
  }
}
