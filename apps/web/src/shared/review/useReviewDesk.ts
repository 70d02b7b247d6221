import { useQueryCache } from '@pinia/colada';
import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { etag } from '../../app/api';
import { newKey } from '../../app/idempotencyKey';
import { useSession } from '../../app/session';
import { useConfirm } from '../useConfirm';
import { useNotify } from '../useNotify';
import { loadPaper } from './paperFiles';
import { useReviewKeys } from './useReviewKeys';
import { useReviewQueue, type ReviewQueue } from './useReviewQueue';

export interface ReviewedCase {
  readonly version: number;
  readonly assignedTo: { readonly id: string; readonly name: string; readonly mine: boolean } | null;
  readonly papers: readonly { readonly id: string }[];
}

export interface DeskOptions<C extends ReviewedCase> {
  readonly id: string;
  readonly queue: ReviewQueue;
  readonly load: (id: string, signal?: AbortSignal) => Promise<C>;
  readonly current: () => C | undefined;
  readonly refetch: () => Promise<unknown>;
  /** Whom the case is about, for messages. */
  readonly name: () => string;
  readonly may: (action: 'approve' | 'return' | 'reject') => boolean;
  readonly assign: (accountId: string | null) => Promise<unknown>;
}

type Headers = { 'If-Match': string; 'Idempotency-Key': string };
export interface Decisions {
  readonly approve: (headers: Headers) => Promise<unknown>;
  readonly return: (headers: Headers, comments: { target: string; reason: string }[]) => Promise<unknown>;
  readonly reject: (headers: Headers, reason: string) => Promise<unknown>;
}

/** A reviewer's desk: a key a decision, and on to the next case, which is there already (ux.md T6). */
export function useReviewDesk<C extends ReviewedCase>(options: DeskOptions<C>, send: Decisions) {
  const { t } = useI18n();
  const session = useSession();
  const cache = useQueryCache();
  const notify = useNotify();
  const confirm = useConfirm();
  const { cacheKey } = options.queue;
  const queue = useReviewQueue(options.queue, options.id);
  const busy = ref(false);
  /** Reason by place; a place that is a key is marked. */
  const marks = ref<Record<string, string>>({});
  const comments = computed(() =>
    Object.entries(marks.value).map(([target, reason]) => ({ target, reason: reason.trim() })),
  );

  async function fetchAhead(id: string | undefined): Promise<void> {
    if (!id) return;
    const query = ({ signal }: { signal: AbortSignal }) => options.load(id, signal);
    const { data } = await cache.refresh(cache.ensure({ key: [cacheKey, id], query }));
    const [first] = data?.papers ?? [];
    if (first) await loadPaper(first.id);
  }
  watch(queue.next, (id) => void fetchAhead(id).catch(() => undefined), { immediate: true });

  async function assign(accountId: string | null): Promise<void> {
    try {
      await options.assign(accountId);
      await Promise.all([options.refetch(), cache.invalidateQueries({ key: [cacheKey] })]);
    } catch (error) {
      notify.problem(error);
    }
  }

  /** A colleague's case is asked about first, then taken over. */
  async function isMineToDecide(): Promise<boolean> {
    const holder = options.current()?.assignedTo;
    if (!holder || holder.mine) return true;
    const message = t('registration.review.takeOverMessage', { name: holder.name, case: options.name() });
    const title = t('registration.review.takeOverTitle');
    if (!(await confirm({ title, message, verb: t('registration.review.takeOver') }))) return false;
    await options.assign(session.account?.id ?? null);
    return true;
  }

  async function decide(done: string, decision: (headers: Headers) => Promise<unknown>): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    const to = queue.following();
    try {
      if (!(await isMineToDecide())) return;
      const headers = { 'If-Match': etag(options.current()!.version), 'Idempotency-Key': newKey() };
      await decision(headers);
      queue.leave();
      notify.success(t(`registration.review.${done}`, { name: options.name() }));
      void cache.invalidateQueries({ key: ['todo-counts'] });
      await queue.go(to);
      void cache.invalidateQueries({ key: [cacheKey] });
    } catch (error) {
      notify.problem(error);
      await options.refetch();
    } finally {
      busy.value = false;
    }
  }

  function approve() {
    if (options.may('approve') && comments.value.length === 0) return decide('approved', send.approve);
  }

  function giveBack() {
    if (!options.may('return')) return;
    const complete = comments.value.length > 0 && comments.value.every(({ reason }) => reason);
    if (!complete) return notify.refusal(t('registration.review.markFirst'));
    return decide('returned', (headers) => send.return(headers, comments.value));
  }

  async function reject() {
    const answered = await confirm({
      title: t('registration.review.rejectTitle'),
      message: t('registration.review.rejectMessage', { name: options.name() }),
      verb: t('registration.review.reject'),
      danger: true,
      reason: {},
    });
    if (answered) await decide('rejected', (headers) => send.reject(headers, answered.reason));
  }

  const { enabled } = useReviewKeys({
    KeyA: approve,
    KeyR: giveBack,
    KeyJ: () => queue.next.value && queue.go(queue.next.value),
    KeyK: () => queue.previous.value && queue.go(queue.previous.value),
  });
  const more = computed(() =>
    options.may('reject')
      ? [{ key: 'reject', label: t('registration.review.reject'), danger: true, run: reject }]
      : [],
  );
  return { queue, keys: enabled, busy, marks, comments, approve, giveBack, assign, more };
}
