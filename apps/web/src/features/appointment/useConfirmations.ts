import { useQueryCache } from '@pinia/colada';
import { ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { answer, tripConfirm, type AppointmentDto } from '../../app/client';
import { newKey } from '../../app/idempotencyKey';
import { useNotify } from '../../shared/useNotify';

/** Several bookings confirmed at once as they were booked; what can't be is said and doesn't hold up the others. */
export function useConfirmations() {
  const { t } = useI18n();
  const notify = useNotify();
  const cache = useQueryCache();
  const confirming = ref(false);

  async function confirmAll(rows: readonly AppointmentDto[], verifierId?: string): Promise<void> {
    confirming.value = true;
    try {
      const items = rows.map(({ id, version }) => ({ id, version }));
      const body = { items, ...(verifierId && { verifierId }) };
      const { results } = await answer(tripConfirm({ body, headers: { 'Idempotency-Key': newKey() } }));
      const refused = results.filter((one) => !one.ok);
      if (refused.length < results.length)
        notify.success(t('appointment.trips.confirmed', { count: results.length - refused.length }));
      if (refused[0]) notify.refusal(refused[0].detail ?? '');
    } catch (error) {
      notify.problem(error);
    } finally {
      confirming.value = false;
      await cache.invalidateQueries({ key: ['appointments'] });
      await cache.invalidateQueries({ key: ['todo-counts'] });
    }
  }
  return { confirming, confirmAll };
}
