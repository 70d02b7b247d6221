import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Database } from '@quanheng/database';
import { INSTRUMENT_FIELDS, type Finding, type InstrumentFieldKey } from '@quanheng/domain';
import {
  aJob,
  aRow,
  aWorkbook,
  startImportBench,
  type Cells,
  type ImportBench,
} from '../testing/import-bench.js';
import { commitImport } from './commit-import.handler.js';
import { parseImport } from './parse-import.handler.js';
import { validateImport } from './validate-import.handler.js';

// Real: PostgreSQL, xlsx files, the reader, the rules. Not real: the storage is a map; handlers are called, not queued.
let bench: ImportBench;
beforeAll(async () => void (bench = await startImportBench()));
afterAll(() => bench.test.close());

const serials = (prefix: string, count: number, from = 1) =>
  Array.from({ length: count }, (_, i) => `${prefix}-${String(from + i).padStart(4, '0')}`);

async function judge(content: Buffer): Promise<string> {
  const importId = await bench.upload(content);
  await parseImport(bench)({ importId }, aJob());
  const { revision } = await bench.batch(importId);
  await validateImport(bench)({ importId, revision }, aJob());
  return importId;
}

async function askToCommit(importId: string, policy: 'VALID_ONLY' | 'ALL_OR_NOTHING'): Promise<void> {
  await bench.query(
    `UPDATE import_batch SET status = 'COMMITTING', commit_policy = $2, done = 0 WHERE id = $1`,
    [importId, policy],
  );
}

const rowsOf = (importId: string) =>
  bench.query<{
    row_number: number;
    level: string;
    findings: Finding[];
    duplicate_row: number | null;
    duplicate_id: string | null;
  }>(
    'SELECT row_number, level, findings, duplicate_row, duplicate_id FROM import_row WHERE import_id = $1 ORDER BY row_number',
    [importId],
  );
const instrumentsOf = (importId: string) =>
  bench.query<{ serial_number: string; valid_until: string | null; search_text: string }>(
    'SELECT * FROM instrument WHERE import_id = $1 ORDER BY serial_number',
    [importId],
  );

/** A database that stops the worker after its n-th transaction, as SIGTERM in the middle would. */
function stopsAfter(writes: number): { database: Database; signal: AbortSignal } {
  const stopping = new AbortController();
  let count = 0;
  const database = new Proxy(bench.database, {
    get(target, key) {
      const value = Reflect.get(target, key) as unknown;
      if (typeof value !== 'function') return value;
      return async (...args: unknown[]) => {
        const answer: unknown = await (value as (...a: unknown[]) => unknown).apply(target, args);
        if (key === 'write' && ++count === writes) stopping.abort();
        return answer;
      };
    },
  });
  return { database, signal: stopping.signal };
}

