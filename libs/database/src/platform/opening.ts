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
  const { key = '' } = (isRepeatable(context, mode) && context.idempotency) || {};
  connection.markBegun(true);
  const [, told] = await connection.script([
    `BEGIN ${mode}`,
    `SELECT * FROM begin_request(${callerOf(context, mode)})`,
  ]);
  const [row] = (told as QueryResult<Told>).rows as [Told];
  const stored = JSON.stringify(row.rules ?? {});
  const settings = known?.stored === stored ? known.settings : toSettings(row.rules);
  const opening = { offsetMs: row.offset_ms ?? 0, stored, settings };
  return { opening, earlier: key ? earlierAnswer(context, row) : null };
}

/** Begins a write that goes on without waiting; it fails as a whole where something else than `presumed` is in force. */
export async function beginPresuming(
  connection: Connection,
  context: TenantContext,
  { offsetMs, stored }: Opening,
): Promise<void> {
  await connection.script([
    'BEGIN READ WRITE',
    `SELECT begin_presuming(${callerOf(context, 'READ WRITE')}, ${offsetMs}, ${literal(stored)})`,
  ]);
}

function callerOf(context: TenantContext, mode: Mode): string {
  const { kind, accountId, enterpriseId, institutionId, registrationId, branchId } = context;
  const { scope = '', key = '' } = (isRepeatable(context, mode) && context.idempotency) || {};
  const values = [kind, accountId, enterpriseId, institutionId, registrationId, branchId, scope, key];
  return values.map((value) => literal(value ?? '')).join(', ');
}

/** A row of `begin_request`; the last three where it was asked for a key. */
interface Told {
  readonly offset_ms: number | null;
  readonly rules: unknown;
  readonly is_taken: boolean | null;
  readonly request_hash: string | null;
  readonly response: unknown;
}

function earlierAnswer({ idempotency }: TenantContext, told: Told): { response: unknown } | null {
  if (!told.is_taken) throw new DomainError('request.idempotency-in-flight', { retryAfter: 1 });
  if (told.request_hash === null) return null;
  if (told.request_hash !== idempotency?.requestHash) throw new DomainError('request.idempotency-key-reused');
  return { response: told.response };
}
