import type { FilingItemStatus, FilingKind } from '@quanheng/domain';
import { Column, Entity, Index } from 'typeorm';
import { DateOnly, Instant, IntZero, Json, OfBranch, Text, Uuid, VersionedRow } from '../platform/columns.js';

/** A filing application. Its state is derived from its items (`domain.md` section 5). */
@Entity()
@Index(['caseNumber'], { unique: true })
@Index(['enterpriseId', 'id'])
@Index(['institutionId', 'id'])
@Index('filing_of_walk_in', ['walkInId'], { where: 'walk_in_id IS NOT NULL' })
export class FilingEntity extends VersionedRow {
  @Text() caseNumber: string;
  @Uuid() enterpriseId: string;
  @Uuid() institutionId: string;
  @Text() enterpriseName: string;
  @Uuid() submittedBy: string;
  @Text() submittedByName: string;
  @Instant() submittedAt: Date;
  /** CHANGE: locked fields of one filed instrument are to change (section 3). */
  @Column('text', { default: 'FILING' }) kind: FilingKind;
  @Uuid(true) assigneeId: string | null;
  @Text(true) assigneeName: string | null;
  @DateOnly(true) reviewDueOn: string | null;
  @DateOnly(true) nudgedOn: string | null;
  @IntZero() nudges: number;
  /** Who deals with it now, where that is no longer who began it. */
  @Uuid(true) handlerId: string | null;
  @Text(true) handlerName: string | null;
  @OfBranch() branchId: string | null;
  /** The customer waits at the counter. */
  @Uuid(true) walkInId: string | null;
}

@Entity()
@Index(['filingId', 'position'])
@Index(['institutionId', 'status', 'id'])
@Index(['enterpriseId', 'status', 'id'])
@Index(['instrumentId'])
@Index('one_open_filing_item', ['instrumentId'], {
  unique: true,
  where: "status IN ('DRAFT', 'SUBMITTED', 'RETURNED')",
})
export class FilingItemEntity extends VersionedRow {
  @Uuid() filingId: string;
  @Uuid() enterpriseId: string;
  @Uuid() institutionId: string;
  @Uuid() instrumentId: string;
  @IntZero() position: number;
  @Text() status: FilingItemStatus;
  /** The instrument as it was submitted. */
  @Json() snapshot: Record<string, string | null>;
  /** Locked fields that the instrument takes on when this is approved. */
  @Json(true) changes: Record<string, string | null> | null;
  /** What to correct, or why it was rejected. */
  @Text(true) comment: string | null;
  @Uuid(true) decidedBy: string | null;
  @Text(true) decidedByName: string | null;
  @Instant(true) decidedAt: Date | null;
  @DateOnly(true) approvedOn: string | null;
}
