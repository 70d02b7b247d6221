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
   * The same for a statement that comes often: planned once a connection. Not for `LIKE`, nor for keywords over the rows of
   * many tenants: their best plan depends on the word.
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

  /** The statement that writes the collected audit events and jobs and keeps the answer. Asked for once, by `Database.write`. */
  toFlush(answer: unknown): string[] {
    const parts = [
      this.audits.length > 0 ? this.auditRows() : null,
      this.jobs.length > 0 ? this.jobRows() : null,
      this.context.idempotency ? this.keptAnswer(answer) : null,
    ];
    if (parts.every((part) => part === null)) return [];
    const values = parts.map((part) => (part ? literal(JSON.stringify(part)) : 'NULL'));
    return [`SELECT end_request(${values.join(', ')})`];
  }

  private auditRows(): object[] {
    const { context } = this;
    return this.audits.map((entry) => ({
      id: uuidv7(),
      at: this.now.toISOString(),
      actor_id: context.accountId,
      actor_name: context.accountName,
      on_behalf_of: entry.onBehalfOf ?? context.behalf?.enterpriseName ?? null,
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
  }

  private jobRows(): object[] {
    return this.jobs.map((job) => ({
      id: uuidv7(),
      name: job.name,
      job_id: job.jobId,
      payload: { ...job.payload, requestId: this.context.requestId ?? undefined },
      available_at: job.availableAt?.toISOString() ?? null,
    }));
  }

  private keptAnswer(answer: unknown): object {
    const { idempotency, accountId } = this.context;
    const { scope, key, requestHash } = idempotency ?? {};
    return { scope, key, request_hash: requestHash, response: answer ?? null, account_id: accountId };
  }
}

/** The hash under which a request body is remembered with its Idempotency-Key. */
export function requestHash(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(body ?? null))
    .digest('hex');
}
