import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { CopyInstrumentService } from './copy-instrument.service.js';
import { InstrumentController } from './instrument.controller.js';
import { InstrumentService } from './instrument.service.js';
import { LedgerRules } from './ledger-rules.service.js';
import { LedgerService } from './ledger.service.js';
import { LifecycleController } from './lifecycle.controller.js';

@Module({
  imports: [AuditModule],
  controllers: [InstrumentController, LifecycleController],
  providers: [LedgerService, LedgerRules, InstrumentService, CopyInstrumentService],
})
export class InstrumentModule {}
