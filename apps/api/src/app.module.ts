import { Module } from '@nestjs/common';
import { AccountModule } from './account/account.module.js';
import { AppointmentModule } from './appointment/appointment.module.js';
import { AttachmentModule } from './attachment/attachment.module.js';
import { AuditModule } from './audit/audit.module.js';
import { CatalogueModule } from './catalogue/catalogue.module.js';
import { FilingModule } from './filing/filing.module.js';
import { CertificateModule } from './certificate/certificate.module.js';
import { InstitutionModule } from './institution/institution.module.js';
import { InstrumentModule } from './instrument/instrument.module.js';
import { ItemPhotoModule } from './item-photo/item-photo.module.js';
import { LongJobModule } from './long-job/long-job.module.js';
import { NotificationModule } from './notification/notification.module.js';
import { PeopleModule } from './people/people.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { ReferenceTableModule } from './reference-table/reference-table.module.js';
import { SettingsModule } from './settings/settings.module.js';
import { PreferenceModule } from './preference/preference.module.js';
import { ProfileChangeModule } from './profile-change/profile-change.module.js';
import { PrivacyModule } from './privacy/privacy.module.js';
import { StatisticsModule } from './statistics/statistics.module.js';
import { TrackModule } from './track/track.module.js';
import { StockTakeModule } from './stock-take/stock-take.module.js';
import { WalkInModule } from './walk-in/walk-in.module.js';
import { VerificationModule } from './verification/verification.module.js';

@Module({
  imports: [
    PlatformModule,
    AccountModule,
    AppointmentModule,
    AttachmentModule,
    AuditModule,
    CatalogueModule,
    FilingModule,
    CertificateModule,
    InstitutionModule,
    InstrumentModule,
    ItemPhotoModule,
    LongJobModule,
    NotificationModule,
    ReferenceTableModule,
    SettingsModule,
    PreferenceModule,
    ProfileChangeModule,
    PeopleModule,
    StatisticsModule,
    PrivacyModule,
    TrackModule,
    StockTakeModule,
    VerificationModule,
    WalkInModule,
  ],
})
export class AppModule {}
