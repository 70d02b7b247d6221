import { Controller, Get, HttpCode } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Database } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { Public } from './principal.js';

/** `live`: the process answers. `ready`: it can serve, that is, it reaches its database. */
@ApiExcludeController()
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly database: Database) {}

  @Get('live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(): Promise<{ status: string }> {
    const answer = this.database.dataSource.query('SELECT 1').then(
      () => true,
      () => false,
    );
    const timeout = new Promise<boolean>((resolve) => setTimeout(resolve, 2_000, false).unref());
    if (!(await Promise.race([answer, timeout]))) throw new DomainError('platform.unavailable');
    return { status: 'ok' };
  }
}
