import { Module } from '@nestjs/common';
import { InstrumentModule } from '../instrument/instrument.module.js';
import { ChangeFilingService } from './change-filing.service.js';
import { DecideFilingService } from './decide-filing.service.js';
import { FilingDecisionController } from './filing-decision.controller.js';
import { FilingPaperService } from './filing-paper.service.js';
import { FilingTargetService } from './filing-target.service.js';
import { FilingQueueController } from './filing-queue.controller.js';
import { FilingQueueService } from './filing-queue.service.js';
import { FilingController } from './filing.controller.js';
import { FilingService } from './filing.service.js';
import { PreviewFilingService } from './preview-filing.service.js';
import { SubmitFilingService } from './submit-filing.service.js';

@Module({
  imports: [InstrumentModule],
  controllers: [FilingController, FilingDecisionController, FilingQueueController],
  providers: [
    FilingService,
    FilingQueueService,
    ChangeFilingService,
    FilingPaperService,
    FilingTargetService,
    PreviewFilingService,
    SubmitFilingService,
    DecideFilingService,
  ],
  exports: [SubmitFilingService],
})
export class FilingModule {}
