import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ImportRowEntity, systemContext } from '@quanheng/database';
import { INSTRUMENT_FIELDS } from '@quanheng/domain';
import { readRows, writeErrorReport, type ReportRow } from '@quanheng/spreadsheets';
import {
  aJob,
  aRow,
  aWorkbook,
  startImportBench,
  type Cells,
  type ImportBench,
} from '../testing/import-bench.js';
import { commitImport } from './commit-import.handler.js';
import { expireImports } from './expire-imports.handler.js';
import { parseImport } from './parse-import.handler.js';
import { reportImport } from './report-import.js';
import { validateImport } from './validate-import.handler.js';

// Real: PostgreSQL, xlsx files, the reader, the rules. Not real: the storage is a map; handlers are called, not queued.
let bench: ImportBench;
beforeAll(async () => void (bench = await startImportBench()));
afterAll(() => bench.test.close());

async function judge(rows: readonly Cells[]): Promise<string> {
  const importId = await bench.upload(await aWorkbook(rows));
  await parseImport(bench)({ importId }, aJob());
  const { revision } = await bench.batch(importId);
  await validateImport(bench)({ importId, revision }, aJob());
  return importId;
}

async function commit(importId: string, duplicatePolicy: 'SKIP' | 'UPDATE' = 'SKIP'): Promise<void> {
  await bench.query(
    `UPDATE import_batch SET status = 'COMMITTING', commit_policy = 'VALID_ONLY', duplicate_policy = $2, done = 0, committed_row = 0 WHERE id = $1`,
    [importId, duplicatePolicy],
  );
  await commitImport(bench)({ importId }, aJob());
}

const stagedRows = (importId: string) =>
  bench.database.read(systemContext(), (tx) =>
    tx.manager.find(ImportRowEntity, { where: { importId }, order: { rowNumber: 'ASC' } }),
  );
const instrument = async (serial: string) =>
  (
    await bench.query<Record<string, unknown>>('SELECT * FROM instrument WHERE serial_number = $1', [serial])
  )[0];

/** The report as it comes back: the clerk has typed over cells of it. */
async function mendedReport(
  importId: string,
  mend: (row: string[]) => void,
  added: ReportRow[] = [],
): Promise<Buffer> {
  const headers = INSTRUMENT_FIELDS.map(({ header }) => header);
  const rows = (await stagedRows(importId)).map(({ rowNumber, raw, findings }) => {
    const cells = raw.map((cell) => String(cell ?? ''));
    mend(cells);
    return { rowKey: `${importId}:${rowNumber}`, rowNumber, cells, findings };
  });
  return writeErrorReport([...rows, ...added], {
    headers,
    columns: new Map(INSTRUMENT_FIELDS.map(({ key }, index) => [index, key])),
  });
}
const ORIGIN = INSTRUMENT_FIELDS.findIndex(({ key }) => key === 'origin');

describe('the error report', () => {
  it('has the rows to mend with what was typed since, says what is wrong, and finds back', async () => {
    const importId = await judge([
      aRow('W-1'),
      aRow('W-2', { origin: '国产x', regionCode: '1' }),
      aRow('W-1'),
    ]);
    await bench.query(
      `UPDATE import_row SET edits = '{"regionCode": "2"}' WHERE import_id = $1 AND row_number = 4`,
      [importId],
    );
    const context = systemContext();
    const said: number[] = [];
    const result = await reportImport(bench as never, {
      id: importId,
      params: { importId, language: 'zh-CN' },
      context,
      signal: new AbortController().signal,
      progress: async (_, done) => void said.push(done),
    });
    expect(result).toMatchObject({ counts: { rows: 2 }, file: { fileName: '演示-错误报告.xlsx' } });
    const rows = [];
    for await (const { cells } of readRows(result.file?.body as Buffer, { maxRows: 10, sheet: '错误明细' }))
      rows.push(cells.map((cell) => String(cell ?? '')));
    expect(rows).toHaveLength(3);
    expect(rows[0]?.slice(0, 2)).toEqual(['错误说明', '器具名称']);
    expect(rows[1]?.[0]).toContain('当前为“国产x”');
    expect([rows[1]?.[8], rows[1]?.[13], rows[1]?.at(-1)]).toEqual(['国产x', '2', `${importId}:4`]);
    expect(rows[2]?.[0]).toContain('与第 3 行重复');
  });
});

