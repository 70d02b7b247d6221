import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InstrumentEntity, systemContext } from '@quanheng/database';
import { identityKey } from '@quanheng/domain';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
} from '../testing/scenario.js';
import { aRow, stageImport, type Cells } from '../testing/staged-imports.js';

// Real: HTTP, guards, PostgreSQL, the rules. Rows are staged here as the worker stages them.
let api: ApiUnderTest;
let clerk: SignedIn;
let colleague: SignedIn;
let viewer: SignedIn;
let stranger: SignedIn;
let enterpriseId: string;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  const institutionId = (await arrangeInstitution(api.test)).id;
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  colleague = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  viewer = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
  const other = await arrangeEnterprise(api.test, institutionId);
  stranger = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId: other });
});
afterAll(() => api.close());

const stage = (...rows: Cells[]) => stageImport(api.test, enterpriseId, rows);
const rowsOf = async (id: string, query: object = {}) =>
  (await clerk.get(`/imports/${id}/rows`).query(query)).body.items as {
    rowNumber: number;
    level: string;
    cells: Record<string, string>;
    edited: string[];
    diff: object[];
  }[];
const instrumentOf = (id: string) =>
  api.test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(InstrumentEntity, { id }));
const column = async (id: string, field: string) => (await rowsOf(id)).map(({ cells }) => cells[field]);

describe('a block of cells', () => {
  it('is one step that is judged at once, undone and done again', async () => {
    const id = await stage(aRow('E-1', { origin: '国产x' }), aRow('E-2', { origin: 'y' }), aRow('E-3'));
    const changes = [2, 3, 4].map((row) => ({ row, field: 'origin', to: '2' }));
    const answer = await clerk.post(`/imports/${id}/cells`, { changes });
    expect([answer.status, answer.body.changed, answer.body.counts.errors]).toEqual([200, 3, 0]);
    expect(answer.body.rows.map((row: { level: string }) => row.level)).toEqual(['OK', 'OK', 'OK']);

    const undone = await clerk.post(`/imports/${id}/edits/undo`, {});
    expect([undone.status, undone.body.counts.errors]).toEqual([200, 2]);
    expect(await column(id, 'origin')).toEqual(['国产x', 'y', '1']);
    expect((await rowsOf(id)).flatMap(({ edited }) => edited)).toEqual([]);

    expect((await clerk.post(`/imports/${id}/edits/redo`, {})).body.counts.errors).toBe(0);
    expect(await column(id, 'origin')).toEqual(['2', '2', '2']);
    const nothing = await clerk.post(`/imports/${id}/edits/redo`, {});
    expect([nothing.status, nothing.body.code]).toEqual([409, 'import.nothing-to-undo']);
  });

  it('leaves what a colleague has typed since, and her steps are not mine to undo', async () => {
    const id = await stage(aRow('F-1'), aRow('F-2'));
    await clerk.post(`/imports/${id}/cells`, {
      changes: [2, 3].map((row) => ({ row, field: 'remark', to: 'mine' })),
    });
    await colleague.post(`/imports/${id}/cells`, { changes: [{ row: 3, field: 'remark', to: 'hers' }] });
    expect((await clerk.post(`/imports/${id}/edits/undo`, {})).status).toBe(200);
    expect(await column(id, 'remark')).toEqual(['', 'hers']);
    expect((await clerk.post(`/imports/${id}/edits/undo`, {})).status).toBe(409);
  });

  it('looks for twins anew in both directions', async () => {
    const id = await stage(aRow('G-1'), aRow('G-2'));
    const same = await clerk.post(`/imports/${id}/cells`, {
      changes: [{ row: 3, field: 'serialNumber', to: 'g-1' }],
    });
    expect(same.body.rows[0]).toMatchObject({ level: 'DUPLICATE', duplicateRow: 2 });
    const apart = await clerk.post(`/imports/${id}/cells`, {
      changes: [{ row: 2, field: 'serialNumber', to: 'G-9' }],
    });
    expect(apart.body.counts).toMatchObject({ duplicates: 0, clean: 2 });
  });

  it('is refused as a whole where one row is stale, unknown, unreadable or not the caller’s', async () => {
    const id = await stage(aRow('H-1'), aRow('H-2'));
    const changes = [{ row: 2, field: 'remark', to: 'x' }];
    await colleague.post(`/imports/${id}/cells`, { changes });
    const stale = { changes, versions: [{ row: 2, version: 1 }] };
    expect((await clerk.post(`/imports/${id}/cells`, stale)).status).toBe(412);
    const wrong = [{ row: 2, field: 'colour', to: 'x' }];
    expect((await clerk.post(`/imports/${id}/cells`, { changes: wrong })).status).toBe(400);
    expect((await stranger.post(`/imports/${id}/cells`, { changes })).status).toBe(404);
    expect((await viewer.post(`/imports/${id}/cells`, { changes })).status).toBe(403);
    const done = await stageImport(api.test, enterpriseId, [aRow('H-3')], { status: 'COMPLETED' });
    expect((await clerk.post(`/imports/${done}/cells`, { changes })).status).toBe(409);
  });
});

