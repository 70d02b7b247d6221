import { onScopeDispose, ref, watch } from 'vue';
import { api } from '../../app/api';

export interface Identity {
  name: string;
  model: string;
  serialNumber: string;
  ownNumber?: string | null;
}

export interface DuplicateOf {
  id: string;
  name: string;
  serialNumber: string;
}

/** After so long without a key the four are looked up. */
const PAUSE_MS = 350;

/** Whether another instrument has these four already ★, asked while they are typed. */
export function useDuplicateCheck(identity: () => Identity, ownId: () => string | undefined) {
  const duplicate = ref<DuplicateOf>();
  let latest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  watch(
    () => {
      const { name, model, serialNumber, ownNumber } = identity();
      return [name, model, serialNumber, ownNumber].join('\n');
    },
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void check(identity()), PAUSE_MS);
    },
  );
  onScopeDispose(() => clearTimeout(timer));

  async function check({ name, model, serialNumber, ownNumber }: Identity): Promise<void> {
    const mine = ++latest;
    if (!name.trim() || !model.trim() || !serialNumber.trim()) {
      duplicate.value = undefined;
      return;
    }
    const query = { name, model, serialNumber, ownNumber: ownNumber?.trim() || undefined };
    const found = await api
      .get<{ duplicate: DuplicateOf | null }>('/instruments/duplicate', query)
      .catch(() => ({ duplicate: null })); // saving checks it again
    if (mine !== latest) return;
    duplicate.value = found.duplicate && found.duplicate.id !== ownId() ? found.duplicate : undefined;
  }

  return { duplicate };
}
