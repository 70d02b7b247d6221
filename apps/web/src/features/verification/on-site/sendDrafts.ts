import { asProblem, type ApiProblem } from '../../../app/problem';
import { isStored, type ArrivalDraft, type Drafts, type RecordDraft } from './drafts';
import type { BulkResultDto, ReceiptDto, TaskDto } from '../../../app/client';

/** The calls that sending makes, each with its idempotency key. */
export interface DraftServer {
  receive(draft: ArrivalDraft): Promise<ReceiptDto>;
  record(draft: RecordDraft): Promise<BulkResultDto>;
  submit(draft: RecordDraft): Promise<BulkResultDto>;
  task(id: string): Promise<TaskDto>;
  textOf(code: string, details: Record<string, unknown>): string;
}

/** Thrown inside: there is no way through now, and nothing was refused. */
class NoWay extends Error {}

const mayHelpLater = ({ status }: ApiProblem) =>
  status === 0 || status === 401 || status === 429 || status >= 500;

/**
 * Sends what waits, arrivals before the records that stand on them, one after the other, and keeps after each what is
 * left. What was refused stays with the reason. True when nothing that waits is left.
 */
export async function sendDrafts(
  drafts: Drafts,
  server: DraftServer,
  keep: () => Promise<void>,
): Promise<boolean> {
  try {
    for (const arrival of drafts.arrivals.filter(({ refusal }) => !refusal)) {
      await sendArrival(drafts, arrival, server);
      await keep();
    }
    const waiting = drafts.records.filter((each) => each.taskId && !each.refusal && each.phase !== 'EDITING');
    for (const record of waiting) {
      await sendRecord(drafts, record, server, keep);
      await keep();
    }
    return true;
  } catch (error) {
    if (error instanceof NoWay) return false;
    throw error;
  }
}

async function attempt<T>(draft: ArrivalDraft | RecordDraft, call: () => Promise<T>): Promise<T | null> {
  try {
    return await call();
  } catch (error) {
    const problem = asProblem(error);
    if (mayHelpLater(problem)) throw new NoWay();
    draft.refusal = { code: problem.code, detail: problem.detail };
    return null;
  }
}

async function sendArrival(drafts: Drafts, arrival: ArrivalDraft, server: DraftServer): Promise<void> {
  const receipt = await attempt(arrival, () => server.receive(arrival));
  if (!receipt) return;
  const tasks = new Map(receipt.items.map(({ id, taskId }) => [id, taskId]));
  for (const record of drafts.records) {
    const taskId = record.taskId ? null : tasks.get(record.id);
    if (taskId) Object.assign(record, { taskId, version: 1 });
  }
  drafts.arrivals.splice(drafts.arrivals.indexOf(arrival), 1);
}

async function sendRecord(
  drafts: Drafts,
  draft: RecordDraft,
  server: DraftServer,
  keep: () => Promise<void>,
): Promise<void> {
  if (draft.phase === 'RECORD') {
    if (!(await passed(draft, server, await attempt(draft, () => server.record(draft))))) return;
    draft.phase = 'SUBMIT';
    await keep();
  }
  if (draft.handOver && !(await passed(draft, server, await attempt(draft, () => server.submit(draft)))))
    return;
  drafts.records.splice(drafts.records.indexOf(draft), 1);
}

/** True when the server has it: now, or from a sending whose answer was lost. */
async function passed(
  draft: RecordDraft,
  server: DraftServer,
  answer: BulkResultDto | null,
): Promise<boolean> {
  const result = answer?.results[0];
  if (!result) return false;
  if (result.ok) {
    draft.version = result.version ?? draft.version;
    return true;
  }
  if (result.code === 'record.stale') {
    const theirs = await attempt(draft, () => server.task(draft.taskId!));
    if (!theirs) return false;
    const alreadyThere =
      isStored(draft.record, theirs) && (draft.phase === 'RECORD' || theirs.status === 'TO_CHECK');
    if (alreadyThere) {
      draft.version = theirs.version;
      if (theirs.status === 'TO_CHECK') draft.handOver = false;
      return true;
    }
    draft.theirs = theirs;
  }
  const code = result.code ?? 'unknown';
  draft.refusal = { code, detail: server.textOf(code, result.details as Record<string, unknown>) };
  return false;
}
