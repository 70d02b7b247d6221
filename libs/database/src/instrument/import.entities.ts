import type { ErrorCode, Finding, ImportMapping, ImportStatus, RawCell, RowLevel } from '@quanheng/domain';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Instant, Int, IntZero, Json, Text, Uuid, VersionedRow } from '../platform/columns.js';

export interface ImportCounts {
  readonly total: number;
  readonly errors: number;
  readonly warnings: number;
  readonly duplicates: number;
  readonly clean: number;
}

@Entity()
@Index(['enterpriseId', 'id'])
export class ImportBatchEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  @Text() status: ImportStatus;
  @Text() fileName: string;
  @Uuid() attachmentId: string;
  @Uuid() createdBy: string;
  @Text(true) sheet: string | null;
  @Int(true) headerRow: number | null;
  /** Which field each column carries, as found or as the clerk chose. */
  @Json(true) mapping: ImportMapping | null;
  /** Headers and first rows, shown while columns are assigned. */
  @Json(true) preview: { headers: string[]; rows: string[][] } | null;
  @IntZero() revision: number;
  @Text(true) phase: string | null;
  @IntZero() done: number;
  @IntZero() total: number;
  @Json(true) counts: ImportCounts | null;
  @Text(true) commitPolicy: 'VALID_ONLY' | 'ALL_OR_NOTHING' | null;
  @IntZero() created: number;
  @IntZero() skipped: number;
  @Text(true) failureCode: ErrorCode | null;
  @Json(true) failureDetails: Record<string, unknown> | null;
  @Instant(true) completedAt: Date | null;
}

/** One row of a file; written in batches together with the progress mark (`quality.md` section 1.2). */
@Entity()
@Index(['importId', 'level', 'rowNumber'])
@Index(['importId', 'identityKey'])
export class ImportRowEntity {
  @PrimaryColumn('uuid') importId: string;
  @PrimaryColumn('integer') rowNumber: number;
  @Uuid() enterpriseId: string;
  @Column('integer', { default: 1 }) version: number;
  /** Cells as found, from the first column on. Never changed. */
  @Json() raw: RawCell[];
  /** What was typed in place of a cell, by field. */
  @Column('jsonb', { default: {} }) edits: Partial<Record<string, string>>;
  /** Typed values ready for the ledger; null where a field is empty or wrong. */
  @Json() values: Record<string, string | null>;
  @Text(true) identityKey: string | null;
  /** What the rules say of its cells; that it is a duplicate, the next two columns say. */
  @Json() findings: Finding[];
  @Text() level: RowLevel;
  /** The earlier row of the file that is the same instrument. */
  @Int(true) duplicateRow: number | null;
  /** The instrument of the ledger that is the same. */
  @Uuid(true) duplicateId: string | null;
  /** What it became. */
  @Uuid(true) instrumentId: string | null;
}
