import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type ImportBatchEntity } from '@quanheng/database';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstrument } from '../testing/instrument-input.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';
import { aRow, stageImport, type Cells } from '../testing/staged-imports.js';

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
    const made = await clerk.post('/instruments', anInstrument({ serialNumber: 'LEDGER-9' }));
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
      counts: { total: 1_203, errors: 0, warnings: 0, duplicates: 0, clean: 1_203, updates: 0 },
    });
    const again = await clerk.post(`/imports/${importId}/fixes`, { field: 'origin', from: '国产x', to: '1' });
    expect(again.body.changed).toBe(0);
  });

  it('takes what is suggested, for one value or for all that is wrong, in a step that can be undone', async () => {
    const kinds = ['电子汽车衡', '压力表', '压力表', 'XYZ'];
    const rows = kinds.map((name, i) => aRow(`S-${i}`, { name, categoryCode: '' }));
    rows.push(aRow('S-9', { origin: '国产x' }));
    const importId = await stage(rows);
    const { items } = (await clerk.get(`/imports/${importId}/groups`)).body as {
      items: { field: string; rows: number; suggestion: string | null }[];
    };
    const [gauges] = items.filter(({ rows: count }) => count === 2);
    const fix = { field: 'categoryCode', from: '', to: gauges!.suggestion, suggestion: gauges!.suggestion };
    const one = await clerk.post(`/imports/${importId}/fixes`, fix);
    expect(one.body).toMatchObject({ changed: 2, counts: { errors: 3 } });
    const all = await clerk.post(`/imports/${importId}/fixes/suggested`, {});
    expect(all.body).toMatchObject({ changed: 2, counts: { errors: 1 } });
    const undone = await clerk.post(`/imports/${importId}/edits/undo`, {});
    expect(undone.body.counts).toMatchObject({ errors: 3 });
    expect((await viewer.post(`/imports/${importId}/fixes/suggested`, {})).status).toBe(403);
    expect((await stranger.post(`/imports/${importId}/fixes/suggested`, {})).status).toBe(404);
  });

  it('leaves a row out', async () => {
    const importId = await stage([aRow('D-1'), aRow('D-1')]);
    const answer = await clerk.delete(`/imports/${importId}/rows/2`);
    expect(answer.body.counts).toEqual({
      total: 1,
      errors: 0,
      warnings: 0,
      duplicates: 0,
      clean: 1,
      updates: 0,
    });
  });

  it('is refused once the rows are on their way', async () => {
    const importId = await stage([aRow('R-1')], { status: 'COMMITTING' });
    const answer = await clerk.patch(`/imports/${importId}/rows/2`, { cells: { origin: '2' } }, 1);
    expect([answer.status, answer.body.code]).toEqual([409, 'workflow.move-not-allowed']);
  });
});

describe('what instruments usually are', () => {
  it('is proposed as cells say it, by the ledger where there is one', async () => {
    await clerk.post('/instruments', anInstrument({ serialNumber: 'USUAL-1', purpose: 'MEDICAL' }));
    const usual = await clerk.get('/imports/usual-values');
    expect(usual.body.items).toEqual(
      expect.arrayContaining([
        { field: 'origin', value: '1' },
        { field: 'instrumentType', value: '3' },
        { field: 'regionCode', value: expect.stringMatching(/^\d{6}$/) as unknown as string },
      ]),
    );
    expect((await stranger.get('/imports/usual-values')).body.items).not.toContainEqual({
      field: 'purpose',
      value: '2',
    });
  });
});

describe('the error report', () => {
  it('is asked for and made by the worker; of others’ imports there is none', async () => {
    const importId = await stage([aRow('W-1', { origin: '国产x' })]);
    const answer = await clerk.post(`/imports/${importId}/error-report`, {});
    expect([answer.status, answer.body.kind, answer.body.status]).toEqual([202, 'import.report', 'QUEUED']);
    expect((await stranger.post(`/imports/${importId}/error-report`, {})).status).toBe(404);
  });
});
