import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Int, Json, Text, Uuid } from '../platform/columns.js';

/** An event whose link does not follow from the one before; `seq` 0 where whole chains are missing. */
export interface BrokenLink {
  readonly chain: string;
  readonly seq: number;
}

/** One run through the hash chains of the audit log: the tenant's own, or all of them (`domain.md` section 10). */
@Entity()
@Index('audit_check_daily', ['dailyOn'], { unique: true })
@Index('audit_check_recent', ['enterpriseId', 'institutionId', 'id'])
export class AuditCheckEntity {
  @PrimaryColumn('uuid') id: string;
  /** Both null: all chains, for the platform's admin. */
  @Uuid(true) enterpriseId: string | null;
  @Uuid(true) institutionId: string | null;
  /** The business date, where nobody asked but the day. */
  @DateOnly(true) dailyOn: string | null;
  @Text(true) askedByName: string | null;
  @Instant() createdAt: Date;
  @Instant(true) finishedAt: Date | null;
  @Int(true) chains: number | null;
  @Column('bigint', { nullable: true }) events: number | null;
  @Json(true) broken: BrokenLink[] | null;
  /** SHA-256 over the last link of every chain: written down elsewhere, it proves that the log wasn't made anew. */
  @Text(true) digest: string | null;
}
