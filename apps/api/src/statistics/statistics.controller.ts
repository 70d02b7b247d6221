import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES } from '@quanheng/domain';
import { ApiProblems } from '../platform/api-docs.js';
import { Allow, Tenant } from '../platform/principal.js';
import { TodoService, type TodoCounts } from './todo.service.js';

@ApiTags('statistics')
@ApiProblems()
@Controller('statistics')
export class StatisticsController {
  constructor(private readonly todo: TodoService) {}

  @Get('todo')
  @Allow('REGISTRANT', 'PLATFORM_ADMIN', 'REGULATOR', ...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
  @ApiOperation({
    summary: 'How many things wait for the caller, by name of the figure; each is capped at 1,000',
  })
  @ApiOkResponse({
    schema: { type: 'object', additionalProperties: { type: 'integer', minimum: 0, maximum: 1000 } },
  })
  todoCounts(@Tenant() context: TenantContext): Promise<TodoCounts> {
    return this.todo.counts(context);
  }
}
