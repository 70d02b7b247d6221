import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  FilingItemEntity,
  findCatalogue,
  findRegions,
  ImportBatchEntity,
  ImportRowEntity,
  InstrumentEntity,
  systemContext,
} from '@quanheng/database';
import {
  buildImportContext,
  cellText,
  INSTRUMENT_FIELDS,
  judgeRow,
  toRawRow,
  type ImportMapping,
  type InstrumentFieldKey,
} from '@quanheng/domain';
import { countImportRows, markImportDuplicates } from '@quanheng/operations';
import { detectTable, readRows } from '@quanheng/spreadsheets';
import type { Readable } from 'node:stream';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  GAUGE,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL, files, xlsx. Rows are staged here as the worker stages them.
let api: ApiUnderTest;
let clerk: SignedIn;
let viewer: SignedIn;
let stranger: SignedIn;
let enterpriseId: string;
let institutionId: string;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institutionId = (await arrangeInstitution(api.test)).id;
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  viewer = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
  stranger = await api.signIn({
    roles: ['ENTERPRISE_CLERK'],
    enterpriseId: await arrangeEnterprise(api.test, institutionId),
  });
});
afterAll(() => api.close());

const MAPPING: ImportMapping = {
  columns: Object.fromEntries(INSTRUMENT_FIELDS.map(({ key }, index) => [index, key])),
  constants: {},
};
type Cells = Partial<Record<InstrumentFieldKey, string>>;
const aRow = (serialNumber: string, change: Cells = {}): Cells => ({
  ...Object.fromEntries(INSTRUMENT_FIELDS.map(({ key, example }) => [key, example])),
  name: '压力表',
  categoryCode: GAUGE,
  ownNumber: '',
  serialNumber,
  ...change,
});

/** A batch in a state, with its rows judged. */
async function stage(rows: readonly Cells[], state: Partial<ImportBatchEntity> = {}): Promise<string> {
  const importId = uuidv7();
  await api.test.database.write(systemContext(), async (tx) => {
    const batch = {
      id: importId,
      enterpriseId,
      status: 'READY' as const,
      fileName: '台账.xlsx',
      attachmentId: uuidv7(),
      createdBy: uuidv7(),
    };
    const preview = { headers: INSTRUMENT_FIELDS.map(({ header }) => header), rows: [] };
    await tx.manager.save(
      tx.manager.create(ImportBatchEntity, {
        ...batch,
        mapping: MAPPING,
        preview,
        sheet: 'a',
        headerRow: 1,
        ...state,
      }),
    );
    const [regions, catalogue] = [await findRegions(tx), await findCatalogue(tx, tx.today)];
    const rules = buildImportContext({ regions, catalogue: [...catalogue.values()], today: tx.today });
    const staged = rows.map((row, index) => {
      const raw = INSTRUMENT_FIELDS.map(({ key }) => row[key] ?? null);
      const { values, identityKey, findings, level } = judgeRow(toRawRow(raw, MAPPING), rules);
      return { importId, rowNumber: index + 2, enterpriseId, raw, values, identityKey, findings, level };
    });
    await tx.manager.insert(ImportRowEntity, staged as never);
    await markImportDuplicates(tx, importId);
    await countImportRows(tx, importId);
  });
  return importId;
}
const rowsOf = async (importId: string, query: object = {}) =>
  (await clerk.get(`/imports/${importId}/rows`).query(query)).body.items;
const jobs = (importId: string) =>
  api.test.database.read(systemContext(), (tx) =>
    tx.query<{ name: string }>(`SELECT name FROM outbox WHERE payload ->> 'importId' = $1 ORDER BY id`, [
      importId,
    ]),
  );
/** Without a body of its own, which a multipart request can't have. */
const upload = (content: Buffer, name = '台账.xlsx') =>
  clerk.post('/imports', null as never).attach('file', content, name);

