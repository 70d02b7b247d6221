import type { Transaction } from '@quanheng/database';
import { taskActions, type TaskActor, type TaskCriteria } from '@quanheng/domain';
import { findTaskActor, nearDueUntil, OPEN_TASK, taskConditions } from '@quanheng/operations';
import type { Keyset } from '../platform/paging.js';
import type { TaskCountsDto, TaskPageDto, TaskQuery, TaskRowDto, TaskScopeQuery } from './task.dto.js';

const ROW = `t.id, t.version, t.case_number AS "caseNumber", t.status, t.due_on AS "dueOn",
  t.enterprise_name AS "enterpriseName", t.instrument->>'name' AS "instrumentName", t.instrument->>'model' AS model,
  t.instrument->>'serialNumber' AS "serialNumber", t.instrument->>'categoryCode' AS "categoryCode",
  t.instrument->>'verificationMode' AS mode, t.department_id AS "departmentId", d.name AS "departmentName",
  t.verifier_id AS "verifierId", t.verifier_name AS "verifierName",
  t.checker_name AS "checkerName", t.conclusion, t.verified_on AS "verifiedOn", t.valid_until AS "validUntil"`;

/** A queue comes by due date; what is over, and all states together, newest first. */
export async function findTasks(tx: Transaction, query: TaskQuery, keyset: Keyset): Promise<TaskPageDto> {
  const byDate = query.status ? !['DONE', 'UNABLE'].includes(query.status) : query.overdue || query.nearDue;
  const actor = await findTaskActor(tx);
  const criteria: TaskCriteria = { ...query, scope: query.mine ? 'MINE' : query.scope };
  const where = await taskConditions(tx, criteria, actor);
  const [due, id] = keyset.position ?? [];
  if (id)
    where.add(
      byDate
        ? `(t.due_on, t.id) > (${where.param(due)}::date, ${where.param(id)}::uuid)`
        : `t.id < ${where.param(id)}::uuid`,
    );
  const rows = await tx.query<TaskRowDto>(
    `SELECT ${ROW} FROM verification_task t LEFT JOIN department d ON d.id = t.department_id
     WHERE ${where.toSql()} ORDER BY ${byDate ? 't.due_on, t.id' : 't.id DESC'} LIMIT ${where.param(keyset.limit + 1)}`,
    where.params,
  );
  const near = await nearDueUntil(tx);
  return keyset.toPage(
    rows,
    (row) => [row.dueOn, row.id],
    (row) => ({
      ...(tx.context.kind === 'enterprise' ? withoutFindings(row) : row),
      ...standingOf(row, tx, near, actor),
    }),
  );
}

/** What is said of a task besides its columns: how late it is, and what the caller may do. */
export function standingOf(
  task: Pick<TaskRowDto, 'status' | 'dueOn' | 'departmentId' | 'verifierId' | 'verifierName'>,
  { today }: Pick<Transaction, 'today'>,
  near: string,
  actor: TaskActor,
): Pick<TaskRowDto, 'overdue' | 'nearDue' | 'actions'> {
  const open = task.status !== 'DONE' && task.status !== 'UNABLE';
  const overdue = open && task.dueOn < today;
  return {
    overdue,
    nearDue: open && !overdue && task.dueOn <= near,
    actions: taskActions(task, actor),
  };
}

/** A client follows the progress; what was found is said by the certificate once it is issued. */
function withoutFindings(row: TaskRowDto): TaskRowDto {
  return { ...row, conclusion: null, verifiedOn: null, validUntil: null };
}

interface Counted {
  status: string;
  count: number;
}

/** Only what is not over is counted: it is what waits, and it stays few. The states count within the scope. */
export async function countTasks(tx: Transaction, query: TaskScopeQuery): Promise<TaskCountsDto> {
  const actor = await findTaskActor(tx);
  const where = await taskConditions(tx, query, actor);
  const byStatus = await tx.query<Counted>(
    `SELECT t.status, count(*)::int AS count FROM verification_task t WHERE ${where.toSql()} AND ${OPEN_TASK}
     GROUP BY t.status`,
    where.params,
  );
  const all = await taskConditions(tx, {}, actor);
  const [figures] = await tx.query<Omit<TaskCountsDto, 'counts' | 'today'>>(
    `SELECT count(*) FILTER (WHERE t.verifier_id = $1)::int AS mine,
       count(*) FILTER (WHERE $2::uuid IS NULL OR t.department_id = $2)::int AS department,
       count(*) FILTER (WHERE t.verifier_id IS NULL AND ($2::uuid IS NULL OR t.department_id = $2))::int AS unassigned,
       count(*) FILTER (WHERE t.due_on BETWEEN $3::date AND $4::date)::int AS "nearDue",
       count(*) FILTER (WHERE t.due_on < $3::date)::int AS overdue
     FROM verification_task t WHERE ${all.toSql()} AND ${OPEN_TASK}`,
    [
      actor.accountId,
      actor.roles.includes('VERIFIER') ? actor.departmentId : null,
      tx.today,
      await nearDueUntil(tx),
    ],
  );
  return {
    counts: Object.fromEntries(byStatus.map((row) => [row.status, row.count])),
    ...(figures as Omit<TaskCountsDto, 'counts' | 'today'>),
    today: tx.today,
  };
}
