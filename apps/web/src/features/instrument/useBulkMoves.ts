import { useQueryCache } from '@pinia/colada';
import type { InstrumentItemDto } from '@quanheng/api-client';
import type { LifecycleAction } from '@quanheng/domain';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { answer, bulkMove, bulkMoveFiltered } from '../../app/client';
import { newKey } from '../../app/idempotencyKey';
import { useConfirm } from '../../shared/useConfirm';
import { useLongJob } from '../../shared/useLongJob';
import { useNotify } from '../../shared/useNotify';
import { filterBody, type LedgerFilters } from './ledger';
import { useRefused, type Refused } from './useRefused';

/** The API takes so many by their ids; more go by their filter. */
export const MOST_BY_ID = 1000;

/** Moves many instruments through their lifecycle: those chosen, or all that match. */
export function useBulkMoves() {
  const { t } = useI18n();
  const confirm = useConfirm();
  const notify = useNotify();
  const cache = useQueryCache();
  const { start } = useLongJob();
  const { refusedOf } = useRefused();
  const refused = ref<Refused[]>([]);

  /** False where the clerk thought better of it. */
  async function move(
    action: LifecycleAction,
    rows: readonly InstrumentItemDto[],
    count: number,
    filters: LedgerFilters | null,
  ): Promise<boolean> {
    const verb = t('ledger.move.verb', {
      action: t(`instrument.lifecycle.${action}`),
      count: count.toLocaleString(),
    });
    const message = t(action === 'scrap' ? 'ledger.move.scrap' : 'ledger.move.message', {
      action: t(`instrument.lifecycle.${action}`),
      count: count.toLocaleString(),
    });
    const reasoned = { title: verb, message, verb, danger: action === 'scrap', reason: { optional: true } };
    const confirmed = await confirm(reasoned);
    if (!confirmed) return false;
    const reason = confirmed.reason || undefined;
    if (filters) return moveFiltered(action, reason, filters);
    try {
      const items = rows.map(({ id, version }) => ({ id, version }));
      const headers = { 'Idempotency-Key': newKey() };
      const { results } = await answer(bulkMove({ body: { action, reason, items }, headers }));
      refused.value = refusedOf(results, rows);
      const done = results.length - refused.value.length;
      if (done)
        notify.success(t('ledger.move.done', { action: t(`instrument.lifecycle.${action}`), count: done }));
    } catch (error) {
      notify.problem(error);
    }
    await cache.invalidateQueries({ key: ['instruments'] });
    return true;
  }

  const moveFiltered = (action: LifecycleAction, reason: string | undefined, filters: LedgerFilters) =>
    start((key) =>
      answer(
        bulkMoveFiltered({
          body: { action, reason, filter: filterBody(filters) },
          headers: { 'Idempotency-Key': key },
        }),
      ),
    );

  return { move, refused };
}
