import { Module } from '@nestjs/common';
import { PublishTableService } from './publish-table.service.js';
import { ReferenceTableController } from './reference-table.controller.js';
import { ReferenceTableService } from './reference-table.service.js';

@Module({
  controllers: [ReferenceTableController],
  providers: [ReferenceTableService, PublishTableService],
})
export class ReferenceTableModule {}
