import { Module } from '@nestjs/common';
import { BulkController } from './bulk.controller.js';
import { BulkEditController } from './bulk-edit.controller.js';
import { BulkService } from './bulk.service.js';
import { CopyInstrumentService } from './copy-instrument.service.js';
import { EditStepsService } from './edit-steps.service.js';
import { ImportController } from './import.controller.js';
import { ImportFormController } from './import-form.controller.js';
import { ImportLiveService } from './import-live.service.js';
import { ImportProgressService } from './import-progress.service.js';
import { ImportReportService } from './import-report.service.js';
import { ImportRowsController } from './import-rows.controller.js';
import { UsualValues } from './usual-values.service.js';
import { ImportRowsService } from './import-rows.service.js';
import { ImportTemplateService } from './import-template.service.js';
import { ImportService } from './import.service.js';
import { MapImportService } from './map-import.service.js';
import { MendImportService } from './mend-import.service.js';
import { InstrumentController } from './instrument.controller.js';
import { InstrumentCyclesService } from './instrument-cycles.service.js';
import { InstrumentTemplateController } from './instrument-template.controller.js';
import { InstrumentTemplateService } from './instrument-template.service.js';
import { InstrumentService } from './instrument.service.js';
import { LedgerRules } from './ledger-rules.service.js';
import { EndedKindsController } from './ended-kinds.controller.js';
import { EndedKindsService } from './ended-kinds.service.js';
import { LedgerService } from './ledger.service.js';
import { LifecycleController } from './lifecycle.controller.js';

@Module({
  controllers: [
    EndedKindsController,
    BulkController,
    BulkEditController,
    InstrumentController,
    InstrumentTemplateController,
    LifecycleController,
    ImportController,
    ImportFormController,
    ImportRowsController,
  ],
  exports: [InstrumentService, LedgerRules],
  providers: [
    LedgerService,
    EndedKindsService,
    LedgerRules,
    InstrumentService,
    InstrumentTemplateService,
    InstrumentCyclesService,
    CopyInstrumentService,
    BulkService,
    ImportService,
    MapImportService,
    ImportRowsService,
    UsualValues,
    MendImportService,
    EditStepsService,
    ImportLiveService,
    ImportProgressService,
    ImportTemplateService,
    ImportReportService,
  ],
})
export class InstrumentModule {}
