import type { Conclusion, HandBackProof, TaskStatus } from '@quanheng/domain';
import { Column, Entity, Index } from 'typeorm';
import { DateOnly, Instant, Int, IntZero, Json, Text, Uuid, VersionedRow } from '../platform/columns.js';

/** One receiving at the counter, or the arrival on site (接收登记). */
@Entity()
@Index(['caseNumber'], { unique: true })
@Index(['appointmentId'])
@Index(['institutionId', 'id'])
@Index('receipt_enterprise', ['enterpriseId', 'id'])
@Index('IDX_receipt_received', ['institutionId', 'receivedAt'])
export class ReceiptEntity extends VersionedRow {
  @Text() caseNumber: string;
  @Uuid() appointmentId: string;
  @Uuid() enterpriseId: string;
  @Uuid() institutionId: string;
  @Uuid() receivedBy: string;
  @Text() receivedByName: string;
  @Instant() receivedAt: Date;
  @DateOnly() dueOn: string;
  @Text(true) deliveredBy: string | null;
  @Text(true) remark: string | null;
  @Uuid(true) slipAttachmentId: string | null;
  @Uuid(true) labelsAttachmentId: string | null;
  /** What undoing puts back that the rows themselves don't say. */
  @Json(true) before: ReceiptBefore | null;
  @Instant(true) undoneAt: Date | null;
  @Text(true) undoneByName: string | null;
  /** Known to the client: who names it may fetch the instruments. Null on site, where nothing is carried away. */
  @Text(true) pickupCode: string | null;
  @IntZero() pickupFailures: number;
}

/** By instrument: when an earlier item of it ended without a result. */
export interface ReceiptBefore {
  readonly endedWithoutResultOn: Readonly<Record<string, string | null>>;
}

/** Instruments given back to the client, with who took them and by what right (取件发还). */
@Entity()
@Index('hand_back_of_receipt', ['receiptId'])
export class HandBackEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  @Uuid() institutionId: string;
  @Uuid() receiptId: string;
  @Text() takenBy: string;
  @Instant() takenAt: Date;
  @Text() proof: HandBackProof;
  @Uuid(true) signatureId: string | null;
  @Uuid() handedBy: string;
  @Text() handedByName: string;
  @Text(true) remark: string | null;
}

/** A customer at the counter: that day, the desk files and books in the customer's name (`domain.md` section 7). */
@Entity()
@Index('walk_in_of_day', ['institutionId', 'heldOn'])
export class WalkInEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  @Uuid() institutionId: string;
  @Text() enterpriseName: string;
  /** Who stands there. */
  @Text() person: string;
  @DateOnly() heldOn: string;
  @Uuid() openedBy: string;
  @Text() openedByName: string;
}

/** A reference standard as it stood when it was used. */
export interface StandardUsed {
  readonly id: string;
  readonly name: string;
  readonly number: string;
  readonly accuracy: string;
  readonly validUntil: string;
}

export interface VerificationResult {
  readonly item: string;
  readonly requirement: string;
  readonly result: string;
  readonly pass: boolean;
}

/** A received item to be verified, with its record (`domain.md` section 7). */
@Entity()
@Index('task_case_number', ['caseNumber'], { unique: true })
@Index(['appointmentItemId'], { unique: true })
@Index(['institutionId', 'status', 'id'])
@Index(['enterpriseId', 'id'])
@Index(['receiptId'])
@Index('task_of_verifier', ['verifierId', 'id'], { where: `status NOT IN ('DONE', 'UNABLE')` })
@Index('task_open_due', ['dueOn'], { where: `status NOT IN ('DONE', 'UNABLE')` })
export class VerificationTaskEntity extends VersionedRow {
  /** The number on the item's label (`I…`). */
  @Text() caseNumber: string;
  @Uuid() enterpriseId: string;
  @Text() enterpriseName: string;
  @Uuid() institutionId: string;
  @Uuid() departmentId: string;
  @Uuid() appointmentId: string;
  @Uuid() appointmentItemId: string;
  @Uuid() receiptId: string;
  @Uuid() instrumentId: string;
  @Json() instrument: Record<string, string | null>;
  @Text() status: TaskStatus;
  @DateOnly() dueOn: string;
  @Uuid(true) verifierId: string | null;
  @Text(true) verifierName: string | null;
  @Uuid(true) checkerId: string | null;
  @Text(true) checkerName: string | null;
  @Text(true) regulation: string | null;
  @Column('jsonb', { default: '[]' }) standards: StandardUsed[];
  @Text(true) temperature: string | null;
  @Text(true) humidity: string | null;
  @Text(true) place: string | null;
  @Column('jsonb', { default: '[]' }) results: VerificationResult[];
  @Text(true) conclusion: Conclusion | null;
  @Text(true) grantedClass: string | null;
  @DateOnly(true) verifiedOn: string | null;
  @DateOnly(true) validUntil: string | null;
  @Text(true) validUntilReason: string | null;
  @Int(true) cycleMonths: number | null;
  /** Why it was paused or could not be verified. */
  @Text(true) reason: string | null;
  @Text(true) checkComment: string | null;
  @Instant(true) submittedAt: Date | null;
  @Instant(true) checkedAt: Date | null;
}

/** How long an institution takes from receipt to the end; null: as the platform's setting says. Its id is the institution's. */
@Entity()
export class VerificationRuleEntity extends VersionedRow {
  @Int(true) bringInWorkingDays: number | null;
  @Int(true) onSiteWorkingDays: number | null;
}

/** An edition of a regulation in the institution's list of those it works by. */
@Entity()
@Index('regulation_number', ['institutionId', 'number'], { unique: true })
export class RegulationEntity extends VersionedRow {
  @Uuid() institutionId: string;
  /** With its edition, `JJG 52-2013`. */
  @Text() number: string;
  @Text() title: string;
  @DateOnly(true) implementedOn: string | null;
  @DateOnly(true) abolishedOn: string | null;
  /** The number of the edition that took its place. */
  @Text(true) replacedBy: string | null;
}
