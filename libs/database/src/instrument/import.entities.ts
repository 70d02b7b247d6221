import type {
  AsideReason,
  ErrorCode,
  Finding,
  ImportMapping,
  ImportStatus,
  InstrumentFieldKey,
  MergedColumn,
  RawCell,
  RowLevel,
} from '@quanheng/domain';
import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import {
  Flag,
  Instant,
  Int,
  IntZero,
  Json,
  OfBranch,
  Text,
  Uuid,
  VersionedRow,
} from '../platform/columns.js';

export interface ImportCounts {
  readonly total: number;
  readonly errors: number;
  readonly warnings: number;
  readonly duplicates: number;
  readonly clean: number;
  /** Of the duplicates those that the ledger has, so that they could be brought up to date. */
  readonly updates?: number;
}

/** What was found in the file before its rows were judged. */
export interface ImportPreview {
  readonly headers: string[];
  readonly rows: string[][];
  /** Rows that are no instruments (totals, notes): how many, and the first of them. */
  readonly aside?: {
    readonly count: number;
    readonly rows: { rowNumber: number; text: string; reason: AsideReason }[];
  };
  readonly merged?: MergedColumn[];
  /** Further sheets that look like lists. */
  readonly otherSheets?: string[];
}

/** A cell typed over (`null`: what the file says again), or a row left out or taken back (`$removed`). */
export interface ImportChange {
  readonly row: number;
  readonly field: InstrumentFieldKey | '$removed';
  readonly from: string | null;
  readonly to: string | null;
}

@Entity()
@Index(['enterpriseId', 'id'])
@Index('import_batch_sha256', ['enterpriseId', 'sha256'])
export class ImportBatchEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  @Text() status: ImportStatus;
  @Text() fileName: string;
  @Uuid() attachmentId: string;
  @Uuid() createdBy: string;
  @OfBranch() branchId: string | null;
  @Text(true) sheet: string | null;
  @Int(true) headerRow: number | null;
  /** Which field each column carries, as found or as the clerk chose. */
  @Json(true) mapping: ImportMapping | null;
  /** Headers and first rows, shown while columns are assigned. */
  @Json(true) preview: ImportPreview | null;
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
  /** Of the file; an earlier import of the same file is offered. */
  @Text(true) sha256: string | null;
  @Uuid(true) sameAs: string | null;
  /** The import whose error report this file was. */
  @Uuid(true) mergedInto: string | null;
  @Text(true) duplicatePolicy: 'SKIP' | 'UPDATE' | null;
  /** Instruments of the ledger that were brought up to date. */
  @IntZero() updated: number;
  /** Up to which row the rows have been taken into the ledger. */
  @IntZero() committedRow: number;
  /** Counts the changes of rows, so that whoever else has them on the screen can ask for what is new. */
  @IntZero() editSeq: number;
}

/** One row of a file; written in batches together with the progress mark (`quality.md` section 1.2). */
@Entity()
@Index(['importId', 'level', 'rowNumber'])
@Index(['importId', 'identityKey'])
@Index('import_row_edits', ['importId', 'editSeq'], { where: 'edit_seq > 0' })
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
  /** What it becomes: given when it is staged, so that committing writes no row of an import again. */
  @Uuid(true) instrumentId: string | null;
  /** Left out by a clerk, and can be taken back. */
  @Flag() removed: boolean;
  @IntZero() editSeq: number;
  @Uuid(true) editedBy: string | null;
  /** The ledger's values before this row updated them, and the version it left: what undoing needs. */
  @Json(true) before: Record<string, string | null> | null;
  @Int(true) appliedVersion: number | null;
}

/** One step of a clerk's editing, for undo and redo. */
@Entity()
@Index('import_edit_import', ['importId', 'accountId', 'id'])
export class ImportEditEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_import_edit' }) id: string;
  @Uuid() importId: string;
  @Uuid() enterpriseId: string;
  @Uuid() accountId: string;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  @Json() changes: ImportChange[];
  @Flag() undone: boolean;
}

/** Who has an import on the screen, and where. */
@Entity()
export class ImportPresenceEntity {
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_import_presence' }) importId: string;
  @PrimaryColumn('uuid', { primaryKeyConstraintName: 'PK_import_presence' }) accountId: string;
  @Uuid() enterpriseId: string;
  @Text() name: string;
  @Int(true) rowNumber: number | null;
  @Text(true) field: string | null;
  @Column('timestamptz', { default: () => 'now()' }) seenAt: Date;
}
