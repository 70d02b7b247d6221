import { Controller, Get, HttpCode } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Database } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { Text } from './fields.js';
import { Public } from './principal.js';

class HealthDto {
  @Text({ max: 10, example: 'ok' }) status: string;
}

/** `live`: the process answers. `ready`: it can serve, that is, it reaches its database. */
@ApiTags('health')
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get('live')
  @HttpCode(200)
  @ApiOperation({ summary: 'Whether the process answers' })
  @ApiOkResponse({ type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Whether it reaches its database; 503 until then' })
  @ApiOkResponse({ type: HealthDto })
  async ready(): Promise<HealthDto> {
    const answer = this.database.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const timeout = new Promise<boolean>((resolve) => setTimeout(resolve, 2_000, false).unref());
    if (!(await Promise.race([answer, timeout]))) throw new DomainError('platform.unavailable');
    return { status: 'ok' };
  }
}