describe('an error report that comes back', () => {
  it('goes into its import row by row, and the file itself is no import', async () => {
    const importId = await judge([aRow('R-1', { origin: 'x' }), aRow('R-2', { origin: 'y' }), aRow('R-3')]);
    const report = await mendedReport(importId, (cells) => {
      if (cells[ORIGIN] === 'x') cells[ORIGIN] = '1';
    });
    const upload = await bench.upload(report);
    await parseImport(bench)({ importId: upload }, aJob());
    expect(await bench.batch(upload)).toMatchObject({ status: 'CANCELLED', mergedInto: importId });
    expect((await bench.batch(importId)).counts).toMatchObject({ total: 3, errors: 1, clean: 2 });
    expect((await stagedRows(importId)).map(({ edits }) => edits)).toEqual([{ origin: '1' }, {}, {}]);
    await parseImport(bench)({ importId: upload }, aJob());
    expect((await bench.batch(importId)).editSeq).toBe(1);
  });

  it('brings the rows along that the clerk added to it', async () => {
    const importId = await judge([aRow('N-1', { origin: 'x' })]);
    const [row] = await stagedRows(importId);
    const cells = row!.raw.map((cell) => String(cell ?? ''));
    cells[ORIGIN] = '1';
    cells[INSTRUMENT_FIELDS.findIndex(({ key }) => key === 'serialNumber')] = 'N-2';
    const report = await mendedReport(importId, () => undefined, [
      { rowKey: '', rowNumber: 3, cells, findings: [] },
    ]);
    const upload = await bench.upload(report);
    await parseImport(bench)({ importId: upload }, aJob());
    expect((await bench.batch(importId)).counts).toMatchObject({ total: 2, errors: 1, clean: 1 });
    expect((await stagedRows(importId))[1]).toMatchObject({
      removed: false,
      level: 'OK',
      edits: { serialNumber: 'N-2' },
    });
  });

  it('opens an import again whose right rows were committed; those are not touched', async () => {
    const importId = await judge([aRow('O-1'), aRow('O-2', { origin: 'x' })]);
    await commit(importId);
    expect(await bench.batch(importId)).toMatchObject({ status: 'COMPLETED', created: 1 });
    const upload = await bench.upload(await mendedReport(importId, (cells) => (cells[ORIGIN] = '2')));
    await parseImport(bench)({ importId: upload }, aJob());
    expect(await bench.batch(importId)).toMatchObject({ status: 'READY', counts: { total: 1, clean: 1 } });
    await commit(importId);
    expect(await bench.batch(importId)).toMatchObject({ status: 'COMPLETED', created: 2 });
    expect([(await instrument('O-1'))?.['origin'], (await instrument('O-2'))?.['origin']]).toEqual([
      'DOMESTIC',
      'IMPORTED',
    ]);
  });

  it('of an import that is over is refused with its reason', async () => {
    const importId = await judge([aRow('C-1', { origin: 'x' })]);
    const report = await mendedReport(importId, () => undefined);
    await bench.query(`UPDATE import_batch SET status = 'CANCELLED' WHERE id = $1`, [importId]);
    const upload = await bench.upload(report);
    await parseImport(bench)({ importId: upload }, aJob());
    expect(await bench.batch(upload)).toMatchObject({
      status: 'FAILED',
      failureCode: 'import.report-outdated',
    });
  });
});

describe('rows that the ledger has', () => {
  it('bring it up to date where that was chosen, but for what is filed; blank cells say nothing', async () => {
    await commit(await judge(['U-1', 'U-2', 'U-3'].map((serial) => aRow(serial, { location: '旧地点' }))));
    await bench.query(`UPDATE instrument SET filed_on = '2026-01-05' WHERE serial_number = 'U-2'`, []);
    const change = { location: '新地点', verificationMode: '1', remark: '' };
    const importId = await judge([
      aRow('U-1', change),
      aRow('u-2', change),
      aRow('U-3', { location: '旧地点' }),
    ]);
    expect((await bench.batch(importId)).counts).toMatchObject({ duplicates: 3, updates: 3 });
    await commit(importId, 'UPDATE');
    expect(await bench.batch(importId)).toMatchObject({ status: 'COMPLETED', created: 0, updated: 2 });
    expect(await instrument('U-1')).toMatchObject({
      location: '新地点',
      verification_mode: 'BRING_IN',
      version: 2,
    });
    expect(await instrument('U-2')).toMatchObject({
      location: '新地点',
      verification_mode: 'ON_SITE',
      version: 2,
    });
    expect(await instrument('U-3')).toMatchObject({ version: 1 });
    expect((await stagedRows(importId))[0]).toMatchObject({
      before: expect.objectContaining({ location: '旧地点', verificationMode: 'ON_SITE' }),
      appliedVersion: 2,
    });
  });

  it('are left alone otherwise', async () => {
    await commit(await judge([aRow('S-1', { location: '旧地点' })]));
    await commit(await judge([aRow('S-1', { location: '新地点' }), aRow('S-2')]), 'SKIP');
    expect(await instrument('S-1')).toMatchObject({ location: '旧地点', version: 1 });
  });
});

describe('an import that nobody goes on with', () => {
  it('expires after 30 days with its rows; one that is worked on does not', async () => {
    const [old, fresh] = [await judge([aRow('X-1')]), await judge([aRow('X-2')])];
    const day = (days: number, id: string) =>
      bench.query(
        `UPDATE import_batch SET updated_at = $3::timestamptz - make_interval(days => $2) WHERE id = $1`,
        [id, days, bench.test.clock.now()],
      );
    await day(31, old);
    await day(29, fresh);
    await expireImports(bench)({ on: '2026-11-23' }, aJob());
    expect((await bench.batch(old)).status).toBe('EXPIRED');
    expect(await stagedRows(old)).toEqual([]);
    expect((await bench.batch(fresh)).status).toBe('READY');
    expect(await stagedRows(fresh)).toHaveLength(1);
    await expireImports(bench)({ on: '2026-11-23' }, aJob());
  });
});
