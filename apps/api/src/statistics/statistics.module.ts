import { Module } from '@nestjs/common';
import { CapacityService } from './capacity.service.js';
import { ExpiryService } from './expiry.service.js';
import { QueueService } from './queue.service.js';
import { StatisticsController } from './statistics.controller.js';
import { TodoService } from './todo.service.js';
import { WorkloadService } from './workload.service.js';

@Module({
  controllers: [StatisticsController],
  providers: [CapacityService, ExpiryService, QueueService, TodoService, WorkloadService],
})
export class StatisticsModule {}
