import { parseCaseNumber, parseLabel } from '@quanheng/domain';
import { computed, reactive, ref } from 'vue';
import { etag } from '../../app/api';
import {
  answer,
  receiptCreate,
  receiptScan,
  type ArrivalItemDto,
  type LookupDto,
  type ReceiptDto,
  type ReceivingOutcome,
  type ScanDto,
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
  note: string;
}

const aMark = (outcome: ReceivingOutcome, reason = ''): Mark => ({
  outcome,
  reason,
  accessories: '',
  appearance: '',
  note: '',
});

/** One appointment on the counter: scans tick its items, another form takes its place (`ux.md` section 5). */
export function useReceiving() {
  const found = ref<LookupDto>();
  const marks = reactive(new Map<string, Mark>());
  const problem = ref<ApiProblem>();
  const lastScan = ref('');
  const busy = ref(false);
  const receipt = ref<ReceiptDto>();
  /** Another code, scanned while this form has ticks that opening it would lose. */
  const other = ref<ScanDto>();
  /** A number that nobody booked, scanned while a form is open. */
  const unknown = ref('');
  const again = ref(false);
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
    forget();
    if (next) receipt.value = undefined;
    key = newKey();
  }

  function forget(): void {
    problem.value = other.value = undefined;
    unknown.value = '';
    again.value = false;
  }

  function mark(item: ArrivalItemDto, outcome: ReceivingOutcome | null): void {
    const former = marks.get(item.id);
    // Touched again it is the last one: F9, then the scan of the broken one and F4.
    marks.delete(item.id);
    if (outcome !== null) marks.set(item.id, { ...(former ?? aMark(outcome)), outcome });
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
      (item) =>
        (label !== null && item.taskNumber === label) || same(item.serialNumber) || same(item.ownNumber),
    );
  }

  /** A hand is faster than the server: what is scanned or pressed while an answer is due waits for it. */
  let waiting: Promise<unknown> = Promise.resolve();
  function inTurn<T>(act: () => T | Promise<T>): Promise<T> {
    const turn = waiting.then(act);
    waiting = turn.catch(() => undefined);
    return turn;
  }

  const scan = (text: string): Promise<void> => inTurn(() => take(text));

  async function take(text: string): Promise<void> {
    lastScan.value = parseCaseNumber(text)?.code ?? text.trim().split('/').at(-1) ?? '';
    if (!lastScan.value) return;
    forget();
    const item = itemOf(text);
    if (item?.status === 'EXPECTED') {
      mark(item, 'RECEIVED');
      if (!parseCaseNumber(text)) lastScan.value = item.serialNumber;
      return beep(true);
    }
    await open(text.trim());
  }

  async function open(code: string): Promise<void> {
    busy.value = true;
    try {
      meet(await answer(receiptScan({ query: { code } })));
    } catch (error) {
      const refusal = asProblem(error);
      if (found.value && refusal.code === 'receipt.not-booked') unknown.value = code;
      else problem.value = refusal;
      beep(false);
    } finally {
      busy.value = false;
    }
  }

  /** The same form keeps its ticks; anything else waits to be asked for where there are some. */
  function meet(scanned: ScanDto): void {
    const next = scanned.lookup;
    const isSame = next !== null && next.appointment.id === found.value?.appointment.id;
    if (!isSame && decided.value.length > 0) {
      other.value = scanned;
      return beep(false);
    }
    if (!next) {
      other.value = scanned;
      return beep(true);
    }
    again.value = isSame && next.focusItemId === null;
    if (!isSame || next.appointment.version !== found.value?.appointment.version) show(next);
    const item = next.items.find((each) => each.id === next.focusItemId && each.status === 'EXPECTED');
    if (item) mark(item, 'RECEIVED');
    beep(next.warning === null);
  }

  function show(next: LookupDto): void {
    const wasAgain = again.value;
    start(next);
    again.value = wasAgain;
  }

  /** The same form with what was brought along added to it: what was ticked stays. */
  function join(next: LookupDto): void {
    forget();
    found.value = next;
    const item = next.items.find((each) => each.id === next.focusItemId);
    if (item) mark(item, 'RECEIVED');
    beep(true);
  }

  async function register(rest: {
    deliveredBy: string;
    remark: string;
    otherDayConfirmed: boolean;
  }): Promise<boolean> {
    const lookup = found.value;
    if (!lookup || busy.value || decided.value.length === 0) return false;
    busy.value = true;
    forget();
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
    other,
    unknown,
    again,
    show,
    join,
    forget,
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
    inTurn,
    scan,
    open,
    register,
  };
}

export type Receiving = ReturnType<typeof useReceiving>;
