import { Module } from '@nestjs/common';
import { BulkTaskService } from './bulk-task.service.js';
import { CheckTaskService } from './check-task.service.js';
import { HandBackController } from './hand-back.controller.js';
import { HandBackPaperService } from './hand-back-paper.service.js';
import { HandBackService } from './hand-back.service.js';
import { ReceiptController } from './receipt.controller.js';
import { ReceiptFilesService } from './receipt-files.service.js';
import { ReceiptListService } from './receipt-list.service.js';
import { ReceiptLookupService } from './receipt-lookup.service.js';
import { ReceiptService } from './receipt.service.js';
import { ScanService } from './scan.service.js';
import { StandardController } from './standard.controller.js';
import { StandardService } from './standard.service.js';
import { RegulationController } from './regulation.controller.js';
import { RegulationService } from './regulation.service.js';
import { VerificationRuleController } from './verification-rule.controller.js';
import { VerificationRuleService } from './verification-rule.service.js';
import { TaskController } from './task.controller.js';
import { TaskListService } from './task-list.service.js';
import { TaskService } from './task.service.js';
import { UnexpectedItemController } from './unexpected-item.controller.js';
import { UnexpectedItemService } from './unexpected-item.service.js';
import { UndoReceiptService } from './undo-receipt.service.js';

@Module({
  controllers: [
    // Before `receipts/:id`, which would take its words for ids.
    UnexpectedItemController,
    ReceiptController,
    HandBackController,
    TaskController,
    StandardController,
    VerificationRuleController,
    RegulationController,
  ],
  providers: [
    ReceiptService,
    ReceiptLookupService,
    ReceiptListService,
    ReceiptFilesService,
    ScanService,
    UndoReceiptService,
    UnexpectedItemService,
    HandBackService,
    HandBackPaperService,
    TaskService,
    TaskListService,
    CheckTaskService,
    BulkTaskService,
    StandardService,
    VerificationRuleService,
    RegulationService,
  ],
})
export class VerificationModule {}
