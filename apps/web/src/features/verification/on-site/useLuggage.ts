import { defineStore } from 'pinia';
import { ref } from 'vue';
import { useSession } from '../../../app/session';
import { keepOfflineAccount } from '../../../app/offlineAccount';
import { asProblem, type ApiProblem } from '../../../app/problem';
import { readKept } from './keptAnswer';
import { LUGGAGE, takeAlong, type Luggage } from './takeAlong';

/** What the device holds for the road, and how fresh it is. */
export const useLuggage = defineStore('on-site-luggage', () => {
  const account = useSession().account!;
  const luggage = ref<Luggage>();
  const at = ref(0);
  const reading = ref(false);
  const problem = ref<ApiProblem>();

  const ready = readKept<Luggage>(LUGGAGE(account.id)).then((kept) => {
    if (!kept) return;
    luggage.value = kept.value;
    at.value = kept.at;
  });

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
