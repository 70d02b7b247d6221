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
  Put,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import {
  ListColumnsInput,
  ListPreferencesDto,
  ListViewChange,
  ListViewDto,
  ListViewInput,
} from './preference.dto.js';
import { PreferenceService } from './preference.service.js';

@ApiTags('preferences')
@Allow('PLATFORM_ADMIN', 'REGULATOR', ...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
@Controller()
export class PreferenceController {
  constructor(private readonly preferences: PreferenceService) {}

  @Get('lists/:list/preferences')
  @ApiOperation({ summary: 'The caller’s columns of a list, and the views that may be chosen' })
  @ApiOkResponse({ type: ListPreferencesDto })
  read(@Tenant() context: TenantContext, @Param('list') list: string): Promise<ListPreferencesDto> {
    return this.preferences.read(context, list);
  }

  @Put('lists/:list/columns')
  @ApiOperation({ summary: 'Keep choice, order and width of a list’s columns' })
  @ApiOkResponse({ type: ListPreferencesDto })
  setColumns(
    @Tenant() context: TenantContext,
    @Param('list') list: string,
    @Body() { columns }: ListColumnsInput,
  ): Promise<ListPreferencesDto> {
    return this.preferences.setColumns(context, list, columns);
  }

  @Post('lists/:list/views')
  @ApiOperation({ summary: 'Keep filters of a list under a name' })
  @ApiCreatedResponse({ type: ListViewDto })
  create(
    @Tenant() context: TenantContext,
    @Param('list') list: string,
    @Body() input: ListViewInput,
  ): Promise<ListViewDto> {
    return this.preferences.create(context, list, input);
  }

  @Patch('list-views/:id')
  @ApiOperation({ summary: 'Rename a view, share it or give it other filters' })
  @ApiOkResponse({ type: ListViewDto })
  change(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() change: ListViewChange,
  ): Promise<ListViewDto> {
    return this.preferences.change(context, id, version, change);
  }

  @Delete('list-views/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a view' })
  @ApiNoContentResponse()
  remove(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
  ): Promise<void> {
    return this.preferences.remove(context, id, version);
  }
}