describe('one column', () => {
  it('has a text found and replaced, in what was typed and in what the file holds', async () => {
    const id = await stage(
      aRow('I-1', { location: '一车间东' }),
      aRow('I-2', { location: '二车间' }),
      aRow('I-3', { location: '一车间' }),
    );
    const input = { field: 'location', find: '一车间', replacement: '1#车间' };
    expect((await clerk.post(`/imports/${id}/replacements`, input)).body.changed).toBe(2);
    expect(await column(id, 'location')).toEqual(['1#车间东', '二车间', '1#车间']);
    const whole = { field: 'location', find: '1#车间', replacement: '三车间', whole: true };
    expect((await clerk.post(`/imports/${id}/replacements`, whole)).body.changed).toBe(1);
    await clerk.post(`/imports/${id}/edits/undo`, {});
    await clerk.post(`/imports/${id}/edits/undo`, {});
    expect(await column(id, 'location')).toEqual(['一车间东', '二车间', '一车间']);
  });
});

describe('a row', () => {
  it('is left out and taken back, and its twin knows', async () => {
    const id = await stage(aRow('J-1'), aRow('J-1'));
    const out = await clerk.delete(`/imports/${id}/rows/2`);
    expect(out.body.counts).toMatchObject({ total: 1, duplicates: 0, clean: 1 });
    expect((await rowsOf(id)).map(({ rowNumber }) => rowNumber)).toEqual([3]);
    expect((await rowsOf(id, { view: 'REMOVED' })).map(({ rowNumber }) => rowNumber)).toEqual([2]);
    const back = await clerk.post(`/imports/${id}/rows/2/restore`, {});
    expect(back.body.counts).toMatchObject({ total: 2, duplicates: 1, clean: 1 });
  });

  it('shows what it would change in the ledger, and what is fixed there', async () => {
    const [instrument] = await arrangeInstruments(api.test, enterpriseId, 1, {
      serialNumber: 'K-1',
      identityKey: identityKey({ name: '压力表', model: 'Y-100', serialNumber: 'K-1' }),
      filedOn: '2026-11-20',
      everFiled: true,
    });
    const stored = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(InstrumentEntity, { id: String(instrument) }),
    );
    const id = await stage(
      aRow('K-1', {
        name: stored.name,
        model: stored.model,
        ownNumber: stored.ownNumber,
        location: '新地点',
        verificationMode: stored.verificationMode === 'ON_SITE' ? '1' : '2',
      }),
    );
    const [row] = await rowsOf(id, { view: 'UPDATE' });
    expect(row?.diff).toContainEqual({
      field: 'location',
      from: stored.location,
      to: '新地点',
      locked: false,
    });
    expect(row?.diff).toContainEqual(expect.objectContaining({ field: 'verificationMode', locked: true }));
  });
});

