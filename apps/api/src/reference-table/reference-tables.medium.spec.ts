import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findCatalogue, ReferenceTableEntity, systemContext } from '@quanheng/database';
import {
  CATALOGUE_COLUMNS,
  isFileable,
  isInForce,
  readCatalogueTable,
  readRegionTable,
  REGION_COLUMNS,
  toBusinessDate,
  type ReferenceKind,
} from '@quanheng/domain';
import { readReferenceSheet } from '@quanheng/spreadsheets';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeCatalogue, GAUGE, RULER, SCALE } from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security, files. The worker's part is done by hand with the same readers.
let api: ApiUnderTest;
let admin: SignedIn;
let other: SignedIn;
beforeAll(async () => {
  api = await startApi('2026-06-15T02:00:00Z');
  await arrangeCatalogue(api.test);
  admin = await api.signIn({ roles: ['PLATFORM_ADMIN'], name: '演示管理员' });
  other = await api.signIn({ roles: ['PLATFORM_ADMIN'] });
});
afterAll(() => api.close());

const HEAD = CATALOGUE_COLUMNS.map(({ header }) => header);
const kind = (code: string, name: string, more: Partial<Record<string, string>> = {}) => {
  const cells: Partial<Record<string, string>> = {
    ...{ code, category: '演示', kind: name, supervision: '强制检定', mode: '周期检定', cycleMonths: '6' },
    ...more,
  };
  return CATALOGUE_COLUMNS.map(({ key }) => cells[key] ?? '');
};
const csv = (rows: readonly (readonly string[])[]) =>
  Buffer.from(`\ufeff${rows.map((row) => row.map((c) => `"${c}"`).join(',')).join('\r\n')}`);

/** Uploads a table and reads it as the worker does. */
async function upload(content: Buffer, of: ReferenceKind = 'CATALOGUE', name = '目录.csv') {
  const answer = await admin
    .post(`/reference-tables?kind=${of}`, null as never)
    .attach('file', content, name);
  expect([answer.status, answer.body.status]).toEqual([201, 'READING']);
  const reading =
    of === 'CATALOGUE'
      ? readCatalogueTable((await readReferenceSheet(content, CATALOGUE_COLUMNS)).rows)
      : readRegionTable((await readReferenceSheet(content, REGION_COLUMNS)).rows);
  await api.test.database.write(systemContext(), async (tx) => {
    const row = await tx.manager.findOneByOrFail(ReferenceTableEntity, { id: answer.body.id });
    const { rows, problems } = reading;
    const counts = { rowCount: rows.length, problemCount: problems.length };
    await tx.manager.save(Object.assign(row, { status: 'DRAFT', rows, problems, ...counts }));
  });
  return (await admin.get(`/reference-tables/${answer.body.id}`)).body;
}
const publish = (table: { id: string; version: number; base: string }, input: object = {}, who = admin) =>
  who.post(
    `/reference-tables/${table.id}/publish`,
    { base: table.base, ...input },
    { version: table.version },
  );
const codes = async (path: string) =>
  (await api.request().get(`/api/v1${path}`)).body.items.map(({ code }: { code: string }) => code);

