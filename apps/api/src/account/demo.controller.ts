import { Body, Controller, Delete, Get, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { Allow, Public, Tenant } from '../platform/principal.js';
import { DemoAccountListDto, DemoClockDto, MoveClockDto } from './demo.dto.js';
import { DemoService } from './demo.service.js';

@ApiTags('demo')
@Controller('demo')
export class DemoController {
  constructor(private readonly demo: DemoService) {}

  @Get('accounts')
  @Public()
  @ApiOperation({ summary: 'The accounts of the demo, to try it with; 404 anywhere else' })
  @ApiOkResponse({ type: DemoAccountListDto })
  accounts(): Promise<DemoAccountListDto> {
    return this.demo.accounts();
  }

  @Get('clock')
  @Public()
  @ApiOperation({ summary: 'The clock of the demo' })
  @ApiOkResponse({ type: DemoClockDto })
  clock(): Promise<DemoClockDto> {
    return this.demo.clock();
  }

  @Put('clock')
  @Allow('PLATFORM_ADMIN', 'INSTITUTION_ADMIN')
  @ApiOperation({ summary: 'Move the clock of the demo to a date' })
  @ApiOkResponse({ type: DemoClockDto })
  move(@Tenant() context: TenantContext, @Body() { on }: MoveClockDto): Promise<DemoClockDto> {
    return this.demo.moveClock(context, on);
  }

  @Delete('clock')
  @Allow('PLATFORM_ADMIN', 'INSTITUTION_ADMIN')
  @ApiOperation({ summary: 'Back to real time' })
  @ApiOkResponse({ type: DemoClockDto })
  reset(@Tenant() context: TenantContext): Promise<DemoClockDto> {
    return this.demo.moveClock(context, null);
  }
}
