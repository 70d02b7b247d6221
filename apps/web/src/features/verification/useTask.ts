import { useQuery, useQueryCache } from '@pinia/colada';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { etag } from '../../app/api';
import {
  answer,
  taskCheck,
  taskClaim,
  taskGet,
  taskHistory,
  taskPause,
  taskRecord,
  taskRelease,
  taskResume,
  taskStart,
  taskSubmit,
  taskUnable,
  type RecordDto,
  type TaskDto,
} from '../../app/client';
import { newKey } from '../../app/idempotencyKey';
import { useNotify } from '../../shared/useNotify';

/** One task with everything that can be done with it; each move shows the task as the server then has it. */
export function useTask(id: string) {
  const { t } = useI18n();
  const notify = useNotify();
  const cache = useQueryCache();
  const busy = ref(false);
  const query = useQuery({
    key: ['tasks', id],
    query: ({ signal }) => answer(taskGet({ path: { id }, signal })),
  });
  const history = useQuery({
    key: ['tasks', id, 'history'],
    query: ({ signal }) => answer(taskHistory({ path: { id }, signal })),
  });

  const path = { id };
  const headers = () => ({ 'If-Match': etag(query.data.value?.version ?? 0), 'Idempotency-Key': newKey() });
  const moves = {
    claim: () => taskClaim({ path, headers: headers() }),
    release: () => taskRelease({ path, headers: headers() }),
    start: () => taskStart({ path, headers: headers() }),
    resume: () => taskResume({ path, headers: headers() }),
    submit: () => taskSubmit({ path, headers: headers() }),
    pause: (reason: string) => taskPause({ path, headers: headers(), body: { reason } }),
    unable: (reason: string) => taskUnable({ path, headers: headers(), body: { reason } }),
    pass: (comment: string) =>
      taskCheck({ path, headers: headers(), body: { decision: 'pass', ...(comment ? { comment } : {}) } }),
    return: (comment: string) =>
      taskCheck({ path, headers: headers(), body: { decision: 'return', comment } }),
  };

  async function shown(task: TaskDto): Promise<void> {
    cache.setQueryData(['tasks', id], task);
    await history.refetch();
    void cache.invalidateQueries({ key: ['tasks', 'page'] });
    void cache.invalidateQueries({ key: ['tasks', 'counts'] });
    void cache.invalidateQueries({ key: ['todo-counts'] });
  }

  /** True when it went through; a refusal is told and thrown on to a form only by `record`. */
  async function move(name: keyof typeof moves, text = ''): Promise<boolean> {
    busy.value = true;
    try {
      await shown(await answer<TaskDto>(moves[name](text)));
      notify.success(t(`verification.moved.${name}`));
      return true;
    } catch (error) {
      notify.problem(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  async function record(body: RecordDto): Promise<void> {
    const version = etag(query.data.value?.version ?? 0);
    await shown(await answer(taskRecord({ path, headers: { 'If-Match': version }, body })));
  }

  /** As `move('submit')`, but what is missing is thrown to the form. */
  async function submit(): Promise<void> {
    await shown(await answer(taskSubmit({ path, headers: headers() })));
    notify.success(t('verification.moved.submit'));
  }

  return { query, task: query.data, history, busy, move, record, submit };
}

export type TaskHandle = ReturnType<typeof useTask>;
