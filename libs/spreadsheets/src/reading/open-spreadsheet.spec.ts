import { DomainError, errorText } from '@quanheng/domain';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { HOSTILE_FILES } from '../testing/hostile-files.js';
import { LYING_FILES, ODD_FILES } from '../testing/odd-packages.js';
import { HEADER_ROW, rawXlsx } from '../testing/raw-xlsx.js';
import { oldWorkbook, otherFormat } from '../testing/awkward-workbooks.js';
import { openXls } from './open-xls.js';
import { openSpreadsheet } from './open-spreadsheet.js';
import { readRows } from './read-rows.js';
import { refusalOfFormat } from './refusal.js';
import type { SpreadsheetSource } from './spreadsheet.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'spreadsheets-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function refusalOf(source: SpreadsheetSource): Promise<unknown> {
  try {
    for await (const _ of readRows(source, { maxRows: 1_000_000, onMerged: () => undefined }));
  } catch (error) {
    return error;
  }
  return 'read without complaint';
}

const told = ({ code, details }: DomainError) =>
  errorText(code, 'zh-CN', details) + errorText(code, 'en', details);

describe('files that are turned away', () => {
  it.each([...HOSTILE_FILES, ...LYING_FILES].map((file) => [file.name, file] as const))(
    '%s',
    async (_, file) => {
      const bytes = await file.make();
      const path = join(folder, 'hostile');
      await writeFile(path, bytes);
      for (const refusal of [await refusalOf(bytes), await refusalOf(path)]) {
        expect(refusal).toBeInstanceOf(DomainError);
        expect(refusal).toMatchObject({ code: file.code });
        if (file.reason) expect(told(refusal as DomainError)).toContain(file.reason);
      }
    },
  );

  it('a stream beyond the limit', async () => {
    const endless = Readable.from(Array.from({ length: 100 }, () => Buffer.alloc(1024 * 1024)));
    await expect(openSpreadsheet(endless, 3 * 1024 * 1024)).rejects.toMatchObject({
      code: 'file.too-large',
      details: { limit: '3 MB' },
    });
    expect(endless.destroyed).toBe(true);
  });

  it('does not blame the sender for a file that we lost', async () => {
    expect(await refusalOf(join(folder, 'absent'))).toMatchObject({ code: 'ENOENT' });
  });
});

it.each([
  ['memory', { memoryMiB: 3, patienceMs: 60_000 }],
  ['time', { memoryMiB: 320, patienceMs: 1 }],
])('an old workbook that takes more %s than it may is refused with the way out', async (_, limits) => {
  await expect(openXls(oldWorkbook(), limits)).rejects.toMatchObject({
    code: 'import.file-refused',
    details: { reason: { zh: expect.stringContaining('另存为 .xlsx') } },
  });
});

it.each([
  ['a saved web page', () => Buffer.from('\ufeff\n<html><table><tr><td>器具名称'), '网页'],
  ['xlsb', () => otherFormat('xlsb'), '.xlsb'],
  ['ods', () => otherFormat('ods'), '.ods'],
  ['XML of 2003', () => otherFormat('xlml'), 'XML'],
  ['macros', () => Buffer.from('PK\u0003\u0004 xl/vbaProject.bin'), '宏'],
  ['a password', () => Buffer.from('EncryptedPackage\0', 'utf16le'), '密码'],
])('tells of %s what it is, without opening it', (_, make, words) => {
  expect(told(refusalOfFormat(make()) as DomainError)).toContain(words);
});

it('says nothing of what is no workbook at all', () => {
  expect(refusalOfFormat(Buffer.from('%PDF-1.7'))).toBeNull();
});

describe('files that look odd', () => {
  it.each(ODD_FILES)('are read: %s', async (_, make) => {
    const rows = [];
    for await (const { cells } of readRows(make(), { maxRows: 10 })) rows.push(cells.slice(0, 3));
    expect(rows).toEqual([['器具名称', '型号规格', '出厂编号']]);
  });
});

describe('sources', () => {
  it('reads a path, bytes and a stream alike', async () => {
    const bytes = rawXlsx({ sheets: [{ name: 'A', rows: HEADER_ROW }] });
    const path = join(folder, 'whatever.bin');
    await writeFile(path, bytes);
    for (const source of [path, bytes, new Uint8Array(bytes), Readable.from([bytes])]) {
      const rows = [];
      for await (const row of readRows(source, { maxRows: 10 })) rows.push(row);
      expect(rows).toEqual([{ sheet: 'A', rowNumber: 1, cells: ['器具名称', '型号规格', '出厂编号'] }]);
    }
  });
});
