import { useQueryCache } from '@pinia/colada';
import { useI18n } from 'vue-i18n';
import { answer, filingQueueAssign, filingQueueNudge, type FilingListItemDto } from '../../app/client';
import { newKey } from '../../app/idempotencyKey';
import { useSession } from '../../app/session';
import { useNotify } from '../../shared/useNotify';

/** Claiming, giving and leaving a review; nudging the institution that has it. */
export function useFilingQueue() {
  const { t } = useI18n();
  const session = useSession();
  const notify = useNotify();
  const cache = useQueryCache();
  const key = () => ({ 'Idempotency-Key': newKey() });

  async function send(call: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await call();
      notify.success(done);
    } catch (error) {
      notify.problem(error);
    } finally {
      await cache.invalidateQueries({ key: ['filings'] });
    }
  }

  const mine = (filing: FilingListItemDto) => filing.assigneeId === session.account?.id;
  const assign = ({ id, version }: FilingListItemDto, assigneeId: string | null) =>
    send(
      () =>
        answer(
          filingQueueAssign({
            path: { id },
            body: { assigneeId },
            headers: { ...key(), 'If-Match': `"v${version}"` },
          }),
        ),
      t(assigneeId ? 'filing.assign.done' : 'filing.assign.left'),
    );
  const claim = (filing: FilingListItemDto) => assign(filing, session.account?.id ?? null);
  const nudge = ({ id }: FilingListItemDto) =>
    send(() => answer(filingQueueNudge({ path: { id }, headers: key() })), t('filing.nudge.done'));
  return { mine, assign, claim, nudge };
}
