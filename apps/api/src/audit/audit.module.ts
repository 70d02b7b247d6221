import { Global, Module } from '@nestjs/common';
import { AuditCheckService } from './audit-check.service.js';
import { AuditSearchService } from './audit-search.service.js';
import { AuditController } from './audit.controller.js';
import { AuditService } from './audit.service.js';

@Global()
@Module({
  controllers: [AuditController],
  providers: [AuditService, AuditSearchService, AuditCheckService],
  exports: [AuditService],
})
export class AuditModule {}
