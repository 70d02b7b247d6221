import { Entity, Index, PrimaryColumn } from 'typeorm';
import { DateOnly, Instant, Json, Text, Uuid } from '../platform/columns.js';

/** A wish to be forgotten, carried out some days later unless it is taken back (docs/privacy.md). */
@Entity()
@Index('erasure_request_open_account', ['accountId'], {
  unique: true,
  where: `scope = 'ACCOUNT' AND cancelled_at IS NULL AND done_at IS NULL`,
})
@Index('erasure_request_open_enterprise', ['enterpriseId'], {
  unique: true,
  where: `scope = 'ENTERPRISE' AND cancelled_at IS NULL AND done_at IS NULL`,
})
@Index('erasure_request_due', ['dueOn'], { where: 'cancelled_at IS NULL AND done_at IS NULL' })
export class ErasureRequestEntity {
  @PrimaryColumn('uuid') id: string;
  @Text() scope: 'ACCOUNT' | 'ENTERPRISE';
  @Uuid() accountId: string;
  @Uuid(true) enterpriseId: string | null;
  @Instant() createdAt: Date;
  @DateOnly() dueOn: string;
  @Instant(true) cancelledAt: Date | null;
  @Instant(true) doneAt: Date | null;
  /** What was erased, in numbers; nothing of what it was. */
  @Json(true) result: Record<string, number> | null;
}
