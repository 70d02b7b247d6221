import { useQueryCache } from '@pinia/colada';
import type { InstrumentDto } from '@quanheng/api-client';
import { instrumentWorkflow, type LifecycleAction } from '@quanheng/domain';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { api } from '../../app/api';
import { useConfirm } from '../../shared/useConfirm';
import { useNotify } from '../../shared/useNotify';

const PATHS: Record<LifecycleAction, string> = {
  takeOutOfService: 'take-out-of-service',
  seal: 'seal',
  activate: 'activate',
  scrap: 'scrap',
};

/** The moves of an instrument's lifecycle and its deletion, each asked for by name and number. */
export function useLifecycle() {
  const { t } = useI18n();
  const router = useRouter();
  const confirm = useConfirm();
  const notify = useNotify();
  const cache = useQueryCache();

  async function move(instrument: InstrumentDto, action: LifecycleAction): Promise<void> {
    const { id, name, serialNumber: serial, lifecycle, version } = instrument;
    const verb = t(`instrument.lifecycle.${action}`);
    const state = t(`status.lifecycle.${instrumentWorkflow.moves[lifecycle][action]!.to}`);
    const key = action === 'scrap' ? 'scrapMessage' : 'message';
    const confirmed = await confirm({
      title: verb,
      message: t(`instrument.lifecycle.${key}`, { name, serial, state }),
      verb,
      danger: action === 'scrap',
      reason: { optional: true },
    });
    if (!confirmed) return;
    const { reason } = confirmed;
    await attempt(async () => {
      await api.post(`/instruments/${id}/${PATHS[action]}`, reason ? { reason } : {}, { ifMatch: version });
      notify.success(t('instrument.lifecycle.done', { action: verb }));
    });
  }

  async function remove({ id, name, serialNumber: serial, version }: InstrumentDto): Promise<void> {
    const message = t('instrument.removeMessage', { name, serial });
    const verb = t('instrument.remove');
    if (!(await confirm({ title: t('instrument.removeTitle'), message, verb, danger: true }))) return;
    await attempt(async () => {
      await api.delete(`/instruments/${id}`, { ifMatch: version });
      notify.success(t('instrument.removed'));
      await router.push('/e/instruments');
    });
  }

  async function attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      notify.problem(error);
    }
    await cache.invalidateQueries({ key: ['instruments'] });
  }

  return { move, remove };
}
