import { systemClock, type Clock } from '@quanheng/domain';
import type { DataSource } from 'typeorm';
import { Connection } from './connection.js';
import { CONNECTION_PATIENCE_MS, POOL_SIZE } from './data-source.js';
import { Gate } from './gate.js';
import { UNIQUE_VIOLATION } from './or-taken.js';
import { begin, beginPresuming, maySpeculate, sameOpening, type Mode, type Opening } from './opening.js';
import { publicContext, type AccountScope, type TenantContext } from './tenant-context.js';
import { Transaction } from './transaction.js';

/**
 * A deadlock, a serialization failure, and a unique index that somebody else was first at: judged again, the work sees who
 * that was and says so in its own words.
 */
const WORTH_ANOTHER_TRY = new Set(['40P01', '40001', UNIQUE_VIOLATION]);
const MAX_TRIES = 3;
/** Connections that no transaction of a request may take: for the session of the next one and for reference data. */
const RESERVED = 2;

/** A write that is known as a whole before the database is asked anything. */
export interface Planned<T> {
  readonly statements: readonly { readonly sql: string; readonly params: unknown[] }[];
  readonly answer: T;
}

/** What a transaction presumed when it went on is no longer so: it is made again. */
class Outdated extends Error {}

/**
 * The only way to the data: a transaction under a tenant context. As the application's role nothing is visible without one.
 * Row security compares every row with the settings that `begin_context` makes local to the transaction.
 */
export class Database {
  private readonly gate: Gate;
  /** What the last transaction was told when it began: what the next one presumes. */
  private known: Opening | undefined;

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

  /**
   * The same in one packet, where `plan` can tell statements and answer beforehand. A statement must fail where its step is
   * to be refused; whatever fails or was presumed wrongly, nothing has happened, and `stepByStep` does it and says why not.
   */
  async writeAtOnce<T>(
    context: TenantContext,
    plan: (tx: Transaction) => Promise<Planned<T>>,
    stepByStep: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    // Only with a key: should the connection break at the end, the second try finds what the first has done.
    const done = context.idempotency && (await this.throughGate(() => this.tryAtOnce(context, plan)));
    return done ? done.answer : this.write(context, stepByStep);
  }

  /** The session of an access token, if it and its account are in force: the one look-up before a tenant is known. */
  async findSession(sessionId: string, accountId: string): Promise<AccountScope | null> {
    const connection = await Connection.open(this.dataSource);
    try {
      const rows = await connection.prepared('SELECT * FROM find_caller($1, $2)', [sessionId, accountId]);
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
        const mayPresume = attempt === 1 && maySpeculate(context, mode);
        return await this.attempt(context, mode, work, mayPresume);
      } catch (error) {
        const code = (error as { code?: string }).code ?? '';
        const isWorthIt = error instanceof Outdated || WORTH_ANOTHER_TRY.has(code);
        if (!isWorthIt || attempt === MAX_TRIES) throw error;
      }
    }
  }

  /** Its beginning and the first statement of the work leave together where what the beginning will tell can be presumed. */
  private async attempt<T>(
    context: TenantContext,
    mode: Mode,
    work: (tx: Transaction) => Promise<T>,
    mayPresume: boolean,
  ): Promise<T> {
    const connection = await Connection.open(this.dataSource);
    try {
      const presumed = mayPresume && connection.isPipelined ? this.known : undefined;
      if (presumed) connection.gather('now');
      const begun = begin(connection, context, mode, this.known);
      begun.catch(() => undefined);
      if (presumed === undefined) {
        const { earlier } = await begun;
        if (earlier) {
          await connection.script(['COMMIT']);
          return earlier.response as T;
        }
      }
      const opening = presumed ?? (await begun).opening;
      const tx = new Transaction(connection, context, this.nowOf(opening), opening.settings);
      let answer: T;
      try {
        answer = await work(tx);
      } finally {
        this.confirm(opening, (await begun).opening);
      }
      await this.commit(connection, mode, () => tx.toFlush(answer));
      return answer;
    } catch (error) {
      await connection.script(['ROLLBACK']).catch(() => undefined);
      throw error;
    } finally {
      await connection.release();
    }
  }

  private async tryAtOnce<T>(
    context: TenantContext,
    plan: (tx: Transaction) => Promise<Planned<T>>,
  ): Promise<{ answer: T } | null> {
    const presumed = this.known;
    if (!presumed) return null;
    const connection = await Connection.open(this.dataSource);
    try {
      if (!connection.isPipelined) return null;
      const tx = new Transaction(connection, context, this.nowOf(presumed), presumed.settings);
      const { statements, answer } = await plan(tx);
      connection.gather('now');
      const sent = await Promise.allSettled([
        beginPresuming(connection, context, presumed),
        ...statements.map(({ sql, params }) => connection.prepared(sql, params)),
        connection.script([...tx.toFlush(answer), 'COMMIT']),
      ]);
      if (sent.every(({ status }) => status === 'fulfilled')) return { answer };
      void this.end(connection, 'ROLLBACK');
      return null;
    } catch {
      return null;
    } finally {
      await connection.release();
    }
  }

  private nowOf({ offsetMs }: Opening): Date {
    const real = (this.options.clock ?? systemClock).now().getTime();
    return new Date(real + (this.options.demo ? offsetMs : 0));
  }

  /** @throws Outdated so that the work is done again under what is in force. */
  private confirm(presumed: Opening, told: Opening): void {
    this.known = told;
    if (!sameOpening(presumed, told)) throw new Outdated();
  }

  private async commit(connection: Connection, mode: Mode, flush: () => string[]): Promise<void> {
    if (mode === 'READ WRITE') {
      await connection.script([...flush(), 'COMMIT']);
      return;
    }
    const ended = this.end(connection, 'COMMIT');
    if (!connection.isPipelined) await ended;
  }

  /** The end of what leaves nothing behind can't fail in a way that matters, and nobody waits for it. */
  private end(connection: Connection, how: 'COMMIT' | 'ROLLBACK'): Promise<unknown> {
    connection.gather('soon');
    return connection.script([how]).catch(() => undefined);
  }
}
