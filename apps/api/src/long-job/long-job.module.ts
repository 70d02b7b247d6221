import { Module } from '@nestjs/common';
import { LongJobController } from './long-job.controller.js';
import { LongJobService } from './long-job.service.js';

@Module({
  controllers: [LongJobController],
  providers: [LongJobService],
})
export class LongJobModule {}