describe('the template', () => {
  it('is a workbook that the importer reads, with the enterprise’s own region first', async () => {
    const answer = await clerk
      .get('/imports/template')
      .buffer(true)
      .parse(binary as never);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-disposition']).toContain(encodeURIComponent('导入模板'));
    const table = await detectTable(answer.body as Buffer);
    expect(table.mapping.missingRequired).toEqual([]);
    const rows = readRows(answer.body as Buffer, {
      maxRows: 10,
      sheet: table.sheet,
      afterRow: table.headerRow,
    });
    const example = (await rows.next()).value;
    expect(cellText(example?.cells[12])).toBe('441202');
    expect((await viewer.get('/imports/template')).status).toBe(403);
  });
});

describe('an upload', () => {
  it('is stored and promised to the worker', async () => {
    const answer = await upload(Buffer.from('器具名称,型号规格,出厂编号\n压力表,Y,1\n'), 'C:\\台账.csv');
    expect([answer.status, answer.body.code]).toEqual([201, undefined]);
    expect(answer.body).toMatchObject({ status: 'UPLOADED', fileName: '台账.csv', counts: null, version: 1 });
    expect(await jobs(answer.body.id)).toEqual([{ name: 'import.parse' }]);
    const listed = await clerk.get('/imports');
    expect(listed.body.items.map(({ id }: { id: string }) => id)).toContain(answer.body.id);
    expect((await stranger.get(`/imports/${answer.body.id}`)).status).toBe(404);
    expect((await viewer.get(`/imports/${answer.body.id}`)).status).toBe(200);
  });

  it('is refused where it is no workbook, or empty, or missing', async () => {
    expect((await upload(Buffer.from('%PDF-1.7 x'))).body.code).toBe('file.type-not-allowed');
    expect((await upload(Buffer.alloc(0))).body.code).toBe('file.empty');
    expect((await clerk.post('/imports', {})).body.code).toBe('file.missing');
  });
});

describe('mapping', () => {
  const put = (importId: string, body: object, version: number) =>
    clerk.put(`/imports/${importId}/mapping`, body).set('If-Match', `"v${version}"`);

  it('takes columns and values for all rows, and sends the rows to be judged', async () => {
    const { 13: _, ...columns } = MAPPING.columns as Record<number, string>;
    const importId = await stage([], { status: 'MAPPING', mapping: { columns: {}, constants: {} } });
    expect((await clerk.get(`/imports/${importId}`)).body.missingFields).toContain('name');
    const missing = await put(importId, { columns, constants: {} }, 1);
    expect([missing.status, missing.body.code]).toEqual([422, 'import.columns-missing']);
    expect(missing.body.details.fields).toEqual(['categoryCode']);
    const answer = await put(importId, { columns, constants: { categoryCode: GAUGE } }, 1);
    expect(answer.body).toMatchObject({ status: 'VALIDATING', missingFields: [] });
    expect(await jobs(importId)).toEqual([{ name: 'import.validate' }]);
    expect((await put(importId, { columns, constants: {} }, 1)).status).toBe(412);
    expect((await put(importId, { columns, constants: {} }, answer.body.version)).status).toBe(409);
  });

  it('refuses fields and columns that do not exist, and a field named twice', async () => {
    const importId = await stage([], { status: 'MAPPING' });
    const answer = await put(
      importId,
      { columns: { 0: 'name', 1: 'colour', 99: 'model', 2: 'origin' }, constants: { origin: '1' } },
      1,
    );
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map(({ pointer, code }: Record<string, string>) => [pointer, code])).toEqual([
      ['/columns/1', 'field.bad-format'],
      ['/columns/99', 'field.bad-format'],
      ['/constants/origin', 'import.column-taken'],
    ]);
  });

  it('can be done again while the rows are mended', async () => {
    const importId = await stage([aRow('M-1')]);
    const answer = await put(importId, MAPPING, 1);
    expect(answer.body).toMatchObject({ status: 'VALIDATING', counts: null });
    expect(await rowsOf(importId)).toEqual([]);
  });
});

