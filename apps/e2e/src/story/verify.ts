import {
  standardCreate,
  taskBatchRecord,
  taskCheck,
  taskDecide,
  taskFind,
  type BatchRecordDto,
  type BulkResultDto,
  type TaskDecisionsDto,
  type TaskRowDto,
} from '@quanheng/api-client';
import { addDays } from '@quanheng/domain';
import { allPages } from '../client/all-pages.js';
import { answer, once, onVersion, refusal, type Person, type Refusal } from '../client/person.js';
import { today, type Stage } from './cast.js';

const RIGHT = [{ item: '外观', requirement: '无影响计量性能的缺陷', result: '符合要求', pass: true }];
const WRONG = [...RIGHT, { item: '示值误差', requirement: '±0.026 MPa', result: '+0.051 MPa', pass: false }];

/** Step 8, the verifier: one record a kind, in which the exception says otherwise; then all go to the checker. */
export async function verify(
  stage: Stage,
  receiptIds: string[],
  failingSerial: string,
): Promise<TaskRowDto[]> {
  const tasks = await tasksOf(stage.cast.verifier, receiptIds);
  const record = await aRecord(stage);
  for (const categoryCode of new Set(tasks.map((task) => task.categoryCode))) {
    const batch = tasks.filter((task) => task.categoryCode === categoryCode);
    const failing = batch.filter(({ serialNumber }) => serialNumber === failingSerial);
    const exceptions = failing.map(({ id }) => ({ id, conclusion: 'FAIL' as const, results: WRONG }));
    const body: BatchRecordDto = { items: batch.map(toVersioned), record, exceptions };
    const { client } = stage.cast.verifier;
    const recorded = allDone(await answer(taskBatchRecord({ client, headers: once(), body })));
    await decide(stage.cast.verifier, 'submit', recorded);
    stage.journal.say(`${categoryCode}: ${batch.length - failing.length} PASS, ${failing.length} FAIL`);
  }
  return tasksOf(stage.cast.checker, receiptIds);
}

/** Whoever verified can't check: the record is still nobody's but the verifier's. */
export function checkOwn({ cast }: Stage, { id, version }: TaskRowDto): Promise<Refusal> {
  const { client } = cast.verifier;
  return refusal(
    taskCheck({ client, path: { id }, headers: onVersion(version), body: { decision: 'pass' } }),
  );
}

/** Another person passes them all. */
export async function check(stage: Stage, tasks: readonly TaskRowDto[]): Promise<void> {
  const done = await decide(stage.cast.checker, 'pass', tasks.map(toVersioned));
  stage.journal.say(`the checker passed ${done.length} records`);
}

const toVersioned = ({ id, version }: { id: string; version: number }) => ({ id, version });

async function decide(
  { client }: Person,
  action: TaskDecisionsDto['action'],
  items: TaskDecisionsDto['items'],
) {
  return allDone(await answer(taskDecide({ client, headers: once(), body: { action, items } })));
}

/** What a bulk request changed, in the new versions. @throws Error when anything was refused */
export function allDone({ results }: BulkResultDto): { id: string; version: number }[] {
  return results.map(({ id, ok, version, code, details }) => {
    if (!ok || version === null) throw new Error(`${id}: ${code} ${JSON.stringify(details)}`);
    return { id, version };
  });
}

async function tasksOf({ client }: Person, receiptIds: string[]): Promise<TaskRowDto[]> {
  const lists = receiptIds.map((receiptId) =>
    allPages((page) => taskFind({ client, query: { ...page, receiptId } })),
  );
  return (await Promise.all(lists)).flat();
}

async function aRecord(stage: Stage): Promise<BatchRecordDto['record']> {
  const { client } = stage.cast.verifier;
  const verifiedOn = await today(stage);
  const standard = await answer(
    standardCreate({
      client,
      headers: once(),
      body: {
        name: '演示精密压力表',
        number: `DEMO-${Date.now()}`,
        accuracy: '0.4 级',
        validUntil: addDays(verifiedOn, 365),
      },
    }),
  );
  return {
    regulation: 'JJG（演示）',
    standardIds: [standard.id],
    temperature: '20.5 ℃',
    humidity: '52 %RH',
    results: RIGHT,
    conclusion: 'PASS',
    verifiedOn,
  };
}
