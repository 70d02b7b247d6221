import { useQuery, useQueryCache } from '@pinia/colada';
import { computed, onScopeDispose, ref, watch } from 'vue';
import {
  answer,
  walkInBook,
  walkInFile,
  walkInGet,
  walkInInstruments,
  type WalkInBookingBody,
  type WalkInInstrumentDto,
  type WalkInStep,
} from '../../app/client';
import { newKey } from '../../app/idempotencyKey';

const AGAIN_MS = 5_000;
const PAUSE_MS = 250;
const WAITING: readonly WalkInStep[] = ['IN_REVIEW', 'TO_CONFIRM'];

/** One customer at the counter: what comes next for each instrument, looked at again while somebody else decides. */
export function useWalkIn(id: string) {
  const cache = useQueryCache();
  const q = ref('');
  const walkIn = useQuery({
    key: ['walk-ins', id],
    query: ({ signal }) => answer(walkInGet({ path: { id }, signal })),
  });
  const list = useQuery({
    key: () => ['walk-ins', id, 'instruments', q.value],
    query: ({ signal }) =>
      answer(walkInInstruments({ path: { id }, query: { q: q.value || undefined }, signal })),
    placeholderData: (previous) => previous as never,
  });

  let pause: ReturnType<typeof setTimeout> | undefined;
  function search(text: string): void {
    clearTimeout(pause);
    pause = setTimeout(() => (q.value = text.trim()), PAUSE_MS);
  }
  const rows = computed<WalkInInstrumentDto[]>(() => list.data.value?.items ?? []);
  const waits = computed(() => rows.value.some((row) => WAITING.includes(row.step)));
  const timer = setInterval(() => waits.value && !document.hidden && void list.refetch(), AGAIN_MS);
  onScopeDispose(() => clearInterval(timer));

  /** Kept by id: what was chosen to be filed is still chosen when it can be booked. */
  const chosen = ref(new Set<string>());
  watch(rows, (now) => {
    const gone = now.filter((row) => ['IN_HOUSE', 'BLOCKED'].includes(row.step));
    for (const row of gone) chosen.value.delete(row.id);
  });
  function choose(instrumentId: string, isChosen: boolean): void {
    if (isChosen) chosen.value.add(instrumentId);
    else chosen.value.delete(instrumentId);
  }
  const chosenAt = (step: WalkInStep) =>
    rows.value.filter((row) => row.step === step && mayChoose(row) && chosen.value.has(row.id));

  const headers = () => ({ 'Idempotency-Key': newKey() });
  const reload = () => cache.invalidateQueries({ key: ['walk-ins'] });

  async function file(instrumentIds: string[]) {
    const filing = await answer(walkInFile({ path: { id }, body: { instrumentIds }, headers: headers() }));
    await reload();
    return filing;
  }

  async function book(body: WalkInBookingBody) {
    const appointment = await answer(walkInBook({ path: { id }, body, headers: headers() }));
    await reload();
    return appointment;
  }

  return { walkIn, list, q, search, rows, chosen, choose, chosenAt, file, book, reload };
}

/** What the desk itself can take on: the rest waits for others, or isn't for the counter. */
export function mayChoose({ step, mode }: WalkInInstrumentDto): boolean {
  return step === 'TO_FILE' || (step === 'TO_BOOK' && mode === 'BRING_IN');
}
