import type { LongJobKind, LongJobStatus } from '@quanheng/domain';
import { Column, Entity, Index } from 'typeorm';
import { Instant, IntZero, Json, Text, Uuid, VersionedRow } from '../platform/columns.js';

/** Long work that a person asked for (ux.md section 8, 任务中心). It runs with that person's sight and rights. */
@Entity()
@Index(['accountId', 'id'])
export class LongJobEntity extends VersionedRow {
  @Text() kind: LongJobKind;
  @Text() status: LongJobStatus;
  @Uuid() accountId: string;
  @Json() params: object;
  /** What is being done, a word of the screens' vocabulary. */
  @Text(true) phase: string | null;
  @IntZero() done: number;
  /** 0 while it isn't known. */
  @IntZero() total: number;
  /** What came out, in figures: `{ files: 128 }`. */
  @Column('jsonb', { default: '{}' }) counts: Record<string, number>;
  @Uuid(true) attachmentId: string | null;
  @Text(true) errorCode: string | null;
  @Column('jsonb', { default: '{}' }) errorDetails: object;
  @Instant(true) startedAt: Date | null;
  @Instant(true) endedAt: Date | null;
}
