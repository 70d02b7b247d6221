import { Injectable } from '@nestjs/common';
import { AccountEntity, Database, type TenantContext, type Transaction } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import type { AssigneeDto, AssigneeListDto, AssignmentQuery } from './case-assignment.dto.js';

export type AssignedTable = 'registration' | 'profile_change';
interface Case {
  readonly id: string;
  readonly institutionId: string | null;
  readonly assignedTo: string | null;
}

/** Which reviewer has taken which case. It is no part of the case: taking one leaves its version as it is. */
@Injectable()
export class CaseAssignments {
  constructor(private readonly database: Database) {}

  /** Who could take a case: the reviewers of the caller's institution. */
  reviewers(context: TenantContext): Promise<AssigneeListDto> {
    return this.database.read(context, async (tx) => ({
      items: await tx.query<AssigneeDto>(
        `SELECT id, display_name AS name, id = $2 AS mine FROM account
         WHERE institution_id = $1 AND 'REVIEWER' = ANY(roles) AND status = 'ACTIVE'
         ORDER BY display_name, id LIMIT 500`,
        [context.institutionId, context.accountId],
      ),
    }));
  }

  /** @throws DomainError `record.not-found`, `review.reviewer-unknown` */
  assign(context: TenantContext, table: AssignedTable, id: string, to: string | null): Promise<void> {
    return this.database.write(context, async (tx) => {
      const [row] = await tx.query<{ before: string | null }>(
        `WITH old AS (SELECT id, assigned_to FROM ${table}
                      WHERE id = $1 AND institution_id = $3 AND status <> 'DRAFT' FOR UPDATE),
              done AS (UPDATE ${table} c SET assigned_to = $2 FROM old WHERE c.id = old.id RETURNING old.assigned_to)
         SELECT assigned_to AS before FROM done`,
        [id, to, context.institutionId],
      );
      if (!row) throw new DomainError('record.not-found', { id });
      // After the case: whose it isn't, isn't told anything else. What was written goes with the transaction.
      if (to && !(await isReviewer(tx, to))) throw new DomainError('review.reviewer-unknown');
      const objectType = table.replace('_', '-');
      const after = { assignedTo: to };
      tx.audit({
        action: `${objectType}.assign`,
        objectType,
        objectId: id,
        before: { assignedTo: row.before },
        after,
      });
    });
  }
}

async function isReviewer(tx: Transaction, id: string): Promise<boolean> {
  const account = await tx.manager.findOneBy(AccountEntity, {
    id,
    institutionId: tx.context.institutionId ?? '',
  });
  return account?.status === 'ACTIVE' && account.roles.includes('REVIEWER');
}

/** Another's case is taken over first, so that two don't work on one. @throws DomainError `review.assigned-to-other` */
export async function assertNotAnothers(tx: Transaction, context: TenantContext, row: Case): Promise<void> {
  if (!row.assignedTo || row.assignedTo === context.accountId) return;
  const other = await findAssignee(tx, row.assignedTo, context);
  if (other) throw new DomainError('review.assigned-to-other', { name: other.name });
}

export async function findAssignee(
  tx: Transaction,
  id: string | null,
  context: TenantContext,
): Promise<AssigneeDto | null> {
  if (!id || context.kind === 'registrant' || !context.institutionId) return null;
  const account = await tx.manager.findOneBy(AccountEntity, { id, institutionId: context.institutionId });
  return account && { id, name: account.displayName, mine: id === context.accountId };
}

/** The condition of a list's filter on `c.assigned_to`, the caller being `parameter`. */
export function assignedCondition({ assigned }: AssignmentQuery, parameter: string): string {
  if (assigned === 'MINE') return `AND c.assigned_to = ${parameter}`;
  return assigned === 'UNASSIGNED'
    ? `AND c.assigned_to IS NULL AND ${parameter}::uuid IS NOT NULL`
    : `AND ${parameter}::uuid IS NOT NULL`;
}

/** A row of a list with the columns `assignee_id` and `assignee_name` turned into who it is. */
export function toAssignee(
  id: string | null,
  name: string | null,
  context: TenantContext,
): AssigneeDto | null {
  return id ? { id, name: name ?? '', mine: id === context.accountId } : null;
}
