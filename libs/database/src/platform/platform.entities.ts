import { Column, CreateDateColumn, Entity, Index, PrimaryColumn } from 'typeorm';
import { Int, IntZero, Instant, Json, Text, Uuid } from './columns.js';

/** Append-only and hash-chained by a trigger; one chain a tenant (`domain.md` section 10). */
@Entity()
@Index(['chain', 'seq'], { unique: true })
@Index(['objectType', 'objectId', 'seq'])
@Index('audit_event_recent', ['at', 'id'])
@Index('audit_event_enterprise', ['enterpriseId', 'at', 'id'])
@Index('audit_event_institution', ['institutionId', 'at', 'id'])
export class AuditEventEntity {
  @PrimaryColumn('uuid') id: string;
  @Text() chain: string;
  @Column('bigint') seq: number;
  @Text() hash: string;
  @Instant() at: Date;
  @Uuid(true) actorId: string | null;
  @Text(true) actorName: string | null;
  @Text(true) onBehalfOf: string | null;
  @Text() action: string;
  @Text() objectType: string;
  @Text() objectId: string;
  @Uuid(true) enterpriseId: string | null;
  @Uuid(true) institutionId: string | null;
  @Json(true) before: object | null;
  @Json(true) after: object | null;
  @Text(true) reason: string | null;
  @Text(true) requestId: string | null;
}

/** The last link of each chain; only the trigger writes it. */
@Entity()
export class AuditChainEntity {
  @PrimaryColumn('text') chain: string;
  @Column('bigint') seq: number;
  @Text() hash: string;
}

/** A job promised in the same transaction as its cause; the relay takes it to the queue. */
@Entity()
@Index(['jobId'], { unique: true })
@Index(['availableAt'], { where: 'relayed_at IS NULL' })
@Index('outbox_turn', ['turn'], { where: 'turn IS NOT NULL AND done_at IS NULL AND failed_at IS NULL' })
export class OutboxEntity {
  @PrimaryColumn('uuid') id: string;
  @Text() name: string;
  @Text() jobId: string;
  @Json() payload: object;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
  @Column('timestamptz', { default: () => 'now()' }) availableAt: Date;
  @Instant(true) relayedAt: Date | null;
  @Instant(true) doneAt: Date | null;
  @IntZero() attempts: number;
  @Instant(true) failedAt: Date | null;
  @Text(true) error: string | null;
  /** Place in the bulk queue, shared out fairly among tenants. */
  @Int(true) turn: number | null;
}

/** The answer to a request with an Idempotency-Key, stored in the same transaction as its effect. */
@Entity()
export class IdempotencyEntity {
  @PrimaryColumn('text') scope: string;
  @PrimaryColumn('text') key: string;
  @Uuid(true) accountId: string | null;
  @Text() requestHash: string;
  @Json(true) response: unknown;
  @CreateDateColumn({ type: 'timestamptz' }) createdAt: Date;
}

/** Gap-free counters behind case numbers and certificate numbers. */
@Entity()
export class NumberSequenceEntity {
  @PrimaryColumn('text') scope: string;
  @Int() last: number;
}

@Entity()
export class SettingEntity {
  @PrimaryColumn('text') key: string;
  @Json() value: unknown;
  @Column('integer', { default: 1 }) version: number;
}