describe('mending', () => {
  it('shows rows by what is wrong with them, in words, by cell', async () => {
    const importId = await stage([aRow('L-1'), aRow('L-2', { origin: '国产x' }), aRow('l-1')]);
    const [bad] = await rowsOf(importId, { level: 'ERROR' });
    expect(bad).toMatchObject({ rowNumber: 3, version: 1, cells: { origin: '国产x' }, edited: [] });
    expect(bad.findings).toEqual([
      expect.objectContaining({
        field: 'origin',
        message: '只能填 1（国产）、2（进口），当前为“国产x”',
        suggestion: '1',
      }),
    ]);
    const [duplicate] = await rowsOf(importId, { level: 'DUPLICATE' });
    expect(duplicate).toMatchObject({ rowNumber: 4, duplicateRow: 2 });
    expect(duplicate.findings[0].message).toContain('第 2 行');
    const all = await clerk.get(`/imports/${importId}/rows`).query({ limit: 2 });
    const rest = await clerk.get(`/imports/${importId}/rows`).query({ limit: 2, cursor: all.body.next });
    expect([...all.body.items, ...rest.body.items].map(({ rowNumber }) => rowNumber)).toEqual([2, 3, 4]);
    expect((await stranger.get(`/imports/${importId}/rows`)).status).toBe(404);
  });

  it('judges a mended row at once, counts, and frees what was its duplicate', async () => {
    const importId = await stage([aRow('N-1', { origin: '国产x' }), aRow('n-1')]);
    const path = `/imports/${importId}/rows/2`;
    const answer = await clerk.patch(path, { cells: { origin: '1', serialNumber: 'N-2' } }, 1);
    expect(answer.body).toMatchObject({
      level: 'OK',
      version: 2,
      edited: ['origin', 'serialNumber'],
      cells: { origin: '1', serialNumber: 'N-2' },
      counts: { total: 2, errors: 0, duplicates: 0, clean: 2 },
    });
    expect((await rowsOf(importId))[1]).toMatchObject({ level: 'OK', duplicateRow: null });
    const back = await clerk.patch(path, { cells: { serialNumber: 'ｎ-1' } }, 2);
    expect(back.body.counts).toMatchObject({ duplicates: 1, clean: 1 });
    expect((await clerk.patch(path, { cells: { origin: '2' } }, 1)).status).toBe(412);
    expect((await clerk.patch(path, { cells: { colour: 'red' } }, 3)).status).toBe(400);
    expect((await clerk.patch(`/imports/${importId}/rows/99`, { cells: {} }, 1)).status).toBe(404);
    expect((await viewer.patch(path, { cells: {} }, 3)).status).toBe(403);
    expect((await stranger.patch(path, { cells: {} }, 3)).status).toBe(404);
  });

  it('finds in the ledger what a mended row has become', async () => {
    const made = await clerk.post('/instruments', { ...ledger(), serialNumber: 'LEDGER-9' });
    expect(made.status).toBe(201);
    const importId = await stage([aRow('P-1')]);
    const answer = await clerk.patch(
      `/imports/${importId}/rows/2`,
      { cells: { serialNumber: 'ledger-9', name: '压力表', model: 'Y-100' } },
      1,
    );
    expect(answer.body).toMatchObject({ level: 'DUPLICATE', duplicateId: made.body.id });
  });

  it('corrects the same value in all rows at once', async () => {
    const importId = await stage(
      Array.from({ length: 1_203 }, (_, i) => aRow(`F-${i}`, { origin: i < 1_200 ? '国产x' : '1' })),
    );
    const groups = await clerk.get(`/imports/${importId}/groups`);
    expect(groups.body.items[0]).toMatchObject({
      field: 'origin',
      value: '国产x',
      suggestion: '1',
      rows: 1_200,
      firstRow: 2,
    });
    const answer = await clerk.post(`/imports/${importId}/fixes`, {
      field: 'origin',
      from: '国产x',
      to: '1',
    });
    expect(answer.body).toEqual({
      changed: 1_200,
      counts: { total: 1_203, errors: 0, warnings: 0, duplicates: 0, clean: 1_203 },
    });
    const again = await clerk.post(`/imports/${importId}/fixes`, { field: 'origin', from: '国产x', to: '1' });
    expect(again.body.changed).toBe(0);
  });

  it('leaves a row out', async () => {
    const importId = await stage([aRow('D-1'), aRow('D-1')]);
    const answer = await clerk.delete(`/imports/${importId}/rows/2`);
    expect(answer.body.counts).toEqual({ total: 1, errors: 0, warnings: 0, duplicates: 0, clean: 1 });
  });

  it('is refused once the rows are on their way', async () => {
    const importId = await stage([aRow('R-1')], { status: 'COMMITTING' });
    const answer = await clerk.patch(`/imports/${importId}/rows/2`, { cells: { origin: '2' } }, 1);
    expect([answer.status, answer.body.code]).toEqual([409, 'workflow.move-not-allowed']);
  });
});