describe('an import of 200 rows with 12 errors and duplicates', () => {
  const bad: Cells[] = [
    ...serials('BAD', 4).map((s) => aRow(s, { origin: '国产x' })),
    ...serials('BAD', 4, 5).map((s) => aRow(s, { regionCode: '441299' })),
    ...serials('BAD', 4, 9).map((s) => aRow(s, { validUntil: '2026-13-01' })),
  ];
  let importId: string;

  beforeAll(async () => {
    const first = await judge(await aWorkbook([aRow('LEDGER-1')]));
    await askToCommit(first, 'VALID_ONLY');
    await commitImport(bench)({ importId: first }, aJob());
    const good = serials('OK', 182).map((s) => aRow(s, { validUntil: '2027-03-01' }));
    const converted = serials('WORD', 3).map((s) => aRow(s, { origin: '国产' }));
    const twice = [aRow('ＯＫ-0001'), aRow(' ok-0002 ')];
    importId = await judge(await aWorkbook([...good, ...converted, ...twice, aRow('ledger-1'), ...bad]));
  });

  it('is READY with every row counted under the worst that is to be said of it', async () => {
    const batch = await bench.batch(importId);
    expect(batch).toMatchObject({
      status: 'READY',
      sheet: '台账',
      headerRow: 2,
      total: 200,
      done: 200,
      phase: null,
    });
    expect(batch.counts).toEqual({
      total: 200,
      errors: 12,
      warnings: 0,
      duplicates: 3,
      clean: 185,
      updates: 1,
    });
  });

  it('names row, column, value found and values allowed', async () => {
    const [error] = (await rowsOf(importId)).filter(({ level }) => level === 'ERROR');
    expect(error?.row_number).toBe(2 + 188 + 1);
    expect(error?.findings).toContainEqual({
      field: 'origin',
      level: 'ERROR',
      code: 'import.code-only-digits',
      value: '国产x',
      details: { value: '国产x', allowed: '1（国产）、2（进口）' },
      suggestion: '1',
    });
  });

  it('finds the same instrument behind width, case and blanks, in the file and in the ledger', async () => {
    const duplicates = (await rowsOf(importId)).filter(({ level }) => level === 'DUPLICATE');
    const [ledger] = await bench.query<{ id: string }>(
      `SELECT id FROM instrument WHERE serial_number = 'LEDGER-1'`,
      [],
    );
    expect(duplicates).toEqual([
      expect.objectContaining({ duplicate_row: 3, duplicate_id: null }),
      expect.objectContaining({ duplicate_row: 4, duplicate_id: null }),
      expect.objectContaining({ duplicate_row: null, duplicate_id: ledger?.id }),
    ]);
  });

  it('puts the good rows into the ledger, codes as words, and leaves the others out', async () => {
    await askToCommit(importId, 'VALID_ONLY');
    await commitImport(bench)({ importId }, aJob());
    const batch = await bench.batch(importId);
    expect(batch).toMatchObject({ status: 'COMPLETED', created: 185, skipped: 0 });
    const instruments = await instrumentsOf(importId);
    expect(instruments).toHaveLength(185);
    expect(instruments[0]).toMatchObject({
      serial_number: 'OK-0001',
      origin: 'DOMESTIC',
      lifecycle: 'ACTIVE',
      valid_until: '2027-03-01',
      valid_until_declared: true,
      version: 1,
      own_number: '',
      search_text: expect.stringContaining('压力表 scs-100 ok-0001'),
    });
    const events = await bench.query<{ action: string }>(
      `SELECT action FROM audit_event WHERE object_type = 'import' AND object_id = $1 ORDER BY seq`,
      [importId],
    );
    expect(events.map(({ action }) => action)).toEqual([
      'import.parse',
      'import.validate',
      'import.ready',
      'import.complete',
    ]);
  });

  it('does nothing when it is asked for again', async () => {
    for (const handler of [parseImport, commitImport]) await handler(bench)({ importId }, aJob());
    await validateImport(bench)({ importId, revision: 1 }, aJob());
    expect(await bench.batch(importId)).toMatchObject({ status: 'COMPLETED', created: 185, total: 200 });
    expect(await instrumentsOf(importId)).toHaveLength(185);
  });
});

describe('a worker that is stopped in the middle', () => {
  it('validates every row exactly once', async () => {
    const importId = await bench.upload(await aWorkbook(serials('STOP', 1_700).map((s) => aRow(s))));
    await parseImport(bench)({ importId }, aJob());
    const { revision } = await bench.batch(importId);
    const stopped = stopsAfter(2);
    const run = validateImport({ ...bench, database: stopped.database });
    await expect(run({ importId, revision }, aJob(stopped.signal))).rejects.toThrow();
    expect(await bench.batch(importId)).toMatchObject({ status: 'VALIDATING', done: 1_000, total: 1_700 });

    await validateImport(bench)({ importId, revision }, aJob());
    expect(await bench.batch(importId)).toMatchObject({ status: 'READY', done: 1_700 });
    const rows = await rowsOf(importId);
    expect(rows.map(({ row_number }) => row_number)).toEqual(Array.from({ length: 1_700 }, (_, i) => i + 3));

    await askToCommit(importId, 'VALID_ONLY');
    const killed = stopsAfter(2);
    const commit = commitImport({ ...bench, database: killed.database });
    await expect(commit({ importId }, aJob(killed.signal))).rejects.toThrow();
    expect(await bench.batch(importId)).toMatchObject({ status: 'COMMITTING', created: 998, done: 998 });
    await commitImport(bench)({ importId }, aJob());
    expect(await bench.batch(importId)).toMatchObject({ status: 'COMPLETED', created: 1_700, skipped: 0 });
    expect(await instrumentsOf(importId)).toHaveLength(1_700);
  });

  it('leaves a batch alone that was cancelled meanwhile', async () => {
    const importId = await bench.upload(await aWorkbook(serials('GONE', 3).map((s) => aRow(s))));
    await parseImport(bench)({ importId }, aJob());
    await bench.query(`UPDATE import_batch SET status = 'CANCELLED' WHERE id = $1`, [importId]);
    await validateImport(bench)({ importId, revision: 1 }, aJob());
    expect((await bench.batch(importId)).status).toBe('CANCELLED');
    expect(await rowsOf(importId)).toEqual([]);
  });
});

