import { describe, expect, it } from '@jest/globals';
import type { BulkResultDto } from '../../app/client';
import { BATCH_CHUNK, sendBatch, type BatchRow, type BatchServer } from './sendBatch';

// Real: the sending. The server is a double that raises versions as the API does.
const rowsOf = (count: number): BatchRow[] =>
  Array.from({ length: count }, (_, index) => ({ id: `t${index}`, version: 1, done: false, refusal: '' }));

function aServer(refused: Record<string, string> = {}) {
  const calls: string[] = [];
  const answer = (what: string, items: readonly { id: string; version: number }[]): BulkResultDto => {
    calls.push(`${what} ${items.length}`);
    return {
      results: items.map(({ id, version }) =>
        refused[id]?.startsWith(what)
          ? { id, ok: false, version: null, code: refused[id]!, details: {} }
          : { id, ok: true, version: version + 1, code: null, details: {} },
      ),
    };
  };
  const server: BatchServer = {
    record: async ({ items }) => answer('record', items),
    submit: async (items) => answer('submit', items),
    textOf: ({ code }) => code ?? '',
  };
  return { server, calls };
}
const GIVEN = { record: {}, handOver: true };

describe('sending a batch', () => {
  it('goes chunk by chunk, says how far it is, and hands over what was recorded', async () => {
    const rows = rowsOf(BATCH_CHUNK + 2);
    const { server, calls } = aServer();
    const seen: number[] = [];
    await sendBatch(rows, GIVEN, server, (done) => seen.push(done));
    expect(calls).toEqual([`record ${BATCH_CHUNK}`, `submit ${BATCH_CHUNK}`, 'record 2', 'submit 2']);
    expect(seen).toEqual([0, BATCH_CHUNK, BATCH_CHUNK + 2]);
    expect(rows.every(({ done, version }) => done && version === 3)).toBe(true);
  });

  it('keeps every refusal at its row and sends only those again', async () => {
    const rows = rowsOf(4);
    await sendBatch(rows, GIVEN, aServer({ t1: 'record stale', t2: 'submit repealed' }).server, () => {});
    expect(rows.map(({ done, refusal }) => [done, refusal])).toEqual([
      [true, ''],
      [false, 'record stale'],
      [false, 'submit repealed'],
      [true, ''],
    ]);
    const { server, calls } = aServer();
    await sendBatch(rows, GIVEN, server, () => {});
    expect(calls).toEqual(['record 2', 'submit 2']);
    expect(rows.every(({ done, refusal }) => done && !refusal)).toBe(true);
  });

  it('keeps what went through where a later chunk does not arrive', async () => {
    const rows = rowsOf(BATCH_CHUNK + 1);
    const { server } = aServer();
    let calls = 0;
    const record: BatchServer['record'] = (body) =>
      ++calls > 1 ? Promise.reject(new TypeError('Failed to fetch')) : server.record(body);
    await expect(sendBatch(rows, GIVEN, { ...server, record }, () => {})).rejects.toThrow();
    expect(rows.filter(({ done }) => !done)).toHaveLength(1);
  });
});
