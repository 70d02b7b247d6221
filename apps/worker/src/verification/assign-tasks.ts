import { updateRows, VerificationTaskEntity, type Transaction } from '@quanheng/database';
import { DomainError, type AssignmentReached, type TaskActor } from '@quanheng/domain';
import {
  assignTask,
  auditAssignment,
  findAssignee,
  findTaskActor,
  taskConditions,
  tellAssignee,
  type Assignee,
} from '@quanheng/operations';
import { In } from 'typeorm';
import type { LongJobRun, LongJobRunner } from '../long-job/long-job-runner.js';

const CHUNK = 500;
type Counts = AssignmentReached['counts'];
type Run = LongJobRun<'task.assign'>;

/**
 * All tasks of a filter to one verifier, a chunk a transaction. How far it is goes with each chunk: after a crash it
 * goes on there, and counts and the one message are those of the whole.
 */
export const assignTasksByFilter: LongJobRunner<'task.assign'> = async ({ database }, run) => {
  const { reached } = run.params;
  let counts: Counts = reached?.counts ?? { changed: 0, unchanged: 0, skippedTasks: 0 };
  const before = counts.changed + counts.unchanged + counts.skippedTasks;
  const ids = await database.read(run.context, (tx) => findIds(tx, run));
  for (let from = 0; from < ids.length; from += CHUNK) {
    await run.progress('CHANGE', before + from, before + ids.length);
    const chunk = ids.slice(from, from + CHUNK);
    const isLast = from + CHUNK >= ids.length;
    counts = await database.write(run.context, (tx) => assignChunk(tx, run, { chunk, counts, isLast }));
  }
  return { counts: { ...counts } };
};

async function findIds(tx: Transaction, { params }: Run): Promise<string[]> {
  const where = await taskConditions(tx, params.criteria, await findTaskActor(tx));
  if (params.reached) where.add(`t.id > ${where.param(params.reached.taskId)}::uuid`);
  const rows = await tx.query<{ id: string }>(
    `SELECT t.id FROM verification_task t WHERE ${where.toSql()} ORDER BY t.id`,
    where.params,
  );
  return rows.map(({ id }) => id);
}

interface Step {
  readonly chunk: readonly string[];
  readonly counts: Counts;
  readonly isLast: boolean;
}

async function assignChunk(tx: Transaction, run: Run, { chunk, counts, isLast }: Step): Promise<Counts> {
  const to = await findAssignee(tx, run.params.verifierId);
  const actor = await findTaskActor(tx);
  const tasks = await tx.manager.find(VerificationTaskEntity, {
    where: { id: In([...chunk]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const names = new Map(tasks.map((task) => [task.id, task.verifierName]));
  const different = tasks.filter((task) => task.verifierId !== (to?.id ?? null));
  const changed = different.filter((task) => isAssigned(task, actor, to));
  await updateRows(tx, VerificationTaskEntity, changed, ['status', 'verifierId', 'verifierName']);
  for (const task of changed) auditAssignment(tx, task, 'assign', names.get(task.id) ?? null);
  const sum: Counts = {
    changed: counts.changed + changed.length,
    unchanged: counts.unchanged + tasks.length - different.length,
    skippedTasks: counts.skippedTasks + different.length - changed.length,
  };
  await keepReached(tx, run.id, { taskId: chunk.at(-1) ?? '', counts: sum });
  if (isLast) await tellAssignee(tx, to, sum.changed);
  return sum;
}

async function keepReached(tx: Transaction, id: string, reached: AssignmentReached): Promise<void> {
  await tx.query(
    `UPDATE long_job SET params = params || jsonb_build_object('reached', $2::jsonb) WHERE id = $1`,
    [id, JSON.stringify(reached)],
  );
}

const LEFT_AS_THEY_ARE: readonly string[] = ['workflow.move-not-allowed', 'verification.verifier-required'];

/** What is with the checker or over stays with who verified it; who may no longer hand out is refused. */
function isAssigned(task: VerificationTaskEntity, actor: TaskActor, to: Assignee): boolean {
  try {
    assignTask(task, actor, to);
    return true;
  } catch (error) {
    if (error instanceof DomainError && LEFT_AS_THEY_ARE.includes(error.code)) return false;
    throw error;
  }
}
