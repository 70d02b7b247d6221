import { DomainError, systemClock, toSettings, type Clock, type RuleSettings } from '@quanheng/domain';
import type { QueryResult } from 'pg';
import type { DataSource } from 'typeorm';
import { Connection, literal } from './connection.js';
import { CONNECTION_PATIENCE_MS, POOL_SIZE } from './data-source.js';
import { Gate } from './gate.js';
import { publicContext, type AccountScope, type TenantContext } from './tenant-context.js';
import { Transaction } from './transaction.js';

const DEADLOCK_OR_SERIALIZATION = new Set(['40P01', '40001']);
const MAX_TRIES = 3;
/** Connections that no transaction of a request may take: for the session of the next one and for reference data. */
const RESERVED = 2;

type Mode = 'READ ONLY' | 'READ WRITE';

/**
 * The only way to the data: a transaction under a tenant context. As the application's role nothing is visible without one.
 * Row security compares every row with the settings that `begin_context` makes local to the transaction.
 */
export class Database {
  private readonly gate: Gate;

  constructor(
    readonly dataSource: DataSource,
    private readonly options: { readonly clock?: Clock; readonly demo?: boolean } = {},
  ) {
    const { poolSize = POOL_SIZE } = dataSource.options as { poolSize?: number };
    this.gate = new Gate(Math.max(1, poolSize - RESERVED), CONNECTION_PATIENCE_MS);
  }

  /** Reads only: PostgreSQL refuses a write in it. */
  read<T>(context: TenantContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.throughGate(() => this.inTransaction(context, 'READ ONLY', work));
  }

  /**
   * What everybody may see, read by whoever already holds a transaction: on a connection that requests can't exhaust, so
   * that they never all wait for one another.
   */
  readReference<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.inTransaction(publicContext(), 'READ ONLY', work);
  }

  /**
   * State, audit, outbox and the answer to a repeated request are one commit. With an Idempotency-Key the first answer is
   * stored and given again: `work` must therefore return exactly what the client gets.
   * @throws DomainError `request.idempotency-in-flight`, `request.idempotency-key-reused`
   */
  write<T>(context: TenantContext, work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.throughGate(() => this.inTransaction(context, 'READ WRITE', work));
  }

  /** The session of an access token, if it and its account are in force: the one look-up before a tenant is known. */
  async findSession(sessionId: string, accountId: string): Promise<AccountScope | null> {
    const connection = await Connection.open(this.dataSource);
    try {
      const rows = await connection.prepared(
        'SELECT f.*, branch_of(f.account_id) AS branch_id FROM find_session($1, $2) f',
        [sessionId, accountId],
      );
      return (rows[0] as AccountScope | undefined) ?? null;
    } finally {
      await connection.release();
    }
  }

  private async throughGate<T>(work: () => Promise<T>): Promise<T> {
    await this.gate.enter();
    try {
      return await work();
    } finally {
      this.gate.leave();
    }
  }

  private async inTransaction<T>(
    context: TenantContext,
    mode: Mode,
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
    mode: Mode,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const connection = await Connection.open(this.dataSource);
    try {
      const { now, settings, earlier } = await this.begin(connection, context, mode);
      if (earlier) {
        await connection.script(['COMMIT']);
        return earlier.response as T;
      }
      const tx = new Transaction(connection, context, now, settings);
      const answer = await work(tx);
      await connection.script([...(mode === 'READ WRITE' ? tx.toFlush(answer) : []), 'COMMIT']);
      return answer;
    } catch (error) {
      await connection.script(['ROLLBACK']).catch(() => undefined);
      throw error;
    } finally {
      await connection.release();
    }
  }

  /**
   * In one round trip: makes the context local to the transaction, tells its instant (real time, in the demo moved) and
   * the settings, and looks for the answer to a request that was made before.
   */
  private async begin(
    connection: Connection,
    context: TenantContext,
    mode: Mode,
  ): Promise<{ now: Date; settings: RuleSettings; earlier: { response: unknown } | null }> {
    const { kind, accountId, enterpriseId, institutionId, registrationId } = context;
    const values = [kind, accountId, enterpriseId, institutionId, registrationId].map((v) =>
      literal(v ?? ''),
    );
    const branch = `set_config('app.branch_id', ${literal(context.branchId ?? '')}, true)`;
    const begin = [`BEGIN ${mode}`, `SELECT c.* FROM begin_context(${values.join(', ')}) c, ${branch} b`];
    const isRepeatable = mode === 'READ WRITE' && context.idempotency !== undefined;
    const results = await connection.script(isRepeatable ? [...begin, ...claim(context)] : begin);
    connection.markBegun(true);
    const [begun] = (results[1] as QueryResult<{ offset_ms: number | null; rules: unknown }>).rows;
    const real = (this.options.clock ?? systemClock).now().getTime();
    const offset = this.options.demo ? (begun?.offset_ms ?? 0) : 0;
    const earlier = isRepeatable ? earlierAnswer(context, results.slice(2)) : null;
    return { now: new Date(real + offset), settings: toSettings(begun?.rules), earlier };
  }
}

/** Whoever holds the lock is the first with this key; only then what was committed under it is looked at. */
function claim({ idempotency }: TenantContext): string[] {
  const { scope = '', key = '' } = idempotency ?? {};
  return [
    `SELECT pg_try_advisory_xact_lock(hashtextextended(${literal(`${scope} ${key}`)}, 0)) AS taken`,
    `SELECT request_hash, response FROM idempotency WHERE scope = ${literal(scope)} AND key = ${literal(key)}`,
  ];
}

function earlierAnswer(
  { idempotency }: TenantContext,
  [lock, found]: QueryResult[],
): { response: unknown } | null {
  if (!lock?.rows[0]?.taken) throw new DomainError('request.idempotency-in-flight', { retryAfter: 1 });
  const [row] = (found as QueryResult<{ request_hash: string; response: unknown }>).rows;
  if (!row) return null;
  if (row.request_hash !== idempotency?.requestHash) throw new DomainError('request.idempotency-key-reused');
  return { response: row.response };
}
