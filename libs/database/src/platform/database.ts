import { DomainError, systemClock, toSettings, type Clock, type RuleSettings } from '@quanheng/domain';
import type { DataSource, QueryRunner } from 'typeorm';
import type { TenantContext } from './tenant-context.js';
import { Transaction } from './transaction.js';

const DEADLOCK_OR_SERIALIZATION = new Set(['40P01', '40001']);
const MAX_TRIES = 3;

/**
 * The only way to the data: a transaction under a tenant context. As the application's role nothing is visible without one.
 * Row security compares every row with the settings that `begin` makes local to the transaction.
 */
export class Database {
  constructor(
    readonly dataSource: DataSource,
    private readonly options: { readonly clock?: Clock; readonly demo?: boolean } = {},
  ) {}

  /** Reads only: PostgreSQL refuses a write in it. */
  read<T>(context: TenantContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.inTransaction(context, 'READ ONLY', work);
  }

  /**
   * State, audit, outbox and the answer to a repeated request are one commit. With an Idempotency-Key the first answer is
   * stored and given again: `work` must therefore return exactly what the client gets.
   * @throws DomainError `request.idempotency-in-flight`, `request.idempotency-key-reused`
   */
  write<T>(context: TenantContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.inTransaction(context, 'READ WRITE', async (tx) => {
      const earlier = await this.findAnswer<T>(tx);
      if (earlier) return earlier.response;
      const answer = await work(tx);
      await tx.flush();
      await this.keepAnswer(tx, answer);
      return answer;
    });
  }

  private async inTransaction<T>(
    context: TenantContext,
    mode: 'READ ONLY' | 'READ WRITE',
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(context, mode, work);
      } catch (error) {
        const code = (error as { code?: string }).code ?? '';
        if (!DEADLOCK_OR_SERIALIZATION.has(code) || attempt === MAX_TRIES) throw error;
      }
    }
  }

  private async attempt<T>(
    context: TenantContext,
    mode: string,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    try {
      await runner.connect();
      await runner.startTransaction();
      const { now, settings } = await this.begin(runner, context, mode);
      const result = await work(new Transaction(runner, context, now, settings));
      await runner.commitTransaction();
      return result;
    } catch (error) {
      if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
  }

  /** Makes the context local to the transaction; answers its instant (real time, in the demo moved) and the settings. */
  private async begin(
    runner: QueryRunner,
    context: TenantContext,
    mode: string,
  ): Promise<{ now: Date; settings: RuleSettings }> {
    const rows = (await runner.query(
      `SELECT set_config('transaction_read_only', $1, true), set_config('app.kind', $2, true),
              set_config('app.account_id', $3, true), set_config('app.enterprise_id', $4, true),
              set_config('app.institution_id', $5, true), set_config('app.registration_id', $6, true),
              (SELECT (value #>> '{}')::bigint FROM setting WHERE key = 'demo.clock-offset-ms') AS offset_ms,
              (SELECT value FROM setting WHERE key = 'rules') AS rules`,
      [
        mode === 'READ ONLY' ? 'on' : 'off',
        context.kind,
        context.accountId ?? '',
        context.enterpriseId ?? '',
        context.institutionId ?? '',
        context.registrationId ?? '',
      ],
    )) as { offset_ms: number | null; rules: unknown }[];
    const real = (this.options.clock ?? systemClock).now().getTime();
    const offset = this.options.demo ? (rows[0]?.offset_ms ?? 0) : 0;
    return { now: new Date(real + offset), settings: toSettings(rows[0]?.rules) };
  }

  private async findAnswer<T>(tx: Transaction): Promise<{ response: T } | null> {
    const { idempotency } = tx.context;
    if (!idempotency) return null;
    const [lock] = await tx.query<{ taken: boolean }>(
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS taken',
      [`${idempotency.scope} ${idempotency.key}`],
    );
    if (!lock?.taken) throw new DomainError('request.idempotency-in-flight', { retryAfter: 1 });
    const [row] = await tx.query<{ request_hash: string; response: T }>(
      'SELECT request_hash, response FROM idempotency WHERE scope = $1 AND key = $2',
      [idempotency.scope, idempotency.key],
    );
    if (!row) return null;
    if (row.request_hash !== idempotency.requestHash) throw new DomainError('request.idempotency-key-reused');
    return { response: row.response };
  }

  private async keepAnswer(tx: Transaction, answer: unknown): Promise<void> {
    const { idempotency, accountId } = tx.context;
    if (!idempotency) return;
    await tx.query(
      'INSERT INTO idempotency (scope, key, account_id, request_hash, response) VALUES ($1, $2, $3, $4, $5::jsonb)',
      [
        idempotency.scope,
        idempotency.key,
        accountId,
        idempotency.requestHash,
        JSON.stringify(answer ?? null),
      ],
    );
  }
}