describe('a long import beside others', () => {
  const waiting = (importId: string) =>
    bench.query<{ payload: { slice?: number } }>(
      `SELECT payload FROM outbox WHERE name = 'import.validate' AND payload ->> 'importId' = $1 AND payload ? 'slice'`,
      [importId],
    );
  const anotherWaits = (isOver: boolean) =>
    bench.query(
      `INSERT INTO outbox (id, name, job_id, payload, available_at, turn, done_at)
       VALUES (gen_random_uuid(), 'import.parse', 'import.parse.another', '{"importId":"another"}', now(), 1, $1::timestamptz)
       ON CONFLICT (job_id) DO UPDATE SET done_at = excluded.done_at`,
      [isOver ? new Date().toISOString() : null],
    );
  const start = async (prefix: string) => {
    const importId = await bench.upload(await aWorkbook(serials(prefix, 1_200).map((one) => aRow(one))));
    await parseImport(bench)({ importId }, aJob());
    return importId;
  };

  it('goes behind those that wait when its turn is over, and is whole in the end', async () => {
    await anotherWaits(false);
    const importId = await start('SLICE');
    const { revision } = await bench.batch(importId);
    await validateImport(bench, 0)({ importId, revision }, aJob());
    expect(await bench.batch(importId)).toMatchObject({ status: 'VALIDATING', done: 500 });
    expect(await waiting(importId)).toEqual([{ payload: expect.objectContaining({ revision, slice: 1 }) }]);
    await validateImport(bench, 0)({ importId, revision, slice: 1 }, aJob());
    await anotherWaits(true);
    await validateImport(bench, 0)({ importId, revision, slice: 2 }, aJob());
    expect(await bench.batch(importId)).toMatchObject({
      status: 'READY',
      counts: { total: 1_200, errors: 0 },
    });
    expect(new Set((await rowsOf(importId)).map(({ row_number }) => row_number)).size).toBe(1_200);
  });

  it('goes on while nobody waits', async () => {
    await anotherWaits(true);
    const importId = await start('ALONE');
    const { revision } = await bench.batch(importId);
    await validateImport(bench, 0)({ importId, revision }, aJob());
    expect(await bench.batch(importId)).toMatchObject({ status: 'READY' });
    expect(await waiting(importId)).toEqual([]);
  });
});

describe('all or nothing', () => {
  it('takes nothing in when the ledger has got one of them meanwhile', async () => {
    const importId = await judge(await aWorkbook(serials('ALL', 600).map((s) => aRow(s))));
    const other = await judge(await aWorkbook([aRow('ALL-0600')]));
    await askToCommit(other, 'VALID_ONLY');
    await commitImport(bench)({ importId: other }, aJob());
    await askToCommit(importId, 'ALL_OR_NOTHING');
    await commitImport(bench)({ importId }, aJob());
    expect(await bench.batch(importId)).toMatchObject({
      status: 'FAILED',
      failureCode: 'import.rows-not-clean',
      failureDetails: { count: 1 },
      created: 0,
    });
    expect(await instrumentsOf(importId)).toEqual([]);
  });

  it('skips and marks it where only the valid ones are wanted', async () => {
    const importId = await judge(await aWorkbook(serials('SOME', 3).map((s) => aRow(s))));
    const other = await judge(await aWorkbook([aRow('SOME-0002')]));
    for (const id of [other, importId]) {
      await askToCommit(id, 'VALID_ONLY');
      await commitImport(bench)({ importId: id }, aJob());
    }
    expect(await bench.batch(importId)).toMatchObject({ status: 'COMPLETED', created: 2, skipped: 1 });
    expect((await rowsOf(importId)).map(({ level }) => level)).toEqual(['OK', 'DUPLICATE', 'OK']);
  });
});

