import { updateRows, VerificationTaskEntity, type Transaction } from '@quanheng/database';
import { DomainError, type TaskActor } from '@quanheng/domain';
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
import type { LongJobRunner } from '../long-job/long-job-runner.js';

const CHUNK = 500;

/** All tasks of a filter to one verifier. Done again after a crash it changes nothing twice. */
export const assignTasksByFilter: LongJobRunner<'task.assign'> = async ({ database }, run) => {
  const { criteria, verifierId } = run.params;
  const ids = await database.read(run.context, async (tx) => {
    const where = await taskConditions(tx, criteria, await findTaskActor(tx));
    return tx.query<{ id: string }>(
      `SELECT t.id FROM verification_task t WHERE ${where.toSql()} ORDER BY t.id`,
      where.params,
    );
  });
  const counts = { changed: 0, unchanged: 0, skippedTasks: 0 };
  for (let from = 0; from < ids.length; from += CHUNK) {
    await run.progress('CHANGE', from, ids.length);
    const chunk = ids.slice(from, from + CHUNK).map(({ id }) => id);
    const done = await database.write(run.context, (tx) => assignChunk(tx, chunk, verifierId));
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] += done[name];
  }
  const to = { id: verifierId ?? '', displayName: '' };
  await database.write(run.context, (tx) => tellAssignee(tx, verifierId ? to : null, counts.changed));
  return { counts };
};

async function assignChunk(tx: Transaction, ids: readonly string[], verifierId: string | null) {
  const to = await findAssignee(tx, verifierId);
  const actor = await findTaskActor(tx);
  const tasks = await tx.manager.find(VerificationTaskEntity, {
    where: { id: In([...ids]) },
    order: { id: 'ASC' },
    lock: { mode: 'pessimistic_write' },
  });
  const names = new Map(tasks.map((task) => [task.id, task.verifierName]));
  const different = tasks.filter((task) => task.verifierId !== (to?.id ?? null));
  const changed = different.filter((task) => isAssigned(task, actor, to));
  await updateRows(tx, VerificationTaskEntity, changed, ['status', 'verifierId', 'verifierName']);
  for (const task of changed) auditAssignment(tx, task, 'assign', names.get(task.id) ?? null);
  const unchanged = tasks.length - different.length;
  return { changed: changed.length, unchanged, skippedTasks: different.length - changed.length };
}

/** What is with the checker or over stays with who verified it. */
function isAssigned(task: VerificationTaskEntity, actor: TaskActor, to: Assignee): boolean {
  try {
    assignTask(task, actor, to);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
