import type { ReferenceKind, ReferenceTableStatus, TableProblem } from '@quanheng/domain';
import { Column, Entity, Index } from 'typeorm';
import { DateOnly, Instant, IntZero, Text, Uuid, VersionedRow } from '../platform/columns.js';

/** An uploaded table of reference data on its way into force (`domain.md` section 4). */
@Entity()
@Index('reference_table_of_kind', ['kind', 'id'])
export class ReferenceTableEntity extends VersionedRow {
  @Text() kind: ReferenceKind;
  @Text() status: ReferenceTableStatus;
  @Text() fileName: string;
  @Uuid() attachmentId: string;
  @Uuid() createdBy: string;
  @Text() createdByName: string;
  @Column('jsonb', { default: '[]' }) rows: object[];
  /** The first ones, by cell. */
  @Column('jsonb', { default: '[]' }) problems: TableProblem[];
  @IntZero() rowCount: number;
  @IntZero() problemCount: number;
  @Text(true) errorCode: string | null;
  @Column('jsonb', { default: '{}' }) errorDetails: object;
  @Instant(true) publishedAt: Date | null;
  @Text(true) publishedByName: string | null;
  @DateOnly(true) effectiveFrom: string | null;
}
