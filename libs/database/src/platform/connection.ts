import { createHash } from 'node:crypto';
import pg, { type PoolClient, type QueryResult } from 'pg';
import type { DataSource, QueryRunner } from 'typeorm';

/** A text as it may stand in a script. */
export const literal = (text: string) => pg.escapeLiteral(text);

/** A connection remembers its plans for as long as it lives: no more than these are asked of it. */
const MAX_PREPARED = 300;
const names = new Map<string, string>();

/** What of pg's client isn't in its types. */
interface Wired {
  readonly pipeline?: boolean;
  readonly connection: { readonly stream: { cork(): void; uncork(): void } };
}

/** One connection of the pool, taken for one transaction; below TypeORM's runner, which costs more than a short statement. */
export class Connection {
  private constructor(
    /** For entities; shares the connection. */
    readonly runner: QueryRunner,
    private readonly client: PoolClient & Wired,
  ) {}

  static async open(dataSource: DataSource): Promise<Connection> {
    const runner = dataSource.createQueryRunner();
    return new Connection(runner, (await runner.connect()) as PoolClient & Wired);
  }

  /** Whether a statement is sent before the one before it was answered. */
  get isPipelined(): boolean {
    return this.client.pipeline === true;
  }

  /** Rows; an UPDATE or DELETE is answered as [rows, count], as TypeORM does. */
  async query(text: string, values: unknown[]): Promise<unknown[]> {
    return answerOf(await this.client.query(text, values));
  }

  /** The same, planned once a connection: for statements that come often and differ in their parameters only. */
  async prepared(text: string, values: unknown[]): Promise<unknown[]> {
    return answerOf(await this.client.query({ name: nameOf(text), text, values }));
  }

  /** Several statements in one round trip. No parameters: what comes from outside must be a literal already. */
  async script(statements: readonly string[]): Promise<QueryResult[]> {
    const results = (await this.client.query(statements.join(';\n'))) as QueryResult | QueryResult[];
    return Array.isArray(results) ? results : [results];
  }

  /**
   * What is sent from here until the code that runs now waits for something goes out as one packet: a write to a socket is
   * dear. What nobody waits for may go with whatever the connection is used for next.
   */
  gather(urgency: 'now' | 'soon'): void {
    const { stream } = this.client.connection;
    stream.cork();
    (urgency === 'now' ? process.nextTick : setImmediate)(() => stream.uncork());
  }

  /** TypeORM would otherwise open, and commit, a transaction of its own for an entity. */
  markBegun(begun: boolean): void {
    (this.runner as { isTransactionActive: boolean }).isTransactionActive = begun;
  }

  async release(): Promise<void> {
    this.markBegun(false);
    await this.runner.release();
  }
}

function answerOf({ command, rows, rowCount }: QueryResult): unknown[] {
  return command === 'UPDATE' || command === 'DELETE' ? [rows, rowCount] : rows;
}

function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MAX_PREPARED) return known;
  const name = `q${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
  names.set(text, name);
  return name;
}
