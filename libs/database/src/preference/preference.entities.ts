import { Entity, Index, PrimaryColumn } from 'typeorm';
import { Flag, Instant, Json, Text, Uuid, VersionedRow } from '../platform/columns.js';

/** A column of a list as somebody wants it; a list shows them in this order. */
export interface ListColumn {
  readonly key: string;
  readonly hidden: boolean;
  readonly width: number | null;
}

/** Filters of a list under a name: one's own, or shared within the enterprise or institution (保存视图). */
@Entity()
@Index('list_view_name', ['accountId', 'list', 'name'], { unique: true })
@Index('list_view_enterprise', ['enterpriseId', 'list'], { where: 'is_shared' })
@Index('list_view_institution', ['institutionId', 'list'], { where: 'is_shared' })
export class ListViewEntity extends VersionedRow {
  @Uuid() accountId: string;
  @Text() accountName: string;
  @Uuid(true) enterpriseId: string | null;
  @Uuid(true) institutionId: string | null;
  /** Which list, e.g. `instruments`. */
  @Text() list: string;
  @Text() name: string;
  @Flag() isShared: boolean;
  @Json() filters: Record<string, string>;
}

/** Choice, order and width of a list's columns, kept for the account on whatever device (列设置). */
@Entity()
export class ListSettingEntity {
  @PrimaryColumn('uuid') accountId: string;
  @PrimaryColumn('text') list: string;
  @Json() columns: ListColumn[];
  @Instant() updatedAt: Date;
}
