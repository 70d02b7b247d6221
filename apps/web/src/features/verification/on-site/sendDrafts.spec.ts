import { describe, expect, it } from '@jest/globals';
import { noDrafts, unsentCount, type ArrivalDraft, type RecordDraft } from './drafts';
import { sendDrafts, type DraftServer } from './sendDrafts';

// Real: the sending. The server is a double that answers as the API does; the network can be taken from it.
const aRecord = (changes: Partial<RecordDraft> = {}): RecordDraft => ({
  ...{ id: 't1', name: 'S-1', taskId: 't1', version: 3, values: {} as never, handOver: true },
  record: { regulation: 'JJG 52-2013', standardIds: [], results: [], conclusion: 'PASS' },
  ...{ phase: 'RECORD', recordKey: 'k1', submitKey: 'k2', refusal: null, theirs: null },
  ...changes,
});
const anArrival = (): ArrivalDraft => ({
  ...{
    appointmentId: 'a',
    number: 'A1',
    version: 1,
    items: [],
    otherDayConfirmed: false,
    key: 'k0',
    refusal: null,
  },
});

function aServer(answers: Partial<DraftServer> = {}) {
  const calls: string[] = [];
  const results = (id: string, version: number) => ({
    results: [{ id, ok: true, version, code: null, details: {} }],
  });
  const server: DraftServer = {
    receive: async () => ({ items: [{ id: 'i1', taskId: 't9' }] }) as never,
    record: async ({ taskId, version }) => results(taskId!, version + 1) as never,
    submit: async ({ taskId, version }) => results(taskId!, version + 1) as never,
    task: async () => ({}) as never,
    textOf: (code) => code,
    ...answers,
  };
  const told = Object.fromEntries(
    (['receive', 'record', 'submit', 'task'] as const).map((name) => [
      name,
      (each: never) => {
        const { recordKey, submitKey, key, version } = each as unknown as RecordDraft & { key: string };
        calls.push(
          name === 'task'
            ? 'task'
            : `${name} ${{ receive: key, record: recordKey, submit: submitKey }[name]} v${version}`,
        );
        return server[name](each);
      },
    ]),
  );
  return { server: { ...server, ...told } as DraftServer, calls };
}
const refused = (code: string) => async () =>
  ({ results: [{ id: 't1', ok: false, version: null, code, details: {} }] }) as never;
const offline = async () => {
  throw new TypeError('Failed to fetch');
};
const kept = async () => undefined;

describe('sending', () => {
  it('goes from the arrival to the records that stand on it, with one key each', async () => {
    const drafts = { arrivals: [anArrival()], records: [aRecord({ id: 'i1', taskId: null, version: 0 })] };
    const { server, calls } = aServer();
    expect(await sendDrafts(drafts, server, kept)).toBe(true);
    expect(calls).toEqual(['receive k0 v1', 'record k1 v1', 'submit k2 v2']);
    expect(drafts).toEqual(noDrafts());
  });

  it('loses nothing without a network, and uses the same keys again', async () => {
    const drafts = { arrivals: [], records: [aRecord()] };
    expect(await sendDrafts(drafts, aServer({ submit: offline }).server, kept)).toBe(false);
    expect(drafts.records[0]).toMatchObject({ phase: 'SUBMIT', version: 4, refusal: null });
    const { server, calls } = aServer();
    expect(await sendDrafts(drafts, server, kept)).toBe(true);
    expect(calls).toEqual(['submit k2 v4']);
  });

  it('takes a lost answer as sent when the server holds the same', async () => {
    const same = { ...aRecord().record, standards: [], version: 4, status: 'IN_PROGRESS' };
    const drafts = { arrivals: [], records: [aRecord()] };
    const { server, calls } = aServer({ record: refused('record.stale'), task: async () => same as never });
    expect(await sendDrafts(drafts, server, kept)).toBe(true);
    expect(calls.at(-1)).toBe('submit k2 v4');
    expect(drafts.records).toEqual([]);
  });

  it('keeps a record that somebody else has changed, with their version beside it', async () => {
    const theirs = { regulation: 'other', standards: [], results: [], version: 7, status: 'IN_PROGRESS' };
    const drafts = { arrivals: [], records: [aRecord(), aRecord({ id: 't2', taskId: 't2' })] };
    let first = true;
    const { server } = aServer({
      record: async (draft) => {
        if (draft.id === 't1' && first) return refused('record.stale')();
        return { results: [{ ok: true, version: 4 }] } as never;
      },
      task: async () => theirs as never,
    });
    expect(await sendDrafts(drafts, server, kept)).toBe(true);
    first = false;
    expect(drafts.records).toMatchObject([
      { id: 't1', refusal: { code: 'record.stale' }, theirs: { version: 7 } },
    ]);
    expect(unsentCount(drafts)).toBe(1);
  });

  it('leaves what is being typed alone', async () => {
    const drafts = { arrivals: [], records: [aRecord({ phase: 'EDITING' })] };
    const { server, calls } = aServer();
    await sendDrafts(drafts, server, kept);
    expect([calls, unsentCount(drafts)]).toEqual([[], 0]);
  });
});
