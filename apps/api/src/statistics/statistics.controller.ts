import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TenantContext } from '@quanheng/database';
import { ENTERPRISE_ROLES, INSTITUTION_ROLES } from '@quanheng/domain';
import { Allow, Tenant } from '../platform/principal.js';
import { CapacityService } from './capacity.service.js';
import { ExpiryService } from './expiry.service.js';
import { QueueService } from './queue.service.js';
import {
  CapacityDto,
  CapacityQuery,
  ExpiryDto,
  QueuesDto,
  WorkloadDto,
  WorkloadQuery,
} from './statistics.dto.js';
import { TodoService, type TodoCounts } from './todo.service.js';
import { WorkloadService } from './workload.service.js';

@ApiTags('statistics')
@Controller('statistics')
export class StatisticsController {
  constructor(
    private readonly todo: TodoService,
    private readonly expiries: ExpiryService,
    private readonly waiting: QueueService,
    private readonly places: CapacityService,
    private readonly work: WorkloadService,
  ) {}

  @Get('todo')
  @Allow('REGISTRANT', 'PLATFORM_ADMIN', 'REGULATOR', ...ENTERPRISE_ROLES, ...INSTITUTION_ROLES)
  @ApiOperation({
    summary: 'How many things wait for the caller, by name of the figure; each is capped at 1,000',
  })
  @ApiOkResponse({
    schema: {
      type: 'object',
      additionalProperties: { type: 'integer', minimum: 0, maximum: 1000 },
      example: { due: 12, notFiled: 3, filings: 0 },
    },
  })
  todoCounts(@Tenant() context: TenantContext): Promise<TodoCounts> {
    return this.todo.counts(context);
  }

  @Get('expiry')
  @Allow(...ENTERPRISE_ROLES)
  @ApiOperation({
    summary: 'How many of the enterprise’s instruments expire in each of the next twelve months',
  })
  @ApiOkResponse({ type: ExpiryDto })
  expiry(@Tenant() context: TenantContext): Promise<ExpiryDto> {
    return this.expiries.find(context);
  }

  @Get('queues')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'What waits at the institution, and for how many working days' })
  @ApiOkResponse({ type: QueuesDto })
  queues(@Tenant() context: TenantContext): Promise<QueuesDto> {
    return this.waiting.find(context);
  }

  @Get('capacity')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({
    summary: 'Capacity and bookings of the institution’s next working days, a line a department and mode',
  })
  @ApiOkResponse({ type: CapacityDto })
  capacity(@Tenant() context: TenantContext, @Query() query: CapacityQuery): Promise<CapacityDto> {
    return this.places.find(context, query.days ?? 20);
  }

  @Get('workload')
  @Allow(...INSTITUTION_ROLES)
  @ApiOperation({ summary: 'What came in and was done: turnaround, pass rate, arrivals, no-shows' })
  @ApiOkResponse({ type: WorkloadDto })
  workload(@Tenant() context: TenantContext, @Query() query: WorkloadQuery): Promise<WorkloadDto> {
    return this.work.find(context, query.days ?? 90);
  }
}
