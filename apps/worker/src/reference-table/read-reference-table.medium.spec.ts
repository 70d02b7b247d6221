import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { AttachmentEntity, publicContext, ReferenceTableEntity, systemContext } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { REGION_COLUMNS } from '@quanheng/domain';
import { writeReferenceTemplate } from '@quanheng/spreadsheets';
import { createStorage, type Storage } from '@quanheng/storage';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { readReferenceTable } from './read-reference-table.js';

// Real: PostgreSQL with row security, files in a temporary folder, a workbook as the template writes it.
let test: TestDatabase;
let storage: Storage;
let folder: string;
beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'quanheng-tables-'));
  storage = createStorage({ directory: folder });
});
afterAll(async () => {
  await test.close();
  await rm(folder, { recursive: true, force: true });
});

const admin = { ...publicContext(), kind: 'platform' as const, accountId: uuidv7() };

async function arrange(content: Buffer, status: ReferenceTableEntity['status'] = 'READING'): Promise<string> {
  const [id, attachmentId, storageKey] = [uuidv7(), uuidv7(), storage.newKey('reference-table')];
  const stored = await storage.put(storageKey, content, { trusted: true, maxBytes: 1_000_000 });
  await test.database.write(admin, async (tx) => {
    const file = { id: attachmentId, kind: 'REFERENCE_TABLE' as const, fileName: '区划.xlsx', storageKey };
    await tx.manager.insert(AttachmentEntity, {
      ...{ ...file, ...stored, mediaType: 'application/octet-stream', encrypted: false },
      ...{ createdAt: tx.now, createdBy: admin.accountId },
    });
    const table = { id, attachmentId, status, kind: 'REGIONS' as const, fileName: '区划.xlsx' };
    const row = { ...table, createdBy: admin.accountId, createdByName: '演示管理员' };
    await tx.manager.save(tx.manager.create(ReferenceTableEntity, row));
  });
  return id;
}

const read = (tableId: string) =>
  readReferenceTable({ database: test.database, storage } as unknown as WorkerServices, {
    id: uuidv7(),
    params: { tableId },
    context: admin,
    signal: new AbortController().signal,
    progress: () => Promise.resolve(),
  });
const stored = (id: string) =>
  test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(ReferenceTableEntity, { id }));
const workbook = (...rows: string[][]) =>
  writeReferenceTemplate({ sheet: '行政区域代码', columns: REGION_COLUMNS, notes: ['说明'], rows });
const PROVINCE = ['440000', '广东省', '有效', ''];

it('reads the rows and what is wrong with them; once more it changes nothing', async () => {
  const id = await arrange(await workbook(PROVINCE, ['44120', '肇庆市', '', '']));
  expect((await read(id)).counts).toEqual({ lines: 2, problems: 1 });
  const table = await stored(id);
  expect(table).toMatchObject({ status: 'DRAFT', rowCount: 2, problemCount: 1 });
  // The example stands in the second row and is passed over.
  expect(table.problems).toMatchObject([{ row: 4, column: '区域代码', value: '44120' }]);
  await read(id);
  expect((await stored(id)).version).toBe(table.version);
});

it.each([
  [
    'another table',
    () => Promise.resolve(Buffer.from('器具名称,型号规格\n压力表,Y-100')),
    'reference-table.no-header',
  ],
  ['a table of nothing but its example', () => workbook(), 'reference-table.no-rows'],
])('says why it doesn’t read %s', async (_, content, code) => {
  const id = await arrange(await content());
  await expect(read(id)).rejects.toMatchObject({ code });
  expect(await stored(id)).toMatchObject({ status: 'FAILED', errorCode: code });
});

it('leaves alone what was thrown away meanwhile', async () => {
  const id = await arrange(await workbook(PROVINCE), 'DISCARDED');
  await read(id);
  expect(await stored(id)).toMatchObject({ status: 'DISCARDED', rowCount: 0 });
});
