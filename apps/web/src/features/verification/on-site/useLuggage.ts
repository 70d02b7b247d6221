import { defineStore } from 'pinia';
import { ref, shallowRef, watch } from 'vue';
import { useSession } from '../../../app/session';
import { keepOfflineAccount } from '../../../app/offlineAccount';
import { asProblem, type ApiProblem } from '../../../app/problem';
import { readKept } from './keptAnswer';
import { LUGGAGE, takeAlong, type Luggage } from './takeAlong';

/** What the device holds for the road, and how fresh it is. */
export const useLuggage = defineStore('on-site-luggage', () => {
  const session = useSession();
  let account = session.account!;
  const luggage = ref<Luggage>();
  const at = ref(0);
  const reading = ref(false);
  const problem = ref<ApiProblem>();

  const read = () =>
    readKept<Luggage>(LUGGAGE(account.id)).then((kept) => {
      luggage.value = kept?.value;
      at.value = kept?.at ?? 0;
    });
  const ready = shallowRef(read());
  // Who logs in after somebody else has visits of his own.
  watch(
    () => session.account,
    (now) => {
      if (!now || now.id === account.id) return;
      account = now;
      ready.value = read();
    },
  );

  /** Reads everything anew; without a network what is kept stays. */
  async function refresh(): Promise<void> {
    if (reading.value) return;
    reading.value = true;
    problem.value = undefined;
    try {
      luggage.value = await takeAlong(account);
      at.value = Date.now();
      keepOfflineAccount(account);
    } catch (error) {
      problem.value = asProblem(error);
    } finally {
      reading.value = false;
    }
  }

  return { luggage, at, reading, problem, ready, refresh };
});
