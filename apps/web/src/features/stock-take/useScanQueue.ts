import type { ScanResultDto, ScansResultDto, StockTakeFiguresDto } from '@quanheng/api-client';
import { get, set } from 'idb-keyval';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { api } from '../../app/api';
import { asProblem, type ApiProblem } from '../../app/problem';

interface Scan {
  code: string;
  isId?: boolean;
}

const MOST_AT_ONCE = 100;
const AGAIN_AFTER_MS = 4_000;

/**
 * Scans on their way to the server. They are kept in the browser's own database until the server has answered, so that
 * neither a dead spot nor a reload loses one; the server takes the same scan twice as one.
 */
export function useScanQueue(stockTakeId: string) {
  const key = `stock-take:${stockTakeId}`;
  const waiting = ref<Scan[]>([]);
  const results = shallowRef<ScanResultDto[]>([]);
  const figures = shallowRef<StockTakeFiguresDto>();
  const problem = shallowRef<ApiProblem>();
  let sending = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const keep = () =>
    set(
      key,
      waiting.value.map(({ code, isId }) => ({ code, isId })),
    );
  const loaded = get<Scan[]>(key).then((kept) => {
    waiting.value = [...(kept ?? []), ...waiting.value];
    void send();
  });

  async function add(scan: Scan): Promise<void> {
    waiting.value = [...waiting.value, scan];
    await keep();
    await send();
  }

  async function send(): Promise<void> {
    clearTimeout(timer);
    if (sending || waiting.value.length === 0) return;
    sending = true;
    const scans = waiting.value.slice(0, MOST_AT_ONCE);
    try {
      const answer = await api.post<ScansResultDto>(`/stock-takes/${stockTakeId}/scans`, { scans });
      waiting.value = waiting.value.slice(scans.length);
      results.value = [...answer.results.toReversed(), ...results.value].slice(0, 50);
      figures.value = answer.figures;
      problem.value = undefined;
      await keep();
    } catch (error) {
      problem.value = asProblem(error);
    } finally {
      sending = false;
    }
    // Without a network it is tried again; what the server refuses would be refused again.
    const mayHelp = !problem.value || problem.value.status === 0 || problem.value.status >= 500;
    if (waiting.value.length && mayHelp)
      timer = setTimeout(() => void send(), problem.value ? AGAIN_AFTER_MS : 0);
  }

  const onOnline = () => void send();
  window.addEventListener('online', onOnline);
  onScopeDispose(() => {
    clearTimeout(timer);
    window.removeEventListener('online', onOnline);
  });

  return { waiting, results, figures, problem, loaded, add };
}
