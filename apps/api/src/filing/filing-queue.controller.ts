import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_WRITERS } from '@quanheng/domain';
import { Allow, IfMatch, Tenant } from '../platform/principal.js';
import { FilingQueueService } from './filing-queue.service.js';
import { AssignBody, FilingDto } from './filing.dto.js';

@ApiTags('filings')
@Controller('filings/:id')
export class FilingQueueController {
  constructor(private readonly queue: FilingQueueService) {}

  @Post('assign')
  @HttpCode(200)
  @Allow('REVIEWER', 'INSTITUTION_ADMIN')
  @ApiOperation({ summary: 'Say who reviews it; nobody with null' })
  @ApiOkResponse({ type: FilingDto })
  assign(
    @Tenant() context: TenantContext,
    @Param('id', ParseUUIDPipe) id: string,
    @IfMatch() version: number,
    @Body() body: AssignBody,
  ): Promise<FilingDto> {
    return this.queue.assign(context, id, version, body);
  }

  @Post('nudge')
  @HttpCode(200)
  @Allow(...ENTERPRISE_WRITERS)
  @ApiOperation({ summary: 'Remind the institution; once per working day' })
  @ApiOkResponse({ type: FilingDto })
  nudge(@Tenant() context: TenantContext, @Param('id', ParseUUIDPipe) id: string): Promise<FilingDto> {
    return this.queue.nudge(context, id);
  }
}
