import { DomainError, toSettings, type RuleSettings } from '@quanheng/domain';
import type { QueryResult } from 'pg';
import { literal, type Connection } from './connection.js';
import type { TenantContext } from './tenant-context.js';

export type Mode = 'READ ONLY' | 'READ WRITE';

/** What a transaction is told when it begins: how far the demo's clock is off, and the operator's numbers. */
export interface Opening {
  readonly offsetMs: number;
  readonly settings: RuleSettings;
  /** The numbers as they are stored, by which two openings are told apart. */
  readonly stored: string;
}

export interface Begun {
  readonly opening: Opening;
  /** The answer to this very request when it was made before. */
  readonly earlier: { readonly response: unknown } | null;
}

const isRepeatable = ({ idempotency }: TenantContext, mode: Mode) =>
  mode === 'READ WRITE' && idempotency !== undefined;

/** Whether the transaction may go on before its beginning is answered: not where the answer may already be there. */
export const maySpeculate = (context: TenantContext, mode: Mode) => !isRepeatable(context, mode);

export const sameOpening = (a: Opening, b: Opening) => a.offsetMs === b.offsetMs && a.stored === b.stored;

/**
 * In one round trip: makes the context local to the transaction, tells offset and settings, and looks for the answer to a
 * request that was made before.
 */
export async function begin(
  connection: Connection,
  context: TenantContext,
  mode: Mode,
  known: Opening | undefined,
): Promise<Begun> {
  const { kind, accountId, enterpriseId, institutionId, registrationId } = context;
  const values = [kind, accountId, enterpriseId, institutionId, registrationId].map((v) => literal(v ?? ''));
  const branch = `set_config('app.branch_id', ${literal(context.branchId ?? '')}, true)`;
  const statements = [`BEGIN ${mode}`, `SELECT c.* FROM begin_context(${values.join(', ')}) c, ${branch} b`];
  connection.markBegun(true);
  const repeatable = isRepeatable(context, mode);
  const results = await connection.script(repeatable ? [...statements, ...claim(context)] : statements);
  const [row] = (results[1] as QueryResult<{ offset_ms: number | null; rules: unknown }>).rows;
  const stored = JSON.stringify(row?.rules ?? {});
  const settings = known?.stored === stored ? known.settings : toSettings(row?.rules);
  const opening = { offsetMs: row?.offset_ms ?? 0, stored, settings };
  return { opening, earlier: repeatable ? earlierAnswer(context, results.slice(2)) : null };
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
