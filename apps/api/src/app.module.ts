import { Module } from '@nestjs/common';
import { AccountModule } from './account/account.module.js';
import { AttachmentModule } from './attachment/attachment.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { FilingModule } from './filing/filing.module.js';
import { InstitutionModule } from './institution/institution.module.js';
import { InstrumentModule } from './instrument/instrument.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';

@Module({
  imports: [
    PlatformModule,
    AccountModule,
    AttachmentModule,
    AuditModule,
    CatalogueModule,
    FilingModule,
    InstitutionModule,
    InstrumentModule,
    NotificationModule,
    StatisticsModule,
  ],
})
export class AppModule {}
