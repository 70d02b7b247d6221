import { buffer, text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  BranchEntity,
  BulkEditEntity,
  InstrumentEntity,
  systemContext,
  type TenantContext,
} from '@quanheng/database';
import type { LongJobKind, LongJobParams } from '@quanheng/domain';
import { readRows } from '@quanheng/spreadsheets';
import { uuidv7 } from 'uuidv7';
import type { LongJobResult, LongJobRunner } from '../long-job/long-job-runner.js';
import { pagesOf, PRINTING_MS, startWorker, type WorkerUnderTest } from '../testing/worker-under-test.js';
import { arrangeReceipt, type ReceivedCase } from '../testing/received-instrument.js';
import {
  assignBranchByFilter,
  editInstrumentsByFilter,
  moveInstrumentsByFilter,
  undoEdit,
} from './change-instruments.js';
import { exportLedger } from './export-ledger.js';
import { printLabels } from './print-labels.js';

// Real: PostgreSQL with row security, the headless browser, files read back by other software than wrote them.
let worker: WorkerUnderTest;
let received: ReceivedCase;
let context: TenantContext;
beforeAll(async () => {
  worker = await startWorker();
  received = await arrangeReceipt(worker.test);
  const { enterpriseId } = received;
  context = {
    ...systemContext(),
    kind: 'enterprise',
    accountId: uuidv7(),
    accountName: '演示经办人',
    enterpriseId,
    roles: ['ENTERPRISE_CLERK'],
  };
}, PRINTING_MS);
afterAll(() => worker.close());

const run = <K extends LongJobKind>(
  runner: LongJobRunner<K>,
  params: LongJobParams[K],
): Promise<LongJobResult> =>
  runner(worker.services, {
    id: uuidv7(),
    params,
    context,
    signal: new AbortController().signal,
    progress: async () => undefined,
  });

/** Instruments like the one that was received, in a place of their own. */
async function arrange(count: number, change: Partial<InstrumentEntity> = {}): Promise<string[]> {
  return worker.test.database.write(systemContext(), async (tx) => {
    const pattern = await tx.manager.findOneByOrFail(InstrumentEntity, {
      enterpriseId: received.enterpriseId,
    });
    const rows = Array.from({ length: count }, () => {
      const id = uuidv7();
      const bare = { openFilingItemId: null, openAppointmentItemId: null, filedOn: null, labelCode: null };
      return { ...pattern, ...bare, id, version: 1, serialNumber: id.slice(-12), identityKey: id, ...change };
    });
    await tx.manager.insert(InstrumentEntity, rows);
    return rows.map(({ id }) => id);
  });
}
const find = (id: string) =>
  worker.test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(InstrumentEntity, { id }));
const rowsOf = async (result: LongJobResult): Promise<unknown[][]> => {
  const rows: unknown[][] = [];
  const file = await buffer(result.file!.body as Readable);
  for await (const { cells } of readRows(file, { maxRows: 2000 })) rows.push([...cells]);
  return rows;
};

describe('the branch of all that match', () => {
  it('is set once, for those of the filter only', async () => {
    const branchId = uuidv7();
    await worker.test.database.write(systemContext(), (tx) =>
      tx.manager.insert(BranchEntity, {
        id: branchId,
        version: 1,
        enterpriseId: received.enterpriseId,
        name: '演示分厂',
      }),
    );
    const ids = await arrange(501, { location: '分厂车间' });
    const [elsewhere] = await arrange(1, { location: '总厂车间' });
    const params = { branchId, criteria: { location: '分厂车间' } };
    const { counts } = await run(assignBranchByFilter, params);
    expect(counts).toEqual({ changed: 501, unchanged: 0, refused: 0 });
    expect((await find(ids[500]!)).branchId).toBe(branchId);
    expect((await find(elsewhere!)).branchId).toBeNull();
    expect((await run(assignBranchByFilter, params)).counts).toMatchObject({ changed: 0, unchanged: 501 });
  });
});

