import { errorText, type ErrorCode } from '@quanheng/domain';
import { computed, reactive } from 'vue';
import { answer, taskBatchRecord, taskDecide, type BulkResultDto, type TaskRowDto } from '../../app/client';
import { currentLanguage } from '../../app/i18n';
import { newKey } from '../../app/idempotencyKey';
import type { Exception } from './batchExceptions';
import { sendBatch, type BatchRow, type BatchServer } from './sendBatch';

/** The instruments of a batch, what came out otherwise, and how far the sending is. */
export function useBatch(tasks: readonly TaskRowDto[]) {
  const rows = reactive<BatchRow[]>(
    tasks.map(({ id, version }) => ({ id, version, done: false, refusal: '' })),
  );
  const exceptions = reactive(new Map<string, Exception>());
  const own = reactive(new Map<string, Record<string, string>>());
  const progress = reactive({ done: 0, total: 0 });

  /** The same intention has one key until it is answered, so that a lost answer has one effect. */
  const keys = new Map<string, string>();
  async function once(what: string, body: unknown, call: (key: string) => Promise<BulkResultDto>) {
    const intention = `${what} ${JSON.stringify(body)}`;
    const key = keys.get(intention) ?? newKey();
    keys.set(intention, key);
    const result = await call(key);
    keys.delete(intention);
    return result;
  }
  const server: BatchServer = {
    record: (body) =>
      once('record', body, (key) => answer(taskBatchRecord({ headers: { 'Idempotency-Key': key }, body }))),
    submit: (items) => {
      const body = { action: 'submit' as const, items };
      return once('submit', body, (key) => answer(taskDecide({ headers: { 'Idempotency-Key': key }, body })));
    },
    textOf: ({ code, details }) => errorText(code as ErrorCode, currentLanguage(), details as never),
  };

  const isDone = (id: string) => rows.some((row) => row.id === id && row.done);
  return {
    rows,
    exceptions,
    own,
    progress,
    open: computed(() => tasks.filter(({ id }) => !isDone(id))),
    refusalOf: (id: string) => rows.find((row) => row.id === id)?.refusal ?? '',
    send: (given: Parameters<typeof sendBatch>[1]) =>
      sendBatch(rows, given, server, (done, total) => Object.assign(progress, { done, total })).finally(() =>
        Object.assign(progress, { done: 0, total: 0 }),
      ),
  };
}