const ledger = () => ({
  name: '压力表',
  model: 'Y-100',
  serialNumber: 'X',
  manufacturer: '演示',
  measuringRange: '1',
  accuracyClass: '1',
  origin: 'DOMESTIC',
  usageState: 'NEW',
  purpose: 'SAFETY',
  instrumentType: 'WORKING_INSTRUMENT',
  verificationMode: 'BRING_IN',
  regionCode: '441202',
  categoryCode: GAUGE,
  location: '演示',
});

describe('committing', () => {
  it('promises the work once; all or nothing only where all are right', async () => {
    const importId = await stage([aRow('C-1'), aRow('C-2', { origin: 'x' })]);
    const path = `/imports/${importId}/commit`;
    const strict = await clerk.post(path, { commitPolicy: 'ALL_OR_NOTHING' }, { version: 1 });
    expect([strict.status, strict.body.code, strict.body.details.count]).toEqual([
      409,
      'import.rows-not-clean',
      1,
    ]);
    expect((await viewer.post(path, { commitPolicy: 'VALID_ONLY' }, { version: 1 })).status).toBe(403);
    const answer = await clerk.post(path, { commitPolicy: 'VALID_ONLY' }, { version: 1 });
    expect(answer.body).toMatchObject({ status: 'COMMITTING', phase: 'COMMIT', total: 1, done: 0 });
    expect(await jobs(importId)).toEqual([{ name: 'import.commit' }]);
    expect((await clerk.post(path, { commitPolicy: 'VALID_ONLY' }, { version: 1 })).status).toBe(412);
    expect(
      (await clerk.post(path, { commitPolicy: 'VALID_ONLY' }, { version: answer.body.version })).status,
    ).toBe(409);
  });

  it('refuses where nothing would go in', async () => {
    const importId = await stage([aRow('E-1', { origin: 'x' })]);
    const answer = await clerk.post(
      `/imports/${importId}/commit`,
      { commitPolicy: 'VALID_ONLY' },
      { version: 1 },
    );
    expect([answer.status, answer.body.code]).toEqual([409, 'import.nothing-to-commit']);
  });

  it('can be stopped before, not after', async () => {
    const importId = await stage([aRow('S-1')]);
    expect((await clerk.post(`/imports/${importId}/cancel`)).body.status).toBe('CANCELLED');
    expect((await clerk.post(`/imports/${importId}/cancel`)).status).toBe(409);
  });
});

