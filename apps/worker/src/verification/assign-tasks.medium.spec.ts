import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AccountEntity,
  LongJobEntity,
  NotificationEntity,
  systemContext,
  VerificationTaskEntity,
  type TenantContext,
} from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import type { Role, TaskCriteria } from '@quanheng/domain';
import { startLongJob } from '@quanheng/operations';
import { uuidv7 } from 'uuidv7';
import pg from 'pg';
import type { LongJobRunner } from '../long-job/long-job-runner.js';
import { runLongJob } from '../long-job/run-long-job.handler.js';
import type { WorkerServices } from '../services.js';
import { assignTasksByFilter } from './assign-tasks.js';

// Real: PostgreSQL with row security, the handler of long work. The bookings behind the tasks aren't asked about: the
// reference to them is taken off. A worker that is killed between two chunks is one that throws there: each is committed.
let test: TestDatabase;
let verifier: TenantContext;
const institutionId = uuidv7();

beforeAll(async () => {
  test = await createTestDatabase();
  const owner = new pg.Client({ connectionString: test.ownerUrl });
  await owner.connect();
  await owner.query('ALTER TABLE verification_task DROP CONSTRAINT fk_verification_task_item');
  await owner.end();
  verifier = await anAccount(['VERIFIER']);
});
afterAll(() => test.close());

async function anAccount(roles: Role[], at = institutionId): Promise<TenantContext> {
  const id = uuidv7();
  await test.database.write(systemContext(), (tx) =>
    tx.manager.insert(AccountEntity, {
      ...{ id, loginName: id, loginKey: id, displayName: '演示人员', passwordHash: 'none', status: 'ACTIVE' },
      ...{ roles, institutionId: at },
    }),
  );
  const own = { accountId: id, accountName: '演示人员', institutionId: at, roles };
  return { ...systemContext(), kind: 'institution', ...own };
}

/** So many tasks of one kind, by which the filter tells them from those of the other tests. */
async function tasks(categoryCode: string, count: number, changes: Partial<VerificationTaskEntity> = {}) {
  const rows = Array.from({ length: count }, () => {
    const id = uuidv7();
    const links = {
      appointmentId: id,
      appointmentItemId: id,
      receiptId: id,
      instrumentId: id,
      departmentId: id,
    };
    const own = { enterpriseId: id, institutionId, caseNumber: id, enterpriseName: '演示' };
    return { id, version: 1, ...links, ...own, dueOn: '2026-12-21', instrument: { categoryCode } };
  });
  await test.database.write(systemContext(), (tx) =>
    tx.manager.insert(
      VerificationTaskEntity,
      rows.map((row) => ({ ...row, status: 'WAITING' as const, ...changes })) as never,
    ),
  );
}

const ask = (by: TenantContext, criteria: TaskCriteria, to: string | null = verifier.accountId) =>
  test.database.write(by, (tx) => startLongJob(tx, 'task.assign', { criteria, verifierId: to }));
const work = (longJobId: string, runner: LongJobRunner<'task.assign'> = assignTasksByFilter) =>
  runLongJob({ database: test.database } as WorkerServices, { 'task.assign': runner } as never)(
    { longJobId },
    { signal: new AbortController().signal, requestId: undefined, attempt: 1 },
  );
const find = (id: string) =>
  test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(LongJobEntity, { id }));
/** How many tasks stand so, and how often each was handed out by the audit log. */
const stand = (code: string) =>
  test.database.read(systemContext(), (tx) =>
    tx.query<{ of: string | null; version: number }>(
      `SELECT verifier_id AS of, version, count(*)::int AS tasks, sum((SELECT count(*) FROM audit_event e
         WHERE e.object_id = t.id::text AND e.action = 'task.assign'))::int AS audited
       FROM verification_task t WHERE instrument->>'categoryCode' = $1 GROUP BY 1, 2 ORDER BY 2`,
      [code],
    ),
  );
const change = (sql: string, id: string | null) =>
  test.database.write(systemContext(), (tx) => tx.query(sql, [id]));
const told = async (accountId: string | null) =>
  (
    await test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(NotificationEntity, { template: 'tasks.assigned', accountId: accountId ?? '' }),
    )
  ).map(({ params }) => params);

