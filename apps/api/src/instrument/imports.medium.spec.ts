import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  FilingItemEntity,
  InstrumentEntity,
  systemContext,
  type ImportBatchEntity,
} from '@quanheng/database';
import { cellText } from '@quanheng/domain';
import { detectTable, readRows } from '@quanheng/spreadsheets';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
} from '../testing/scenario.js';
import { aRow, binary, MAPPING, stageImport, type Cells } from '../testing/staged-imports.js';

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

const stage = (rows: readonly Cells[], state: Partial<ImportBatchEntity> = {}) =>
  stageImport(api.test, enterpriseId, rows, state);
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

  it('is given to anybody who prepares before registering, without what an enterprise uses', async () => {
    const answer = await api
      .request()
      .get('/api/v1/forms/import-template')
      .buffer(true)
      .parse(binary as never);
    expect([answer.status, answer.headers['set-cookie']]).toEqual([200, undefined]);
    const table = await detectTable(answer.body as Buffer);
    expect(table.mapping.missingRequired).toEqual([]);
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
    const page = await upload(Buffer.from('<html><table><tr><td>器具名称</td></tr></table>'), '导出.xls');
    expect([page.status, page.body.code]).toEqual([422, 'import.file-refused']);
    expect(page.body.detail).toContain('另存为 .xlsx');
    expect((await upload(Buffer.alloc(0))).body.code).toBe('file.empty');
    expect((await clerk.post('/imports', {})).body.code).toBe('file.missing');
  });
});

describe('mapping', () => {
  const put = (importId: string, body: object, version: number) =>
    clerk.put(`/imports/${importId}/mapping`, body).set('If-Match', `"v${version}"`);

  it('takes columns and values for all rows, and sends the rows to be judged', async () => {
    const columns = Object.fromEntries(
      Object.entries(MAPPING.columns).filter(([, field]) => field !== 'name'),
    );
    const importId = await stage([], { status: 'MAPPING', mapping: { columns: {}, constants: {} } });
    expect((await clerk.get(`/imports/${importId}`)).body.missingFields).toContain('name');
    const missing = await put(importId, { columns, constants: {} }, 1);
    expect([missing.status, missing.body.code]).toEqual([422, 'import.columns-missing']);
    expect(missing.body.details.fields).toEqual(['name']);
    const answer = await put(importId, { columns, constants: { name: '压力表' } }, 1);
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