describe('a catalogue', () => {
  it('is shown beside the one in force: counts, and each field that changes', async () => {
    const table = await upload(
      csv([HEAD, kind(GAUGE, '压力表', { cycleMonths: '12' }), kind('90501', '水表')]),
    );
    expect(table).toMatchObject({
      base: '2020',
      changes: { added: 1, removed: 2, changed: 1 },
      problemCount: 0,
    });
    const { body } = await admin.get(`/reference-tables/${table.id}/differences?change=CHANGED`);
    expect(body.items).toMatchObject([
      { code: GAUGE, name: '压力表', fields: [{ field: 'cycleMonths', before: '6', after: '12' }] },
    ]);
    const found = await admin.get(`/reference-tables/${table.id}/differences?q=水表&limit=1`);
    expect(found.body).toMatchObject({ items: [{ code: '90501', change: 'ADDED' }], next: null });
  });

  it('with a problem says which cell, and isn’t put in force', async () => {
    const table = await upload(csv([HEAD, kind(GAUGE, '压力表', { cycleMonths: '一年' })]));
    expect(table.problems).toMatchObject([{ row: 2, column: '检定周期（月）', value: '一年' }]);
    const refused = await publish(table);
    expect([refused.status, refused.body.code]).toEqual([409, 'reference-table.has-problems']);
    const gone = await admin.post(`/reference-tables/${table.id}/discard`, {}, { version: table.version });
    expect([gone.status, gone.body.status]).toEqual([200, 'DISCARDED']);
    expect((await publish(gone.body)).status).toBe(409);
  });

  it('of two that two admins put in force at once, one wins and the other is told', async () => {
    const rows = [HEAD, kind(GAUGE, '压力表'), kind(SCALE, '电子汽车衡'), kind('90501', '水表')];
    const tables = [await upload(csv(rows)), await upload(csv(rows))];
    const input = { effectiveFrom: '2026-07-01', title: '演示目录（二）' };
    const answers = await Promise.all(
      tables.map((table, index) => publish(table, input, [admin, other][index])),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const [loser] = answers.filter(({ status }) => status === 409);
    expect(loser?.body.code).toBe('reference-table.base-changed');
  });

  it('of one that is put in force twice at once, the second is stale', async () => {
    const table = await upload(csv([HEAD, kind(GAUGE, '压力表')]));
    for (const early of ['2026-06-14', '2026-07-01'])
      expect((await publish(table, { effectiveFrom: early })).body.code).toBe('reference-table.too-early');
    const both = await Promise.all([1, 2].map(() => publish(table, { effectiveFrom: '2027-01-01' })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is in force from its day in Shanghai, to the day before the next one', async () => {
    expect(await codes('/catalogue/items')).toEqual([GAUGE, SCALE, RULER]);
    const { body } = await api.request().get('/api/v1/catalogue/editions');
    expect(body.items).toMatchObject([
      { state: 'UPCOMING', effectiveFrom: '2027-01-01', effectiveTo: null },
      { state: 'UPCOMING', title: '演示目录（二）', effectiveFrom: '2026-07-01', effectiveTo: '2026-12-31' },
      { state: 'IN_FORCE', id: '2020', status: 'DEMO', effectiveTo: '2026-06-30' },
    ]);
    // Still 30 June in UTC, and already the first of July in Shanghai.
    expect(await kindsAt('2026-06-30T15:59:00Z')).toEqual([GAUGE, SCALE, RULER]);
    expect(await kindsAt('2026-06-30T16:30:00Z')).toEqual([GAUGE, SCALE, '90501']);
    expect(await kindsAt('2026-12-31T16:30:00Z')).toEqual([GAUGE]);
  });

  it('keeps an ended kind to be read, with its last day, and offers it nowhere', async () => {
    const seen = await api.test.database.read(systemContext(), (tx) => findCatalogue(tx, '2027-01-01'));
    expect([...seen.values()].map(({ code, endedOn }) => [code, endedOn])).toEqual([
      [GAUGE, null],
      [SCALE, '2026-12-31'],
      ['90501', '2026-12-31'],
      [RULER, '2026-06-30'],
    ]);
    expect([...seen.values()].filter(isFileable).map(({ code }) => code)).toEqual([GAUGE]);
  });

  it('leaves its trace in the audit log', async () => {
    const events = await api.test.database.read(systemContext(), (tx) =>
      tx.query(`SELECT action, after FROM audit_event WHERE action LIKE 'catalogue.%' ORDER BY at`),
    );
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['catalogue.upload', 'catalogue.discard', 'catalogue.publish']),
    );
    expect(events.find(({ action }) => action === 'catalogue.publish')?.['after']).toMatchObject({
      effectiveFrom: '2026-07-01',
      added: 1,
      removed: 1,
    });
  });
});

const kindsAt = (instant: string) =>
  api.test.database.read(systemContext(), async (tx) =>
    [...(await findCatalogue(tx, toBusinessDate(new Date(instant)))).values()]
      .filter(isInForce)
      .map(({ code }) => code),
  );

describe('regions', () => {
  it('come back from their own template without a difference', async () => {
    const { body } = await admin.get('/reference-tables/template?kind=REGIONS').responseType('blob');
    const rows = (await readReferenceSheet(body, REGION_COLUMNS)).rows;
    expect(rows.map(({ texts }) => texts['code'])).toEqual([
      '440000',
      '441200',
      '441201',
      '441202',
      '441283',
    ]);
  });

  it('take effect at once; what the table leaves out is kept as retired', async () => {
    const rows = [
      ['区域代码', '区域名称', '状态', '替代代码'],
      ['440000', '广东省'],
      ['441200', '肇庆市'],
      ['441204', '高要区'],
      ['441283', '高要市', '已撤销', '441204'],
      ['441202', '端州新区'],
    ].map((row) => [...row, '', '', ''].slice(0, 4));
    const table = await upload(csv(rows), 'REGIONS', '区划.csv');
    expect(table).toMatchObject({ base: 'none', changes: { added: 1, removed: 0, changed: 2 } });
    expect((await publish(table)).body).toMatchObject({ status: 'PUBLISHED', effectiveFrom: '2026-06-15' });
    const seen = async (code: string) => (await api.request().get(`/api/v1/regions/${code}`)).body;
    expect(await seen('441201')).toMatchObject({ retired: true, generic: false });
    expect(await seen('441202')).toMatchObject({ name: '端州新区', retired: false });
    expect(await codes('/regions?q=gaoyao')).toEqual(['441204']);
  });
});

describe('others', () => {
  it('see and change nothing of it', async () => {
    const table = await upload(csv([HEAD, kind(GAUGE, '压力表')]));
    for (const roles of [['ENTERPRISE_ADMIN'], ['INSTITUTION_ADMIN'], ['REGULATOR']] as const) {
      const person = await api.signIn({ roles: [...roles] });
      expect((await person.get(`/reference-tables/${table.id}`)).status).toBe(403);
      expect((await publish(table, {}, person)).status).toBe(403);
    }
    expect((await admin.post(`/reference-tables/${table.id}/publish`, { base: table.base })).status).toBe(
      428,
    );
    expect((await admin.get('/reference-tables?kind=COLOURS')).status).toBe(400);
    expect((await admin.get('/reference-tables/template?kind=COLOURS')).status).toBe(400);
  });

  it('send no file that is no table', async () => {
    const answer = await admin
      .post('/reference-tables?kind=REGIONS', null as never)
      .attach('file', Buffer.from('%PDF-1.4'), 'a.xlsx');
    expect([answer.status, answer.body.code]).toEqual([415, 'file.type-not-allowed']);
  });
});
