import type {
  InstrumentType,
  Lifecycle,
  Origin,
  Purpose,
  UsageState,
  VerificationMode,
} from '@quanheng/domain';
import { Entity, Index } from 'typeorm';
import { DateOnly, Flag, OfBranch, Text, Uuid, VersionedRow } from '../platform/columns.js';

@Entity()
@Index(['enterpriseId', 'identityKey'], { unique: true })
@Index(['enterpriseId', 'id'])
@Index(['enterpriseId', 'validUntil', 'id'], { where: "lifecycle = 'ACTIVE'" })
@Index(['validUntil', 'id'], { where: "lifecycle = 'ACTIVE'" })
@Index(['institutionId'])
/** Finds what another enterprise has filed too; partial, so that it costs an import nothing. */
@Index('filed_identity', ['identityKey'], { where: 'ever_filed' })
@Index('instrument_window', ['filedOn'], { where: `filed_on IS NOT NULL AND lifecycle = 'ACTIVE'` })
@Index('instrument_reopened', ['endedWithoutResultOn'], {
  where: `ended_without_result_on IS NOT NULL AND lifecycle = 'ACTIVE'`,
})
/** What lies on the counter and isn't on the form: partial, so that an import pays nothing. */
@Index('instrument_filed_serial', ['institutionId', 'serialNumber'], { where: 'institution_id IS NOT NULL' })
@Index('instrument_label', ['labelCode'], { unique: true, where: 'label_code IS NOT NULL' })
export class InstrumentEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  /** The verification institution: the one that approved the filing in force. */
  @Uuid(true) institutionId: string | null;
  @Text() name: string;
  @Text() model: string;
  @Text() serialNumber: string;
  @Text() ownNumber: string;
  @Text() manufacturer: string;
  @Text() measuringRange: string;
  @Text() accuracyClass: string;
  @Text() origin: Origin;
  @Text() usageState: UsageState;
  @Text() purpose: Purpose;
  @Text() instrumentType: InstrumentType;
  @Text() verificationMode: VerificationMode;
  @Text() regionCode: string;
  @Text() categoryCode: string;
  @Text(true) location: string | null;
  @Text(true) typeApprovalNumber: string | null;
  @DateOnly(true) manufacturedOn: string | null;
  @DateOnly(true) inUseSince: string | null;
  @DateOnly(true) lastVerifiedOn: string | null;
  @DateOnly(true) validUntil: string | null;
  @Text(true) remark: string | null;

  @Text() lifecycle: Lifecycle;
  /** Normalised identity; the unique index over it refuses four-field duplicates ★. */
  @Text() identityKey: string;
  /** Name, model, serial and own number normalised, for the keyword search. */
  @Text() searchText: string;
  /** True while validUntil was typed or imported and no certificate has set it. */
  @Flag() validUntilDeclared: boolean;
  /** True after a FAIL until the next PASS. */
  @Flag() failed: boolean;
  /** True for kinds verified only once, after that verification. */
  @Flag() verifiedForGood: boolean;
  @Flag() everFiled: boolean;
  /** Day on which the filing in force was approved; null when not filed or lapsed. */
  @DateOnly(true) filedOn: string | null;
  /** Last day on which the filing that lapsed could be used; null again once filed. */
  @DateOnly(true) lapsedOn: string | null;
  @DateOnly(true) endedWithoutResultOn: string | null;
  @Uuid(true) openFilingItemId: string | null;
  @Uuid(true) openAppointmentItemId: string | null;
  @Uuid(true) importId: string | null;
  /** The number on its label; given when one is first printed. */
  @Text(true) labelCode: string | null;
  @OfBranch() branchId: string | null;
}
