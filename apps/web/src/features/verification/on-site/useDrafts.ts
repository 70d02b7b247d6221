import { get, set } from 'idb-keyval';
import { errorText, type ErrorCode } from '@quanheng/domain';
import { defineStore } from 'pinia';
import { computed, reactive, ref, shallowRef, toRaw, watch } from 'vue';
import { etag } from '../../../app/api';
import { answer, receiptCreate, taskBatchRecord, taskDecide, taskGet } from '../../../app/client';
import { currentLanguage } from '../../../app/i18n';
import { useSession } from '../../../app/session';
import { currentToken, renewSession } from '../../../app/tokens';
import { noDrafts, unsentCount, type ArrivalDraft, type Drafts, type RecordDraft } from './drafts';
import { sendDrafts, type DraftServer } from './sendDrafts';

const AGAIN_AFTER_MS = 10_000;

/** The API as long as the drafts' owner is logged in; after a log-out it is not reached. */
function serverFor(isOwner: () => boolean): DraftServer {
  const guarded =
    <D, A>(call: (draft: D) => Promise<A>) =>
    (draft: D): Promise<A> =>
      isOwner() ? call(draft) : Promise.reject(new TypeError('logged out'));
  const { receive, record, submit, task, textOf } = server;
  return {
    receive: guarded(receive),
    record: guarded(record),
    submit: guarded(submit),
    task: guarded(task),
    textOf,
  };
}

const server: DraftServer = {
  receive: ({ appointmentId, items, otherDayConfirmed, version, key }) =>
    answer(
      receiptCreate({
        headers: { 'If-Match': etag(version), 'Idempotency-Key': key },
        body: { appointmentId, items, otherDayConfirmed },
      }),
    ),
  record: ({ taskId, version, record, recordKey }) =>
    answer(
      taskBatchRecord({
        headers: { 'Idempotency-Key': recordKey },
        body: { items: [{ id: taskId!, version }], record },
      }),
    ),
  submit: ({ taskId, version, submitKey }) =>
    answer(
      taskDecide({
        headers: { 'Idempotency-Key': submitKey },
        body: { action: 'submit', items: [{ id: taskId!, version }] },
      }),
    ),
  task: (id) => answer(taskGet({ path: { id } })),
  textOf: (code, details) => errorText(code as ErrorCode, currentLanguage(), details as never),
};

/** What was done on the road and has not reached the server: on the device, each account its own. */
export const useDrafts = defineStore('on-site-drafts', () => {
  const session = useSession();
  /** Whose drafts these are: they stay in memory after a log-out, and are sent under no other account. */
  let owner = session.account?.id;
  const keyOf = (id: string | undefined) => `on-site:drafts:${id ?? ''}`;
  const drafts = reactive<Drafts>(noDrafts());
  const sending = ref(false);
  const sentAt = ref(0);
  let timer: ReturnType<typeof setTimeout> | undefined;

  const read = () =>
    get<Drafts>(keyOf(owner)).then((kept) => {
      Object.assign(drafts, kept ?? noDrafts());
      void send();
    });
  const ready = shallowRef(read());
  const keep = () => set(keyOf(owner), JSON.parse(JSON.stringify(toRaw(drafts))));
  watch(
    () => session.account?.id,
    (id) => {
      if (!id) return clearTimeout(timer);
      if (id === owner) return void send();
      owner = id;
      ready.value = read();
    },
  );

  /** One tab sends at a time; a second sending of the same is one effect all the same. */
  async function send(): Promise<void> {
    clearTimeout(timer);
    if (sending.value || unsentCount(drafts) === 0 || session.account?.id !== owner) return;
    sending.value = true;
    try {
      if (!currentToken()) await renewSession();
      if (
        await sendDrafts(
          drafts,
          serverFor(() => session.account?.id === owner),
          keep,
        )
      )
        sentAt.value = Date.now();
      else timer = setTimeout(() => void send(), AGAIN_AFTER_MS);
    } catch {
      timer = setTimeout(() => void send(), AGAIN_AFTER_MS);
    } finally {
      sending.value = false;
    }
  }
  window.addEventListener('online', () => void send());

  async function put(draft: RecordDraft): Promise<void> {
    const index = drafts.records.findIndex(({ id }) => id === draft.id);
    if (index < 0) drafts.records.push(draft);
    else drafts.records[index] = draft;
    await keep();
    if (draft.phase !== 'EDITING') void send();
  }

  async function arrive(draft: ArrivalDraft): Promise<void> {
    drafts.arrivals.push(draft);
    await keep();
    void send();
  }

  async function discard(draft: RecordDraft | ArrivalDraft): Promise<void> {
    if ('appointmentId' in draft)
      drafts.arrivals = drafts.arrivals.filter(({ appointmentId }) => appointmentId !== draft.appointmentId);
    else drafts.records = drafts.records.filter(({ id }) => id !== draft.id);
    await keep();
  }

  /** After a person has looked: the reason is gone, it is tried again. */
  async function retry(draft: RecordDraft | ArrivalDraft): Promise<void> {
    draft.refusal = null;
    await keep();
    await send();
  }

  return {
    drafts,
    ready,
    sending,
    sentAt,
    unsent: computed(() => unsentCount(drafts)),
    put,
    arrive,
    discard,
    retry,
    send,
  };
});
