import type { ErrorCode } from '@quanheng/domain';
import { writeXlsx } from 'hucre/xlsx';
import * as XLSX from 'xlsx';
import { HEADER_ROW, rawParts, rawXlsx, rowXml, type RawSheet } from './raw-xlsx.js';
import { zip } from './zip.js';

/** A file that must be turned away, and how. */
export interface HostileFile {
  readonly name: string;
  readonly code: ErrorCode;
  /** Part of the reason given, where the code alone doesn't tell. */
  readonly reason?: string;
  make(): Promise<Buffer> | Buffer;
}

const SHEET: RawSheet = { name: 'Sheet1', rows: HEADER_ROW };
const DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY f SYSTEM "file:///etc/hostname">]>';
const MB = 1024 * 1024;

const withPart = (name: string, content = 'x') =>
  rawXlsx({ sheets: [SHEET], moreParts: [{ name, content }] });
const replaced = (name: string, change: object) =>
  zip(rawParts({ sheets: [SHEET] }).map((part) => (part.name === name ? { ...part, ...change } : part)));

export const HOSTILE_FILES: readonly HostileFile[] = [
  { name: 'nothing at all', code: 'file.empty', make: () => Buffer.alloc(0) },
  {
    name: 'a picture',
    code: 'file.type-not-allowed',
    make: () => Buffer.from('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', 'latin1'),
  },
  {
    name: 'a web page',
    code: 'import.file-refused',
    reason: 'web page',
    make: () => Buffer.from('\ufeff <html><table><tr><td>器具名称'),
  },
  {
    name: 'XML of Excel 2003',
    code: 'import.file-refused',
    reason: 'XML',
    make: () => Buffer.from('<?xml version="1.0"?><Workbook/>'),
  },
  { name: 'half a zip', code: 'file.unreadable', make: () => rawXlsx({ sheets: [SHEET] }).subarray(0, 400) },
  {
    name: 'a zip of something else',
    code: 'file.unreadable',
    make: () => zip([{ name: 'a.txt', content: 'a' }]),
  },
  {
    name: 'a workbook without its sheet',
    code: 'file.unreadable',
    make: () => zip(rawParts({ sheets: [SHEET] }).filter(({ name }) => !name.includes('sheet1'))),
  },
  {
    name: 'a sheet that breaks off',
    code: 'file.unreadable',
    make: () =>
      replaced('xl/worksheets/sheet1.xml', { content: '<worksheet><sheetData><row r="1"><c r="A1"><v>1' }),
  },
  { name: 'a damaged sheet', code: 'file.unreadable', make: damagedSheet },
  {
    name: 'a part that says it inflates to 500 MB',
    code: 'import.file-refused',
    reason: 'inflates',
    make: () => replaced('xl/worksheets/sheet1.xml', { claimedSize: 500 * MB }),
  },
  {
    name: '5 MB that say they are 1 KB',
    code: 'file.unreadable',
    make: () =>
      replaced('xl/worksheets/sheet1.xml', { content: Buffer.alloc(5 * MB, ' '), claimedSize: 1024 }),
  },
  {
    name: '65 MB of shared texts',
    code: 'import.file-refused',
    reason: 'inflates',
    make: () => replaced('xl/sharedStrings.xml', { claimedSize: 65 * MB }),
  },
  {
    name: 'a value of 1 MB',
    code: 'import.file-refused',
    reason: 'too long',
    make: () => rawXlsx({ sheets: [{ ...SHEET, rows: rowXml(1, ['衡'.repeat(MB)]) }] }),
  },
  {
    name: 'a tag that never ends',
    code: 'import.file-refused',
    reason: 'too long',
    make: () => rawXlsx({ sheets: [{ ...SHEET, rows: `<row r="${' '.repeat(MB)}` }] }),
  },
  {
    name: 'a value in a million pieces',
    code: 'import.file-refused',
    reason: 'too long',
    make: () => rawXlsx({ sheets: [{ ...SHEET, rows: rowXml(1, ['<![CDATA[aa]]>'.repeat(MB)]) }] }),
  },
  {
    name: 'a shared text in a million pieces',
    code: 'import.file-refused',
    reason: 'too long',
    make: () =>
      rawXlsx({
        sheets: [{ ...SHEET, rows: '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' }],
        sharedStrings: ['<![CDATA[aa]]>'.repeat(MB)].map((text) => `<t>${text}</t>`),
      }),
  },
  {
    name: 'a million rows and one that hold nothing',
    code: 'import.file-refused',
    reason: 'rows',
    make: () => rawXlsx({ sheets: [{ ...SHEET, rows: '<row/>'.repeat(1_048_577) }] }),
  },
  {
    name: 'a row of 16,385 cells',
    code: 'import.file-refused',
    reason: 'columns',
    make: () => rawXlsx({ sheets: [{ ...SHEET, rows: `<row>${'<c><v>1</v></c>'.repeat(16_385)}</row>` }] }),
  },
  {
    name: 'half a million merged cells and one',
    code: 'import.file-refused',
    reason: 'merged',
    make: () =>
      rawXlsx({
        sheets: [
          { ...SHEET, after: `<mergeCells>${'<mergeCell ref="A2:A3"/>'.repeat(500_001)}</mergeCells>` },
        ],
      }),
  },
  {
    name: '1,001 sheets',
    code: 'import.file-refused',
    reason: 'sheets',
    make: () =>
      rawXlsx({ sheets: Array.from({ length: 1_001 }, (_, index) => ({ name: `S${index}`, rows: '' })) }),
  },
  {
    name: '10,000 parts',
    code: 'import.file-refused',
    reason: 'parts',
    make: () => zip(Array.from({ length: 10_000 }, (_, i) => ({ name: `xl/media/${i}`, content: '' }))),
  },
  {
    name: 'two parts of one name',
    code: 'import.file-refused',
    reason: 'same name',
    make: () => withPart('XL/worksheets/Sheet1.xml'),
  },
  {
    name: 'entities in every part',
    code: 'import.file-refused',
    reason: 'entities',
    make: () => rawXlsx({ sheets: [SHEET], prologue: DOCTYPE }),
  },
  {
    name: 'entities in the sheet alone',
    code: 'import.file-refused',
    reason: 'entities',
    make: () =>
      replaced('xl/worksheets/sheet1.xml', {
        content: `<?xml version="1.0"?>${DOCTYPE}<worksheet><sheetData><row><c><v>&f;</v></c></row></sheetData></worksheet>`,
      }),
  },
  {
    name: 'macros',
    code: 'import.file-refused',
    reason: 'macros',
    make: () => withPart('xl/vbaProject.bin'),
  },
  {
    name: 'macros of Excel 4',
    code: 'import.file-refused',
    reason: 'macros',
    make: () => withPart('xl/macrosheets/sheet1.xml'),
  },
  {
    name: 'a binary workbook',
    code: 'import.file-refused',
    reason: 'binary',
    make: () => Buffer.from(XLSX.write(book(), { type: 'buffer', bookType: 'xlsb' })),
  },
  {
    name: 'an encrypted part',
    code: 'import.password-protected',
    make: () => replaced('xl/workbook.xml', { isEncrypted: true }),
  },
  { name: 'a workbook with a password', code: 'import.password-protected', make: withPassword },
  {
    name: 'an old workbook with macros',
    code: 'import.file-refused',
    reason: 'macros',
    make: () => oleFile('/_VBA_PROJECT_CUR/VBA/dir'),
  },
  { name: 'a Word document', code: 'file.unreadable', make: () => oleFile('/WordDocument', false) },
  { name: 'half an old workbook', code: 'file.unreadable', make: () => oldWorkbook().subarray(0, 700) },
  { name: 'an old workbook with a password', code: 'import.password-protected', make: oldWithPassword },
];

