import { Column, CreateDateColumn, PrimaryColumn, UpdateDateColumn, VersionColumn } from 'typeorm';

/** What every record with a life of its own has: an UUIDv7 given by the application, a version for If-Match, two instants. */
export abstract class VersionedRow {
  @PrimaryColumn('uuid')
  id: string;

  @VersionColumn({ type: 'integer' })
  version: number;

  @CreateDateColumn({ type: 'timestamptz' })
  createdAt: Date;

  @UpdateDateColumn({ type: 'timestamptz' })
  updatedAt: Date;
}

export const Text = (nullable = false) => Column('text', { nullable });
export const Uuid = (nullable = false) => Column('uuid', { nullable });
/** The branch that it belongs to: the maker's, where nothing else is said; null is everybody's of the enterprise. */
export const OfBranch = () => Column('uuid', { nullable: true, default: () => 'ctx_branch_id()' });
export const Instant = (nullable = false) => Column('timestamptz', { nullable });
/** A business date, `YYYY-MM-DD`; the driver is told to leave it a string. */
export const DateOnly = (nullable = false) => Column('date', { nullable });
export const Int = (nullable = false) => Column('integer', { nullable });
export const IntZero = () => Column('integer', { default: 0 });
export const Flag = () => Column('boolean', { default: false });
export const Json = (nullable = false) => Column('jsonb', { nullable });
export const TextList = () => Column('text', { array: true, default: '{}' });