describe("a clerk's own workbook", () => {
  const own: [InstrumentFieldKey, string][] = INSTRUMENT_FIELDS.filter(
    ({ key }) => key !== 'verificationMode',
  ).map((f) => [f.key, f.synonyms[0] ?? f.header]);

  it('waits for the clerk where a required column is missing, and remembers what she chose', async () => {
    const content = await aWorkbook([aRow('OWN-1')], own);
    const importId = await bench.upload(content);
    await parseImport(bench)({ importId }, aJob());
    const batch = await bench.batch(importId);
    expect(batch.status).toBe('MAPPING');
    expect(batch.preview?.headers.slice(0, 2)).toEqual(['名称', '规格型号']);
    expect(batch.preview?.rows[0]?.slice(0, 3)).toEqual(['压力表', 'SCS-100', 'OWN-1']);

    const mapping = { ...batch.mapping, constants: { verificationMode: '1' } };
    await bench.query(`UPDATE import_batch SET status = 'READY', mapping = $2::jsonb WHERE id = $1`, [
      importId,
      JSON.stringify(mapping),
    ]);
    const again = await bench.upload(content);
    await parseImport(bench)({ importId: again }, aJob());
    expect(await bench.batch(again)).toMatchObject({ status: 'VALIDATING', mapping });
  });

  it('fails with a reason where nothing can be read from it', async () => {
    const cases: [Buffer, string][] = [
      [Buffer.from('台账\n说明\n'), 'import.no-header'],
      [await aWorkbook([]), 'import.no-rows'],
      [Buffer.from('PK\u0003\u0004 not a zip'), 'file.unreadable'],
    ];
    for (const [content, code] of cases) {
      const importId = await bench.upload(content);
      await parseImport(bench)({ importId }, aJob());
      expect(await bench.batch(importId)).toMatchObject({ status: 'FAILED', failureCode: code });
    }
  });

  it('asks for the columns where no header is known', async () => {
    const importId = await bench.upload(Buffer.from('代号,牌子,数目甲\n压力表,演示,3\n'));
    await parseImport(bench)({ importId }, aJob());
    expect(await bench.batch(importId)).toMatchObject({
      status: 'MAPPING',
      total: 1,
      preview: { headers: ['代号', '牌子', '数目甲'], rows: [['压力表', '演示', '3']] },
    });
  });

  it('passes over what is no instrument, says so, and fills in what a cell only points at', async () => {
    const lines = [
      '演示企业强检器具台账,,,,,',
      '序号,器具名称,型号,规格,出厂编号,量程(MPa)',
      '1,压力表,Y,100,D-1,0~1.6',
      '2,同上,同上,150,D-2,同上',
      '序号,器具名称,型号,规格,出厂编号,量程(MPa)',
      '3,〃,〃,60,D-3,〃',
      '合计,3,,,,',
      '填表人：演示,,,审核：演示,,',
    ];
    const importId = await bench.upload(Buffer.from(lines.join('\n')));
    await parseImport(bench)({ importId }, aJob());
    const batch = await bench.batch(importId);
    expect(batch).toMatchObject({ status: 'MAPPING', headerRow: 2, total: 3 });
    expect(batch.preview?.aside).toEqual({
      count: 3,
      rows: [
        { rowNumber: 5, reason: 'HEADER', text: expect.stringContaining('器具名称') },
        { rowNumber: 7, reason: 'TOTAL', text: '合计 3' },
        { rowNumber: 8, reason: 'NOTE', text: expect.stringContaining('填表人') },
      ],
    });
    await bench.query(`UPDATE import_batch SET status = 'VALIDATING' WHERE id = $1`, [importId]);
    await validateImport(bench)({ importId, revision: batch.revision }, aJob());
    const rows = await bench.query<{ row_number: number; values: object }>(
      'SELECT row_number, "values" FROM import_row WHERE import_id = $1 ORDER BY 1',
      [importId],
    );
    expect(rows.map(({ row_number, values }) => [row_number, values])).toEqual([
      [3, expect.objectContaining({ name: '压力表', model: 'Y 100', measuringRange: '(0~1.6)MPa' })],
      [4, expect.objectContaining({ name: '压力表', model: 'Y 150', measuringRange: '(0~1.6)MPa' })],
      [6, expect.objectContaining({ name: '压力表', model: 'Y 60', measuringRange: '(0~1.6)MPa' })],
    ]);
  });

  it('is tried again when the trouble is ours, and says so after the last try', async () => {
    const importId = await bench.upload(await aWorkbook([aRow('LOST-1')]));
    const broken = { ...bench, storage: { getBytes: () => Promise.reject(new Error('disk')) } };
    await expect(parseImport(broken)({ importId }, aJob())).rejects.toThrow('disk');
    expect((await bench.batch(importId)).status).toBe('PARSING');
    await expect(parseImport(broken)({ importId }, { ...aJob(), attempt: 5 })).rejects.toThrow('disk');
    expect(await bench.batch(importId)).toMatchObject({ status: 'FAILED', failureCode: 'platform.internal' });
  });

  it('keeps characters that PostgreSQL cannot store out of the way', async () => {
    const importId = await judge(await aWorkbook([aRow('ODD-1', { remark: 'a\uD800b' })]));
    expect((await bench.batch(importId)).status).toBe('READY');
  });
});
