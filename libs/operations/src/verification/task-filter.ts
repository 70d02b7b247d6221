import { findCalendar, type Transaction } from '@quanheng/database';
import { addWorkingDays, type BusinessDate, type TaskActor, type TaskCriteria } from '@quanheng/domain';
import { Conditions } from '../instrument/ledger-filter.js';

const SEARCHED = `lower(concat_ws(' ', t.case_number, t.enterprise_name, t.instrument->>'name', t.instrument->>'model',
  t.instrument->>'serialNumber', t.instrument->>'ownNumber'))`;
export const OPEN_TASK = `t.status NOT IN ('DONE', 'UNABLE')`;

/** The last due date that counts as near today (`domain.md` section 9). */
export async function nearDueUntil(tx: Transaction): Promise<BusinessDate> {
  return addWorkingDays(tx.today, tx.settings.taskNearDueWorkingDays, await findCalendar(tx));
}

/** The department of the caller's account, with its roles: what the rules of a task ask about a person. */
export async function findTaskActor(tx: Transaction): Promise<TaskActor & { accountName: string | null }> {
  const { accountId, accountName, roles } = tx.context;
  const rows = await tx.query<{ departmentId: string | null }>(
    'SELECT department_id AS "departmentId" FROM account WHERE id = $1',
    [accountId],
  );
  return { accountId, accountName, roles, departmentId: rows[0]?.departmentId ?? null };
}

/** A filter of the list as conditions on `verification_task t`, on the caller's own axis. */
export async function taskConditions(
  tx: Transaction,
  criteria: TaskCriteria,
  actor: TaskActor,
): Promise<Conditions> {
  const where = new Conditions();
  const equal = (column: string, value: unknown, type: string) =>
    value === undefined || value === '' || where.add(`${column} = ${where.param(value)}::${type}`);
  // Row security says the same, this lets the index be used.
  where.add(
    tx.context.kind === 'enterprise'
      ? 't.enterprise_id = ctx_enterprise_id()'
      : 't.institution_id = ctx_institution_id()',
  );
  equal('t.status', criteria.status, 'text');
  equal('t.department_id', criteria.departmentId, 'uuid');
  equal('t.verifier_id', criteria.verifierId, 'uuid');
  equal(`t.instrument->>'verificationMode'`, criteria.mode, 'text');
  equal(`t.instrument->>'categoryCode'`, criteria.categoryCode, 'text');
  equal('t.receipt_id', criteria.receiptId, 'uuid');
  equal('t.appointment_id', criteria.appointmentId, 'uuid');
  addScope(where, criteria, actor);
  if (criteria.overdue) where.add(`${OPEN_TASK} AND t.due_on < ${where.param(tx.today)}::date`);
  if (criteria.nearDue) {
    const until = await nearDueUntil(tx);
    where.add(
      `${OPEN_TASK} AND t.due_on BETWEEN ${where.param(tx.today)}::date AND ${where.param(until)}::date`,
    );
  }
  if (criteria.q) where.add(`position(lower(${where.param(criteria.q)}) in ${SEARCHED}) > 0`);
  return where;
}

function addScope(where: Conditions, { scope }: TaskCriteria, actor: TaskActor): void {
  if (scope === 'MINE') where.add(`t.verifier_id = ${where.param(actor.accountId)}::uuid`);
  if (scope === 'UNASSIGNED') where.add(`t.verifier_id IS NULL AND ${OPEN_TASK}`);
  // Who has no department helps in all of them.
  if (scope !== 'MINE' && scope && actor.departmentId && actor.roles.includes('VERIFIER'))
    where.add(`t.department_id = ${where.param(actor.departmentId)}::uuid`);
}
