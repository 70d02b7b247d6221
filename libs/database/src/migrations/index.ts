import { CreatePlatformTables0000000000001 } from './0001-platform.js';
import { CreateAccountTables0000000000002 } from './0002-account.js';
import { CreateCatalogueTables0000000000003 } from './0003-catalogue.js';
import { CreateInstitutionTables0000000000004 } from './0004-institution.js';
import { CreateInstrumentTables0000000000005 } from './0005-instrument.js';
import { CreateFilingTables0000000000006 } from './0006-filing.js';
import { CreateAppointmentTables0000000000007 } from './0007-appointment.js';
import { CreateVerificationTables0000000000008 } from './0008-verification.js';
import { CreateCertificateTables0000000000009 } from './0009-certificate.js';
import { CreateNotificationTables0000000000010 } from './0010-notification.js';
import { SecureRows0000000000011 } from './0011-row-security.js';
import { ChainAuditEvents0000000000012 } from './0012-audit-chain.js';
import { FindSession0000000000013 } from './0013-find-session.js';
import { CreateLongJobs0000000000014 } from './0014-long-job.js';
import { AccountSecurity0000000000015 } from './0015-account-security.js';
import { ProfileChange0000000000016 } from './0016-profile-change.js';
import { People0000000000017 } from './0017-people.js';
import { AddAuditAndPrivacy0000000000018 } from './0018-audit-and-privacy.js';
import { AddLedgerTools0000000000019 } from './0019-ledger.js';
import { ImportWorkbench0000000000020 } from './0020-import-workbench.js';
import { BeginContext0000000000021 } from './0021-begin-context.js';
import { AddBookingRules0000000000022 } from './0022-booking-rules.js';
import { AdministerCapacity0000000000023 } from './0023-capacity.js';
import { AddHandBack0000000000024 } from './0024-counter.js';
import { AddFormVersions0000000000026 } from './0026-form-versions.js';
import { OneKindOfCodes0000000000027 } from './0027-one-kind-of-codes.js';
import { BranchSight0000000000028 } from './0028-branch-sight.js';
import { CreateReferenceTables0000000000029 } from './0029-reference-table.js';
import { QuickerImports0000000000030 } from './0030-quicker-imports.js';
import { LapsingWindows0000000000030 } from './0030-lapsing-windows.js';
import { ImportStatistics0000000000030 } from './0030-import-statistics.js';
import { ShortenRequests0000000000031 } from './0031-short-requests.js';
import { IndexLists0000000000031 } from './0031-index-lists.js';
import { ReopenedWindows0000000000032 } from './0032-reopened-windows.js';
import { AddWalkIns0000000000032 } from './0032-walk-in.js';
import { AddVerificationRules0000000000033 } from './0033-verification-rules.js';
import { AddItemPhotos0000000000034 } from './0034-item-photos.js';
import { FindFiledSerials0000000000034 } from './0034-filed-serials.js';
import { WriteInOnePacket0000000000035 } from './0035-one-packet.js';
import { TellOfWaitedForJobs0000000000036 } from './0036-waited-for-jobs.js';
import { AddOwnCertificates0000000000037 } from './0037-own-certificates.js';
import { TellOfJobs0000000000038 } from './0038-told-of-jobs.js';

/** In the order in which they run. */
export const MIGRATIONS = [
  CreatePlatformTables0000000000001,
  CreateAccountTables0000000000002,
  CreateCatalogueTables0000000000003,
  CreateInstitutionTables0000000000004,
  CreateInstrumentTables0000000000005,
  CreateFilingTables0000000000006,
  CreateAppointmentTables0000000000007,
  CreateVerificationTables0000000000008,
  CreateCertificateTables0000000000009,
  CreateNotificationTables0000000000010,
  SecureRows0000000000011,
  ChainAuditEvents0000000000012,
  FindSession0000000000013,
  CreateLongJobs0000000000014,
  AccountSecurity0000000000015,
  ProfileChange0000000000016,
  People0000000000017,
  AddAuditAndPrivacy0000000000018,
  AddLedgerTools0000000000019,
  ImportWorkbench0000000000020,
  BeginContext0000000000021,
  AddBookingRules0000000000022,
  AdministerCapacity0000000000023,
  AddHandBack0000000000024,
  AddFormVersions0000000000026,
  OneKindOfCodes0000000000027,
  BranchSight0000000000028,
  CreateReferenceTables0000000000029,
  LapsingWindows0000000000030,
  QuickerImports0000000000030,
  ImportStatistics0000000000030,
  IndexLists0000000000031,
  ShortenRequests0000000000031,
  ReopenedWindows0000000000032,
  AddWalkIns0000000000032,
  AddVerificationRules0000000000033,
  AddItemPhotos0000000000034,
  FindFiledSerials0000000000034,
  WriteInOnePacket0000000000035,
  TellOfWaitedForJobs0000000000036,
  AddOwnCertificates0000000000037,
  TellOfJobs0000000000038,
];
