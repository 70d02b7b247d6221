import type { TenantContext, Transaction } from '@quanheng/database';
import {
  addDays,
  AUDIT_MODULES,
  DomainError,
  startOfBusinessDate,
  type AuditFilter,
  type AuditKind,
} from '@quanheng/domain';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MODULE = `split_part(action, '.', 1)`;

/** A filter in SQL: conditions and the values of their placeholders. */
export interface AuditCondition {
  readonly sql: string;
  readonly params: unknown[];
}

/**
 * What of the log belongs to whom: an admin's own enterprise or institution; row security says the same, this finds the
 * index. The platform's admin sees no business, by row security alone.
 */
export async function auditCondition(
  tx: Transaction,
  context: TenantContext,
  filter: AuditFilter,
): Promise<AuditCondition> {
  const params: unknown[] = [];
  const put = (value: unknown) => `$${params.push(value)}`;
  const conditions = [tenantCondition(context, put)];
  if (filter.kind) conditions.push(kindCondition(filter.kind, put));
  if (filter.action) {
    const action = put(filter.action.toLowerCase());
    conditions.push(`(action = ${action} OR ${MODULE} = ${action})`);
  }
  if (filter.person) conditions.push(personCondition(filter.person, put));
  if (filter.object) conditions.push(`object_id = ANY(${put(await objectIds(tx, filter.object))})`);
  if (filter.from) conditions.push(`at >= ${put(startOfBusinessDate(filter.from))}`);
  if (filter.to) conditions.push(`at < ${put(startOfBusinessDate(addDays(filter.to, 1)))}`);
  return { sql: conditions.join(' AND '), params };
}

type Put = (value: unknown) => string;

function tenantCondition({ kind, enterpriseId, institutionId }: TenantContext, put: Put): string {
  if (kind === 'enterprise') return `enterprise_id = ${put(enterpriseId)}`;
  if (kind === 'institution') return `institution_id = ${put(institutionId)}`;
  if (kind === 'platform') return 'true';
  throw new DomainError('access.forbidden');
}

function kindCondition(kind: AuditKind, put: Put): string {
  const security = `(${MODULE} = ANY(${put(AUDIT_MODULES.SECURITY)}) OR split_part(action, '.', 2) = 'unmask')`;
  if (kind === 'SECURITY') return security;
  const configuration = `${MODULE} = ANY(${put(AUDIT_MODULES.CONFIGURATION)})`;
  return kind === 'CONFIGURATION'
    ? `(${configuration} AND NOT ${security})`
    : `NOT (${configuration} OR ${security})`;
}

function personCondition(person: string, put: Put): string {
  if (UUID.test(person)) return `actor_id = ${put(person)}::uuid`;
  return `actor_name ILIKE ${put(`%${person.replace(/[\\%_]/g, '\\$&')}%`)}`;
}

/** People know numbers, the log knows ids; the look-up sees what the caller may see. */
async function objectIds(tx: Transaction, text: string): Promise<string[]> {
  if (UUID.test(text)) return [text.toLowerCase()];
  const rows = await tx.query<{ id: string }>(
    `SELECT id::text FROM registration WHERE case_number = $1
     UNION ALL SELECT id::text FROM filing WHERE case_number = $1
     UNION ALL SELECT id::text FROM filing_item WHERE filing_id IN (SELECT id FROM filing WHERE case_number = $1)
     UNION ALL SELECT id::text FROM appointment WHERE case_number = $1
     UNION ALL SELECT id::text FROM receipt WHERE case_number = $1
     UNION ALL SELECT id::text FROM certificate WHERE number = $1
     UNION ALL SELECT id::text FROM instrument WHERE serial_number = $1 LIMIT 10000`,
    [text],
  );
  return [text, ...rows.map(({ id }) => id)];
}