describe('handing out all results of a filter', () => {
  it('gives every task once where the worker is killed on the way, with the figures and one message of the whole', async () => {
    await tasks('91001', 1101);
    const scheduler = await anAccount(['SCHEDULER']);
    const { id } = await ask(scheduler, { scope: 'UNASSIGNED', categoryCode: '91001' });
    let chunks = 0;
    const killed: LongJobRunner<'task.assign'> = (services, run) =>
      assignTasksByFilter(services, {
        ...run,
        progress: async () => {
          if (++chunks === 2) throw new Error('killed');
        },
      });
    await expect(work(id, killed)).rejects.toThrow('killed');
    expect(await stand('91001')).toMatchObject([
      { of: null, version: 1, tasks: 601, audited: 0 },
      { of: verifier.accountId, version: 2, tasks: 500, audited: 500 },
    ]);
    expect(await told(verifier.accountId)).toEqual([]);
    await work(id);
    const all = [{ of: verifier.accountId, version: 2, tasks: 1101, audited: 1101 }];
    expect(await stand('91001')).toMatchObject(all);
    const counts = { changed: 1101, unchanged: 0, skippedTasks: 0 };
    expect(await find(id)).toMatchObject({ status: 'DONE', counts });
    expect(await told(verifier.accountId)).toEqual([{ count: 1101 }]);
    // A second delivery of the same job, and the same asked again.
    await work(id);
    const again = await ask(scheduler, { categoryCode: '91001' });
    await work(again.id);
    expect(await stand('91001')).toMatchObject(all);
    expect((await find(again.id)).counts).toEqual({ changed: 0, unchanged: 1101, skippedTasks: 0 });
    expect(await told(verifier.accountId)).toHaveLength(1);
  });

  it('gives every task once where two workers hold the same job', async () => {
    await tasks('91002', 620);
    const to = await anAccount(['VERIFIER']);
    const { id } = await ask(await anAccount(['SCHEDULER']), { categoryCode: '91002' }, to.accountId);
    await Promise.all([work(id), work(id)]);
    expect(await stand('91002')).toMatchObject([{ of: to.accountId, version: 2, tasks: 620, audited: 620 }]);
  });

  it('leaves what is with the checker or over, what needs a verifier, and what is another institution’s', async () => {
    const admin = await anAccount(['INSTITUTION_ADMIN']);
    const other = { verifierId: uuidv7(), verifierName: '演示检定员乙' };
    for (const status of ['TO_CHECK', 'DONE', 'UNABLE'] as const)
      await tasks('91003', 1, { status, ...other });
    await tasks('91003', 1, { status: 'IN_PROGRESS', ...other });
    await tasks('91003', 2, other);
    await tasks('91003', 1, { institutionId: uuidv7(), ...other });
    const nobody = await ask(admin, { categoryCode: '91003' }, null);
    await work(nobody.id);
    expect((await find(nobody.id)).counts).toEqual({ changed: 2, unchanged: 0, skippedTasks: 4 });
    const given = await ask(admin, { categoryCode: '91003' });
    await work(given.id);
    expect((await find(given.id)).counts).toEqual({ changed: 3, unchanged: 0, skippedTasks: 3 });
    expect((await stand('91003')).filter(({ version }) => version === 1)).toMatchObject([{ tasks: 4 }]);
  });

  it('is refused to a verifier who left and by a person who may no longer hand out, meanwhile', async () => {
    await tasks('91004', 1);
    const leaver = await anAccount(['VERIFIER']);
    const scheduler = await anAccount(['SCHEDULER']);
    const toLeaver = await ask(scheduler, { categoryCode: '91004' }, leaver.accountId);
    const byFormer = await ask(scheduler, { categoryCode: '91004' });
    await change(`UPDATE account SET status = 'DISABLED' WHERE id = $1`, leaver.accountId);
    await work(toLeaver.id);
    await change(`UPDATE account SET roles = '{REVIEWER}' WHERE id = $1`, scheduler.accountId);
    await work(byFormer.id);
    expect(await find(toLeaver.id)).toMatchObject({
      status: 'FAILED',
      errorCode: 'verification.verifier-unknown',
    });
    expect(await find(byFormer.id)).toMatchObject({
      status: 'FAILED',
      errorCode: 'workflow.role-not-allowed',
    });
    expect(await stand('91004')).toMatchObject([{ of: null, version: 1, tasks: 1, audited: 0 }]);
  });
});
