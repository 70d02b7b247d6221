import { createHash } from 'node:crypto';
import { toBusinessDate, type BusinessDate, type RuleSettings } from '@quanheng/domain';
import type { EntityManager, QueryRunner } from 'typeorm';
import { uuidv7 } from 'uuidv7';
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
    private readonly runner: QueryRunner,
    readonly context: TenantContext,
    readonly now: Date,
    /** The numbers of `domain.md` as the operator set them. */
    readonly settings: RuleSettings,
  ) {
    this.today = toBusinessDate(now);
  }

  get manager(): EntityManager {
    return this.runner.manager;
  }

  query<T = Record<string, unknown>>(sql: string, params: unknown[] = []): Promise<T[]> {
    return this.runner.query(sql, params) as Promise<T[]>;
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

  /** Writes the collected audit events and jobs. Called once by `Database.write`. */
  async flush(): Promise<void> {
    await this.flushAudits();
    await this.flushJobs();
  }

  private async flushAudits(): Promise<void> {
    if (this.audits.length === 0) return;
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
    await this.query(
      `INSERT INTO audit_event (id, at, actor_id, actor_name, on_behalf_of, action, object_type, object_id, enterprise_id, institution_id, before, after, reason, request_id)
       SELECT id, at, actor_id, actor_name, on_behalf_of, action, object_type, object_id, enterprise_id, institution_id, before, after, reason, request_id
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, at timestamptz, actor_id uuid, actor_name text, on_behalf_of text, action text, object_type text, object_id text, enterprise_id uuid, institution_id uuid, before jsonb, after jsonb, reason text, request_id text)
       ORDER BY id`,
      [JSON.stringify(rows)],
    );
  }

  private async flushJobs(): Promise<void> {
    if (this.jobs.length === 0) return;
    const rows = this.jobs.map((job) => ({
      id: uuidv7(),
      name: job.name,
      job_id: job.jobId,
      payload: { ...job.payload, requestId: this.context.requestId ?? undefined },
      available_at: job.availableAt?.toISOString() ?? null,
    }));
    // Without a conflict target: naming the column would need the right to read the outbox, which tenants lack.
    await this.query(
      `INSERT INTO outbox (id, name, job_id, payload, available_at)
       SELECT id, name, job_id, payload, coalesce(available_at, now())
       FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, name text, job_id text, payload jsonb, available_at timestamptz)
       ON CONFLICT DO NOTHING`,
      [JSON.stringify(rows)],
    );
  }
}

/** The hash under which a request body is remembered with its Idempotency-Key. */
export function requestHash(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
}
