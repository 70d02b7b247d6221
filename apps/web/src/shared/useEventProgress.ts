import { onScopeDispose, ref, watch, type Ref } from 'vue';
import { api, apiFetch, apiUrl } from '../app/api';
import { asProblem, isAbort, type ApiProblem } from '../app/problem';
import { readEvents } from './serverEvents';

/** How far long work is; jobs and imports answer with at least this. */
export interface Progress {
  status: string;
  phase?: string | null;
  done: number;
  total: number;
  etaSeconds?: number | null;
}

const POLL_MS = 5_000;

/**
 * Follows long work by server-sent events, and by asking every 5 s where they don't come through (a proxy that buffers).
 * EventSource can't send the access token, so the stream is read with fetch.
 *
 * @param path of the resource, e.g. `/imports/…`; its events are at `<path>/events`. Undefined: nothing to follow.
 * @param isOver tells the last state; then it stops
 */
export function useEventProgress<P extends Progress>(
  path: () => string | undefined,
  isOver: (progress: P) => boolean,
) {
  const progress = ref() as Ref<P | undefined>;
  const problem = ref<ApiProblem>();
  let running = new AbortController();

  /** Bars never go backwards within a phase. */
  function take(next: P): boolean {
    const now = progress.value;
    const same = now && now.phase === next.phase && now.status === next.status && now.total === next.total;
    progress.value = same && next.done < now.done ? { ...next, done: now.done } : next;
    return isOver(next);
  }

  async function listen(at: string, signal: AbortSignal): Promise<boolean> {
    const response = await apiFetch(apiUrl(`${at}/events`), {
      headers: { Accept: 'text/event-stream' },
      signal,
    });
    for await (const data of readEvents(response.body!)) if (take(JSON.parse(data) as P)) return true;
    return false;
  }

  async function follow(at: string, signal: AbortSignal): Promise<void> {
    let over = await listen(at, signal).catch(() => false);
    while (!over && !signal.aborted) {
      try {
        over = take(await api.get<P>(at, {}, signal));
        problem.value = undefined;
      } catch (error) {
        if (isAbort(error)) return;
        problem.value = asProblem(error);
        if (problem.value.status >= 400 && problem.value.status < 500) return;
      }
      if (!over) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  watch(
    path,
    (at) => {
      running.abort();
      running = new AbortController();
      progress.value = undefined;
      if (at) void follow(at, running.signal);
    },
    { immediate: true },
  );
  onScopeDispose(() => running.abort());

  return { progress, problem };
}
