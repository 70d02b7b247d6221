import type { AppointmentItemStatus, AppointmentStatus, HalfDay, VerificationMode } from '@quanheng/domain';
import { Column, Entity, Index } from 'typeorm';
import { DateOnly, Instant, Int, IntZero, OfBranch, Text, Uuid, VersionedRow } from '../platform/columns.js';

@Entity()
@Index(['caseNumber'], { unique: true })
@Index(['enterpriseId', 'id'])
@Index(['institutionId', 'status', 'date'])
@Index('appointment_of_slot', ['slotId'])
@Index('appointment_of_walk_in', ['walkInId'], { where: 'walk_in_id IS NOT NULL' })
export class AppointmentEntity extends VersionedRow {
  @Text() caseNumber: string;
  @Uuid() enterpriseId: string;
  @Text() enterpriseName: string;
  @Uuid() institutionId: string;
  @Text() mode: VerificationMode;
  @Text() status: AppointmentStatus;
  @Uuid() departmentId: string;
  @Uuid(true) siteId: string | null;
  @Uuid() slotId: string;
  @DateOnly() date: string;
  @Text() halfDay: HalfDay;
  @Int() itemCount: number;
  @Text() contactPerson: string;
  @Text() contactPhone: string;
  /** Where the verifier goes; ON_SITE only. */
  @Text(true) address: string | null;
  @Text(true) remark: string | null;
  @Uuid(true) verifierId: string | null;
  @Text(true) verifierName: string | null;
  @DateOnly(true) proposedDate: string | null;
  @Text(true) proposedHalfDay: HalfDay | null;
  @Uuid(true) proposedSlotId: string | null;
  @Text(true) proposedBy: 'ENTERPRISE' | 'INSTITUTION' | null;
  /** Last business date on which a pending booking holds its capacity. */
  @DateOnly() heldUntil: string;
  @Text(true) reason: string | null;
  @Text(true) overbookReason: string | null;
  @Uuid() createdBy: string;
  @Text() createdByName: string;
  /** Who deals with it now, where that is no longer who began it. */
  @Uuid(true) handlerId: string | null;
  @Text(true) handlerName: string | null;
  @OfBranch() branchId: string | null;
  /** The customer waits at the counter. */
  @Uuid(true) walkInId: string | null;
  @Instant(true) confirmedAt: Date | null;
  @Uuid(true) formAttachmentId: string | null;
  /** Where most of its instruments stand: the district of an on-site trip. */
  @Text(true) regionCode: string | null;
  @DateOnly(true) nudgedOn: string | null;
  @IntZero() nudges: number;
  /** Of the form in force, from 1; 0 before the first confirmation. */
  @IntZero() formVersion: number;
  /** How often the form in force was handed out: every one after the first is marked 补打. */
  @IntZero() formPrints: number;
}

@Entity()
@Index(['appointmentId', 'position'])
@Index(['instrumentId'])
@Index('one_open_appointment_item', ['instrumentId'], { unique: true, where: 'open' })
export class AppointmentItemEntity extends VersionedRow {
  @Uuid() appointmentId: string;
  @Uuid() enterpriseId: string;
  @Uuid() institutionId: string;
  @Uuid() instrumentId: string;
  @IntZero() position: number;
  @Text() status: AppointmentItemStatus;
  /** False once the item has ended or its appointment is closed: the instrument is free. */
  @Column('boolean', { default: true }) open: boolean;
  @Text(true) reason: string | null;
  @Uuid(true) receiptId: string | null;
  /** What was handed in with it, and what it looked like (`ux.md` section 5). */
  @Text(true) accessories: string | null;
  @Text(true) appearance: string | null;
  @Text(true) note: string | null;
  /** With what it went back to the client. */
  @Uuid(true) handBackId: string | null;
}
