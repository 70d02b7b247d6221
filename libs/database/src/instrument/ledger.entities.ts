import type { InstrumentFieldKey, StockTakeStatus } from '@quanheng/domain';
import { Entity, Index, PrimaryColumn } from 'typeorm';
import {
  DateOnly,
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

/** An instrument to start from, kept by the enterprise under a name (保存为模板). */
@Entity()
@Index('instrument_template_name', ['enterpriseId', 'name'], { unique: true })
export class InstrumentTemplateEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  @Text() name: string;
  @Json() values: Partial<Record<InstrumentFieldKey, string | null>>;
  @Text() createdByName: string;
}

/** One field set on many instruments; can be undone while it is fresh. */
@Entity()
@Index('bulk_edit_recent', ['enterpriseId', 'id'])
export class BulkEditEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  @Text() field: InstrumentFieldKey;
  @Text(true) value: string | null;
  @IntZero() changed: number;
  @Uuid() createdBy: string;
  @Text() createdByName: string;
  @Instant(true) undoneAt: Date | null;
  /** How many were set back. */
  @IntZero() restored: number;
}

@Entity()
export class BulkEditItemEntity {
  @PrimaryColumn('uuid') bulkEditId: string;
  @PrimaryColumn('uuid') instrumentId: string;
  @Uuid() enterpriseId: string;
  @Text(true) before: string | null;
}

/** A stock-take (盘点): what should be there when it began, what was seen, what nobody knows. */
@Entity()
@Index('stock_take_recent', ['enterpriseId', 'id'])
export class StockTakeEntity extends VersionedRow {
  @Uuid() enterpriseId: string;
  @OfBranch() branchId: string | null;
  @Text() name: string;
  @Text() status: StockTakeStatus;
  /** Which instruments: criteria of the ledger as they were when it began. */
  @Json() criteria: Record<string, string>;
  @DateOnly() startedOn: string;
  @Text() startedByName: string;
  @Int() expected: number;
  @Instant(true) closedAt: Date | null;
  @Text(true) closedByName: string | null;
  /** The figures at its end. */
  @Json(true) result: { seen: number; missing: number; extra: number; unknown: number } | null;
}

@Entity()
@Index('stock_take_item_state', ['stockTakeId', 'seenAt', 'instrumentId'])
export class StockTakeItemEntity {
  @PrimaryColumn('uuid') stockTakeId: string;
  @PrimaryColumn('uuid') instrumentId: string;
  @Uuid() enterpriseId: string;
  /** False for one that was seen without being in the scope. */
  @Flag() isExpected: boolean;
  @Instant(true) seenAt: Date | null;
  @Text(true) seenByName: string | null;
}

/** What was scanned and leads to no instrument of the ledger. */
@Entity()
export class StockTakeUnknownEntity {
  @PrimaryColumn('uuid') stockTakeId: string;
  @PrimaryColumn('text') code: string;
  @Uuid() enterpriseId: string;
  @Instant() seenAt: Date;
  @Text() seenByName: string;
}