function book(): XLSX.WorkBook {
  const workbook = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(
    workbook,
    XLSX.utils.aoa_to_sheet([['器具名称', '型号规格', '出厂编号']]),
    'A',
  );
  return workbook;
}

function oldWorkbook(): Buffer {
  return Buffer.from(XLSX.write(book(), { type: 'buffer', bookType: 'biff8' }));
}

/** Noise in the middle of the packed sheet. */
function damagedSheet(): Buffer {
  const rows = Array.from({ length: 500 }, (_, i) => rowXml(i + 1, [`名称${i * 7919}`, `型号${i}`])).join('');
  const file = rawXlsx({ sheets: [{ ...SHEET, rows }] });
  const start = file.indexOf('xl/worksheets/sheet1.xml');
  file.fill(0xff, start + 1_000, start + 1_200);
  return file;
}

async function withPassword(): Promise<Buffer> {
  const sheets = [{ name: 'A', rows: [['器具名称']] }];
  return Buffer.from(await writeXlsx({ sheets, encryption: { password: 'demo', spinCount: 1_000 } }));
}

function oleFile(path: string, hasWorkbook = true): Buffer {
  const container = hasWorkbook ? XLSX.CFB.read(oldWorkbook(), { type: 'buffer' }) : XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_add(container, path, Buffer.from('x'));
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }) as Uint8Array);
}

/** FilePass (0x2F) right behind the first record is how a protected xls says so. */
function oldWithPassword(): Buffer {
  const container = XLSX.CFB.read(oldWorkbook(), { type: 'buffer' });
  const stream = XLSX.CFB.find(container, 'Workbook');
  if (!stream) throw new Error('no workbook stream');
  const content = Buffer.from(stream.content as Uint8Array);
  const first = 4 + content.readUInt16LE(2);
  const filePass = Buffer.alloc(4 + 54);
  filePass.writeUInt16LE(0x2f, 0);
  filePass.writeUInt16LE(54, 2);
  filePass.writeUInt16LE(1, 4);
  filePass.writeUInt16LE(1, 6);
  filePass.writeUInt16LE(1, 8);
  stream.content = Buffer.concat([content.subarray(0, first), filePass, content.subarray(first)]);
  stream.size = stream.content.length;
  return Buffer.from(XLSX.CFB.write(container, { type: 'buffer' }) as Uint8Array);
}