describe('two clerks on one import', () => {
  it('see where the other is and what she changed, and nothing of others’ imports', async () => {
    const id = await stage(aRow('L-1'), aRow('L-2'));
    const first = await clerk.post(`/imports/${id}/live`, { row: 2, field: 'name', since: 0 });
    expect([first.status, first.body.people, first.body.rows]).toEqual([200, [], []]);
    await colleague.post(`/imports/${id}/cells`, { changes: [{ row: 3, field: 'remark', to: 'hers' }] });
    const hers = await colleague.post(`/imports/${id}/live`, { row: 3, field: 'remark', since: 0 });
    expect(hers.body.people).toMatchObject([{ row: 2, field: 'name' }]);
    expect(hers.body.rows).toEqual([]);
    const mine = await clerk.post(`/imports/${id}/live`, { since: first.body.editSeq });
    expect(mine.body.people).toMatchObject([{ row: 3, field: 'remark' }]);
    expect(mine.body.rows).toMatchObject([{ rowNumber: 3, cells: { remark: 'hers' } }]);
    expect(mine.body.editSeq).toBeGreaterThan(first.body.editSeq);
    expect((await stranger.post(`/imports/${id}/live`, { since: 0 })).status).toBe(404);
  });

  it('typing into different rows at the same moment both succeed; into the same one, one is told', async () => {
    const id = await stage(aRow('M-1'), aRow('M-2'));
    const type = (who: SignedIn, row: number) =>
      who.post(`/imports/${id}/cells`, {
        changes: [{ row, field: 'remark', to: 'x' + row }],
        versions: [{ row, version: 1 }],
      });
    const apart = await Promise.all([type(clerk, 2), type(colleague, 3)]);
    expect(apart.map(({ status }) => status)).toEqual([200, 200]);
    const again = await stage(aRow('N-1'));
    const same = await Promise.all(
      [clerk, colleague].map((who, index) =>
        who.post(`/imports/${again}/cells`, {
          changes: [{ row: 2, field: 'remark', to: `by ${index}` }],
          versions: [{ row: 2, version: 1 }],
        }),
      ),
    );
    expect(same.map(({ status }) => status).sort()).toEqual([200, 412]);
  });
});

describe('an import that brought the ledger up to date', () => {
  it('is undone: what nobody has touched since is as it was before', async () => {
    const [first, second] = await arrangeInstruments(api.test, enterpriseId, 2, {
      location: '新地点',
      version: 2,
    });
    const id = await stageImport(api.test, enterpriseId, [aRow('P-1'), aRow('P-2')], {
      status: 'COMPLETED',
      updated: 2,
      completedAt: new Date('2026-11-23T02:00:00Z'),
    });
    const stored = await instrumentOf(first!);
    const before = { ...stored, location: '旧地点', validUntilDeclared: false };
    await api.test.database.write(systemContext(), async (tx) => {
      for (const [row, instrument] of [
        [2, first],
        [3, second],
      ])
        await tx.query(
          `UPDATE import_row SET level = 'DUPLICATE', duplicate_id = $3, before = $4, applied_version = 2
           WHERE import_id = $1 AND row_number = $2`,
          [id, row, instrument, JSON.stringify(before)],
        );
      await tx.query('UPDATE instrument SET version = 3 WHERE id = $1', [second]);
    });
    const { version } = (await clerk.get(`/imports/${id}`)).body;
    const answer = await clerk.post(`/imports/${id}/undo`, {}, { version });
    expect([answer.status, answer.body.status, answer.body.restored]).toEqual([200, 'UNDONE', 1]);
    expect(await instrumentOf(first!)).toMatchObject({ location: '旧地点', version: 3 });
    expect(await instrumentOf(second!)).toMatchObject({ location: '新地点', version: 3 });
  });
});

describe('an import whose right rows were committed', () => {
  it('is gone on with: what is in the ledger is done, the rest waits', async () => {
    const id = await stage(aRow('Q-1'), aRow('Q-2', { origin: 'x' }));
    await api.test.database.write(systemContext(), async (tx) => {
      const [row] = await tx.query<{ id: string }>(
        'SELECT instrument_id AS id FROM import_row WHERE import_id = $1 AND row_number = 2',
        [id],
      );
      const [made] = await arrangeInstruments(api.test, enterpriseId, 1);
      await tx.query('UPDATE instrument SET id = $2 WHERE id = $1', [made, row!.id]);
      await tx.query(`UPDATE import_batch SET status = 'COMPLETED', created = 1 WHERE id = $1`, [id]);
    });
    const { version } = (await clerk.get(`/imports/${id}`)).body;
    expect((await clerk.post(`/imports/${id}/reopen`, {}, { version: version + 1 })).status).toBe(412);
    expect((await viewer.post(`/imports/${id}/reopen`, {}, { version })).status).toBe(403);
    const answer = await clerk.post(`/imports/${id}/reopen`, {}, { version });
    expect(answer.body).toMatchObject({ status: 'READY', counts: { total: 1, errors: 1, clean: 0 } });
    expect((await rowsOf(id)).map(({ rowNumber }) => rowNumber)).toEqual([3]);
    expect((await rowsOf(id, { view: 'DONE' })).map(({ rowNumber }) => rowNumber)).toEqual([2]);
  });
});