describe('one field of all that match', () => {
  it('is set chunk by chunk, once, lists what was refused, and can be set back', async () => {
    const place = '甲车间';
    const free = await arrange(701, { location: place, remark: '旧' });
    const [locked] = await arrange(1, { location: place, filedOn: '2026-11-20', everFiled: true });
    const bulkEditId = uuidv7();
    const params = {
      bulkEditId,
      field: 'verificationMode',
      value: 'ON_SITE',
      criteria: { location: place },
    } as const;
    const result = await run(editInstrumentsByFilter, params);
    expect(result.counts).toEqual({ changed: 701, unchanged: 0, refused: 1 });
    expect((await rowsOf(result)).at(-1)?.join(' ')).toContain('检定方式');
    expect((await find(free[0]!)).verificationMode).toBe('ON_SITE');
    expect((await find(locked!)).verificationMode).toBe('BRING_IN');
    // A worker that was killed begins again: nothing is changed or counted twice.
    expect((await run(editInstrumentsByFilter, params)).counts).toMatchObject({ changed: 0, unchanged: 701 });
    const edit = () =>
      worker.test.database.read(context, (tx) =>
        tx.manager.findOneByOrFail(BulkEditEntity, { id: bulkEditId }),
      );
    expect((await edit()).changed).toBe(701);

    await worker.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE instrument SET filed_on = '2026-11-23' WHERE id = $1`, [free[1]]),
    );
    const undone = await run(undoEdit, { bulkEditId });
    expect(undone.counts).toEqual({ changed: 700, unchanged: 0, refused: 1 });
    expect((await find(free[0]!)).verificationMode).toBe('BRING_IN');
    expect((await find(free[1]!)).verificationMode).toBe('ON_SITE');
    expect((await edit()).restored).toBe(700);
  });

  it('is left alone where it was changed again since', async () => {
    const [one, two] = (await arrange(2, { location: '乙车间', remark: '旧' })) as [string, string];
    const bulkEditId = uuidv7();
    const criteria = { location: '乙车间' };
    await run(editInstrumentsByFilter, { bulkEditId, field: 'remark', value: '批', criteria });
    await worker.test.database.write(systemContext(), (tx) =>
      tx.manager.update(InstrumentEntity, { id: two }, { remark: '亲手改的' }),
    );
    const undone = await run(undoEdit, { bulkEditId });
    expect(undone.counts).toEqual({ changed: 1, unchanged: 0, refused: 1 });
    expect([(await find(one)).remark, (await find(two)).remark]).toEqual(['旧', '亲手改的']);
  });
});

describe('the lifecycle of all that match', () => {
  it('moves those that may, and lists the rest', async () => {
    const criteria = { location: '丙车间' };
    const [free] = await arrange(2, criteria);
    await arrange(1, { ...criteria, lifecycle: 'SCRAPPED' });
    const result = await run(moveInstrumentsByFilter, { action: 'seal', reason: null, criteria });
    expect(result.counts).toEqual({ changed: 2, unchanged: 0, refused: 1 });
    expect((await find(free!)).lifecycle).toBe('SEALED');
  });
});

describe('the ledger as a file', () => {
  it('has the rows that match and the columns wanted, in words, and no formula', async () => {
    const criteria = { location: '丁车间' };
    await arrange(1100, criteria);
    const [odd] = await arrange(1, { ...criteria, remark: '=HYPERLINK("x")', validUntil: '2027-01-01' });
    const columns = ['name', 'verificationMode', 'remark', 'validityStatus', 'filingStatus'];
    const which = { criteria };
    const xlsx = await run(exportLedger, { which, columns, format: 'xlsx', language: 'zh-CN' });
    const rows = await rowsOf(xlsx);
    expect(rows).toHaveLength(1102);
    expect(rows[0]).toEqual(['器具名称', '检定方式', '备注', '检定状态', '备案状态']);
    const one = { which: { ids: [odd!] }, columns, format: 'csv', language: 'zh-CN' } as const;
    const csv = await run(exportLedger, one);
    const [header, line] = (await text(csv.file!.body as Readable)).trim().split('\r\n');
    expect(header).toBe('器具名称,检定方式,备注,检定状态,备案状态');
    expect(line).toMatch(/,送检,"'=HYPERLINK\(""x""\)",有效,未备案$/);
  });

  it('never holds another enterprise’s rows', async () => {
    const [mine] = await arrange(1);
    context = { ...context, enterpriseId: uuidv7() };
    const params = { which: { ids: [mine!] }, columns: ['name'], format: 'csv', language: 'en' } as const;
    const csv = await text((await run(exportLedger, params)).file!.body as Readable);
    context = { ...context, enterpriseId: received.enterpriseId };
    expect(csv.trim()).toBe('Instrument name');
  });
});

describe('labels', () => {
  it(
    'keep the number of the first one, and none is made for what is scrapped',
    async () => {
      const [one, two] = (await arrange(2)) as [string, string];
      const [scrapped] = await arrange(1, { lifecycle: 'SCRAPPED' });
      const which = { ids: [one, two, scrapped!] };
      const result = await run(printLabels, { which, layout: '40x30', kind: 'IDENTITY' });
      expect(result.counts).toEqual({ labels: 2, skipped: 1 });
      expect(await pagesOf(result.file!.body as Buffer)).toHaveLength(2);
      const code = (await find(one)).labelCode;
      expect(code).toMatch(/^I20261123-\d{5}-\w$/);
      await run(printLabels, { which: { ids: [one] }, layout: 'A4_3x8', kind: 'IDENTITY' });
      expect((await find(one)).labelCode).toBe(code);
      expect((await find(two)).labelCode).not.toBe(code);
      expect((await find(scrapped!)).labelCode).toBeNull();
    },
    PRINTING_MS,
  );

  it(
    'of status say only what is so',
    async () => {
      const [valid] = await arrange(1, { validUntil: '2027-01-01' });
      const [stopped] = await arrange(1, { lifecycle: 'OUT_OF_SERVICE' });
      const [overdue] = await arrange(1, { validUntil: '2026-01-01' });
      const ids = [valid!, stopped!, overdue!];
      const result = await run(printLabels, { which: { ids }, layout: '40x30', kind: 'STATUS' });
      expect(result.counts).toEqual({ labels: 2, skipped: 1 });
      const [pass, stop] = await pagesOf(result.file!.body as Buffer);
      expect(pass).toContain('合格');
      expect(pass).toContain('2027-01-01');
      expect(stop).toContain('停用');
      const none = { which: { ids: [overdue!] }, layout: '40x30', kind: 'STATUS' } as const;
      await expect(run(printLabels, none)).rejects.toMatchObject({ code: 'instrument.no-label' });
    },
    PRINTING_MS,
  );
});
