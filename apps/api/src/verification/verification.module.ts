import { Module } from '@nestjs/common';
import { BulkTaskService } from './bulk-task.service.js';
import { CheckTaskService } from './check-task.service.js';
import { ReceiptController } from './receipt.controller.js';
import { ReceiptFilesService } from './receipt-files.service.js';
import { ReceiptListService } from './receipt-list.service.js';
import { ReceiptLookupService } from './receipt-lookup.service.js';
import { ReceiptService } from './receipt.service.js';
import { StandardController } from './standard.controller.js';
import { StandardService } from './standard.service.js';
import { TaskController } from './task.controller.js';
import { TaskListService } from './task-list.service.js';
import { TaskService } from './task.service.js';

@Module({
  controllers: [ReceiptController, TaskController, StandardController],
  providers: [
    ReceiptService,
    ReceiptLookupService,
    ReceiptListService,
    ReceiptFilesService,
    TaskService,
    TaskListService,
    CheckTaskService,
    BulkTaskService,
    StandardService,
  ],
})
export class VerificationModule {}
