import type { LongJobDto } from '@quanheng/api-client';
import { ref } from 'vue';
import { newKey } from '../app/idempotencyKey';
import { useStartedJob } from '../app/taskCentre';
import { useNotify } from './useNotify';

/** Starts long work (an export, a zip): the tray shows how far it is, and the person may go on or away. */
export function useLongJob() {
  const started = useStartedJob();
  const notify = useNotify();
  const busy = ref(false);

  /** @param ask the call that answers 202 with the job. Answers false where it was refused, which is then told. */
  async function start(ask: (idempotencyKey: string) => Promise<LongJobDto>): Promise<boolean> {
    busy.value = true;
    try {
      started(await ask(newKey()));
      return true;
    } catch (error) {
      notify.problem(error);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return { busy, start };
}
