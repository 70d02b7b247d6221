import { parseLabel } from '@quanheng/domain';
import { computed, reactive, ref } from 'vue';
import { etag } from '../../app/api';
import {
  answer,
  receiptCreate,
  receiptLookup,
  type ArrivalItemDto,
  type LookupDto,
  type ReceiptDto,
  type ReceivingOutcome,
} from '../../app/client';
import { newKey } from '../../app/idempotencyKey';
import { asProblem, type ApiProblem } from '../../app/problem';
import { beep } from './beep';

/** What the counter has decided of an item; nothing is sent before 登记. */
export interface Mark {
  outcome: ReceivingOutcome;
  reason: string;
  accessories: string;
  appearance: string;
}

const aMark = (outcome: ReceivingOutcome, reason = ''): Mark => ({
  outcome,
  reason,
  accessories: '',
  appearance: '',
});

/** One appointment on the counter: scans tick its items, another form takes its place (`ux.md` section 5). */
export function useReceiving() {
  const found = ref<LookupDto>();
  const marks = reactive(new Map<string, Mark>());
  const problem = ref<ApiProblem>();
  const lastScan = ref('');
  const busy = ref(false);
  const receipt = ref<ReceiptDto>();
  const order: string[] = [];
  let key = newKey();

  const expected = computed(() => (found.value?.items ?? []).filter((item) => item.status === 'EXPECTED'));
  const decided = computed(() => expected.value.filter((item) => marks.has(item.id)));
  const undecided = computed(() => expected.value.length - decided.value.length);
  const incomplete = computed(() =>
    decided.value.filter(
      (item) => marks.get(item.id)!.outcome !== 'RECEIVED' && !marks.get(item.id)!.reason.trim(),
    ),
  );

  function start(next?: LookupDto): void {
    found.value = next;
    marks.clear();
    order.length = 0;
    problem.value = undefined;
    if (next) receipt.value = undefined;
    key = newKey();
  }

  function mark(item: ArrivalItemDto, outcome: ReceivingOutcome | null): void {
    const former = marks.get(item.id);
    if (outcome === null) marks.delete(item.id);
    else marks.set(item.id, { ...(former ?? aMark(outcome)), outcome });
    if (outcome !== null && !former) order.push(item.id);
  }

  const markAll = (): void =>
    expected.value.filter((item) => !marks.has(item.id)).forEach((item) => mark(item, 'RECEIVED'));

  function undo(): void {
    const last = order.pop();
    if (last) marks.delete(last);
  }

  /** An item of the form on the counter, by label, serial number or own number. */
  function itemOf(text: string): ArrivalItemDto | undefined {
    const label = parseLabel(text);
    const wanted = text.trim().toLowerCase();
    const same = (value: string) => value !== '' && value.toLowerCase() === wanted;
    return found.value?.items.find(
      (item) => item.taskNumber === label || same(item.serialNumber) || same(item.ownNumber),
    );
  }

  async function scan(text: string): Promise<void> {
    lastScan.value = text.trim().split('/').at(-1) ?? '';
    if (!lastScan.value || busy.value) return;
    problem.value = undefined;
    const item = itemOf(text);
    if (item?.status === 'EXPECTED') {
      mark(item, 'RECEIVED');
      return beep(true);
    }
    await open(lastScan.value);
  }

  async function open(code: string): Promise<void> {
    busy.value = true;
    try {
      const next = await answer(receiptLookup({ query: { code } }));
      const item = next.items.find((each) => each.id === next.focusItemId && each.status === 'EXPECTED');
      if (
        next.appointment.id !== found.value?.appointment.id ||
        next.appointment.version !== found.value.appointment.version
      )
        start(next);
      if (item) mark(item, 'RECEIVED');
      beep(next.warning === null);
    } catch (error) {
      problem.value = asProblem(error);
      beep(false);
    } finally {
      busy.value = false;
    }
  }

  async function register(rest: {
    deliveredBy: string;
    remark: string;
    otherDayConfirmed: boolean;
  }): Promise<boolean> {
    const lookup = found.value;
    if (!lookup || busy.value || decided.value.length === 0) return false;
    busy.value = true;
    problem.value = undefined;
    try {
      receipt.value = await answer(
        receiptCreate({
          headers: { 'If-Match': etag(lookup.appointment.version), 'Idempotency-Key': key },
          body: {
            appointmentId: lookup.appointment.id,
            items: decided.value.map(({ id }) => ({ appointmentItemId: id, ...marks.get(id)! })),
            ...rest,
          },
        }),
      );
      start();
      return true;
    } catch (error) {
      problem.value = asProblem(error);
      key = newKey();
      beep(false);
      return false;
    } finally {
      busy.value = false;
    }
  }

  return {
    found,
    marks,
    problem,
    lastScan,
    busy,
    receipt,
    expected,
    decided,
    undecided,
    incomplete,
    start,
    mark,
    markAll,
    undo,
    scan,
    open,
    register,
  };
}

export type Receiving = ReturnType<typeof useReceiving>;