describe('undoing', () => {
  it('takes out what nobody has touched since, for 24 hours', async () => {
    const completed = { status: 'COMPLETED' as const, created: 3, completedAt: api.test.clock.now() };
    const importId = await stage([], completed);
    const [changed, filed, plain] = await arrangeInstruments(api.test, enterpriseId, 3, { importId });
    await api.test.database.write(systemContext(), async (tx) => {
      await tx.manager.update(InstrumentEntity, { id: changed as string }, { location: '别处' });
      await tx.query(
        `INSERT INTO filing (id, version, case_number, enterprise_id, institution_id, enterprise_name, submitted_by, submitted_by_name, submitted_at)
        VALUES ($1, 1, 'F', $2, $3, 'x', $1, 'x', now())`,
        [importId, enterpriseId, institutionId],
      );
      await tx.manager.insert(FilingItemEntity, {
        ...{
          id: uuidv7(),
          version: 1,
          filingId: importId,
          instrumentId: filed as string,
          status: 'SUBMITTED' as const,
          snapshot: {},
        },
        ...{ enterpriseId, institutionId },
      });
    });
    expect((await clerk.get(`/imports/${importId}`)).body.undoUntil).toBe('2026-11-24T02:00:00.000Z');
    const answer = await clerk.post(`/imports/${importId}/undo`, {}, { version: 1 });
    expect(answer.body).toMatchObject({ status: 'UNDONE', removed: 1, kept: 2 });
    expect((await clerk.get(`/instruments/${plain}`)).status).toBe(404);
    expect((await clerk.get(`/instruments/${filed}`)).status).toBe(200);
    expect((await clerk.post(`/imports/${importId}/undo`, {}, { version: 2 })).status).toBe(409);

    const old = await stage([], { ...completed, completedAt: new Date('2026-11-22T01:00:00Z') });
    const late = await clerk.post(`/imports/${old}/undo`, {}, { version: 1 });
    expect([late.status, late.body.code]).toEqual([409, 'import.undo-too-late']);
  });
});

describe('progress', () => {
  it('is told until the import waits for a person, without the rows of the file', async () => {
    const importId = await stage([aRow('V-1')]);
    const answer = await clerk.get(`/imports/${importId}/events`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('text/event-stream');
    const events = answer.text
      .split('\n\n')
      .filter(Boolean)
      .map((block) => JSON.parse(block.replace('data: ', '')));
    expect(events).toEqual([expect.objectContaining({ id: importId, status: 'READY', etaSeconds: null })]);
    expect(events[0].preview).toBeUndefined();
    expect((await stranger.get(`/imports/${importId}/events`)).status).toBe(404);
  });

  it('follows the worker', async () => {
    const importId = await stage([], { status: 'VALIDATING', phase: 'VALIDATE', total: 10 });
    const listening = clerk.get(`/imports/${importId}/events`).then((answer) => answer);
    const progress = (sql: string) =>
      api.test.database.write(systemContext(), (tx) => tx.query(sql, [importId]));
    await new Promise((resolve) => setTimeout(resolve, 600));
    await progress(`UPDATE import_batch SET done = 5 WHERE id = $1`);
    await new Promise((resolve) => setTimeout(resolve, 600));
    await progress(`UPDATE import_batch SET status = 'READY', done = 10 WHERE id = $1`);
    const texts = (await listening).text.split('\n\n').filter(Boolean);
    expect(texts.map((text) => JSON.parse(text.slice(6)).done)).toEqual([0, 5, 10]);
  });
});

describe('the error report', () => {
  it('has the uploaded columns, what was typed since, and says what is wrong', async () => {
    const importId = await stage([aRow('W-1'), aRow('W-2', { origin: '国产x', regionCode: '1' })]);
    await clerk.patch(`/imports/${importId}/rows/3`, { cells: { regionCode: '2' } }, 1);
    const answer = await clerk
      .get(`/imports/${importId}/error-report`)
      .buffer(true)
      .parse(binary as never);
    const rows = [];
    for await (const row of readRows(answer.body as Buffer, { maxRows: 10, sheet: '错误明细' }))
      rows.push(row.cells.map(cellText));
    expect(rows).toHaveLength(2);
    expect(rows[0]?.slice(0, 2)).toEqual(['错误说明', '器具名称']);
    expect(rows[1]?.[0]).toContain('当前为“国产x”');
    expect([rows[1]?.[8], rows[1]?.[13]]).toEqual(['国产x', '2']);
    expect((await stranger.get(`/imports/${importId}/error-report`)).status).toBe(404);
  });
});

function binary(response: Readable, done: (error: Error | null, body: Buffer) => void): void {
  const chunks: Buffer[] = [];
  response.on('data', (chunk: Buffer) => chunks.push(chunk));
  response.on('end', () => done(null, Buffer.concat(chunks)));
}
