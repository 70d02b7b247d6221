import { createHash } from 'node:crypto';
import { toBusinessDate, type BusinessDate, type RuleSettings } from '@quanheng/domain';
import type { EntityManager } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import { literal, type Connection } from './connection.js';
import type { TenantContext } from './tenant-context.js';

/** What changed, for the audit log: one event per change of state, in the transaction of the change. */
export interface AuditEntry {
  readonly action: string;
  readonly objectType: string;
  readonly objectId: string;
  readonly before?: object | null;
  readonly after?: object | null;
  readonly reason?: string | null;
  readonly onBehalfOf?: string | null;
  /** Whose event it is, where the acting context does not say it. */
  readonly enterpriseId?: string | null;
  readonly institutionId?: string | null;
}

/** A job promised in this transaction (the shape that `@quanheng/queues` builds). */
export interface OutboxMessage {
  readonly name: string;
  readonly jobId: string;
  readonly payload: object;
  readonly availableAt?: Date;
}

/** One transaction under one tenant context. Audit events and jobs are collected and written last, just before commit. */
export class Transaction {
  readonly today: BusinessDate;
  private readonly audits: AuditEntry[] = [];
  private readonly jobs: OutboxMessage[] = [];

  constructor(
    private readonly connection: Connection,
    readonly context: TenantContext,
    readonly now: Date,
    /** The numbers of `domain.md` as the operator set them. */
    readonly settings: RuleSettings,
  ) {
    this.today = toBusinessDate(now);
  }

  get manager(): EntityManager {
    return this.connection.runner.manager;
  }

  query<T = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.connection.query(sql, params) as Promise<T[]>;
  }

  /**
   * The same for a statement that comes often: planned once a connection. Not for keywords (`LIKE`, `position`), whose best
   * plan depends on the word.
   */
  prepared<T = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.connection.prepared(sql, params) as Promise<T[]>;
  }

  audit(entry: AuditEntry): void {
    this.audits.push(entry);
  }

  emit(job: OutboxMessage): void {
    this.jobs.push(job);
  }

  /** The next number of a gap-free counter, e.g. scope `A:2026-11-23`; `count` reserves a block and answers its first. */
  async nextNumber(scope: string, count = 1): Promise<number> {
    const [row] = await this.query<{ last: number }>(
      `INSERT INTO number_sequence (scope, last) VALUES ($1, $2)
       ON CONFLICT (scope) DO UPDATE SET last = number_sequence.last + $2 RETURNING last`,
      [scope, count],
    );
    return (row?.last ?? count) - count + 1;
  }

  /** The statements that write the collected audit events and jobs and keep the answer. Asked for once, by `Database.write`. */
  toFlush(answer: unknown): string[] {
    return [
      ...(this.audits.length > 0 ? [this.insertAudits()] : []),
      ...(this.jobs.length > 0 ? [this.insertJobs()] : []),
      ...(this.context.idempotency ? [this.keepAnswer(answer)] : []),
    ];
  }

  private insertAudits(): string {
    const { context } = this;
    const rows = this.audits.map((entry) => ({
      id: uuidv7(),
      at: this.now.toISOString(),
      actor_id: context.accountId,
      actor_name: context.accountName,
      on_behalf_of: entry.onBehalfOf ?? null,
      action: entry.action,
      object_type: entry.objectType,
      object_id: entry.objectId,
      enterprise_id: entry.enterpriseId ?? context.enterpriseId,
      institution_id: entry.institutionId ?? context.institutionId,
      before: entry.before ?? null,
      after: entry.after ?? null,
      reason: entry.reason ?? null,
      request_id: context.requestId,
    }));
    // The trigger fills chain, seq and hash; ordering keeps one chain's links in the order of the events.
    return `INSERT INTO audit_event (id, at, actor_id, actor_name, on_behalf_of, action, object_type, object_id, enterprise_id, institution_id, before, after, reason, request_id)
       SELECT id, at, actor_id, actor_name, on_behalf_of, action, object_type, object_id, enterprise_id, institution_id, before, after, reason, request_id
       FROM jsonb_to_recordset(${literal(JSON.stringify(rows))}::jsonb) AS r(id uuid, at timestamptz, actor_id uuid, actor_name text, on_behalf_of text, action text, object_type text, object_id text, enterprise_id uuid, institution_id uuid, before jsonb, after jsonb, reason text, request_id text)
       ORDER BY id`;
  }

  private insertJobs(): string {
    const rows = this.jobs.map((job) => ({
      id: uuidv7(),
      name: job.name,
      job_id: job.jobId,
      payload: { ...job.payload, requestId: this.context.requestId ?? undefined },
      available_at: job.availableAt?.toISOString() ?? null,
    }));
    // Without a conflict target: naming the column would need the right to read the outbox, which tenants lack.
    return `INSERT INTO outbox (id, name, job_id, payload, available_at)
       SELECT id, name, job_id, payload, coalesce(available_at, now())
       FROM jsonb_to_recordset(${literal(JSON.stringify(rows))}::jsonb) AS r(id uuid, name text, job_id text, payload jsonb, available_at timestamptz)
       ON CONFLICT DO NOTHING`;
  }

  private keepAnswer(answer: unknown): string {
    const { idempotency, accountId } = this.context;
    const { scope = '', key = '', requestHash = '' } = idempotency ?? {};
    const values = [scope, key, requestHash, JSON.stringify(answer ?? null)].map(literal);
    return `INSERT INTO idempotency (scope, key, request_hash, response, account_id)
      VALUES (${values.join(', ')}, ${accountId ? literal(accountId) : 'NULL'})`;
  }
}

/** The hash under which a request body is remembered with its Idempotency-Key. */
export function requestHash(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
}
