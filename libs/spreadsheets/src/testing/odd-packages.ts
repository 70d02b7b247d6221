import * as XLSX from 'xlsx';
import type { HostileFile } from './hostile-files.js';
import { HEADER_ROW, rawParts, rawXlsx, type RawWorkbook } from './raw-xlsx.js';
import { zip, type ZipPart } from './zip.js';

const SHEET = { name: 'Sheet1', rows: HEADER_ROW };
const MB = 1024 * 1024;

/** A part written otherwise. */
function changed(name: string, change: (content: string) => string | Buffer, workbook?: RawWorkbook): Buffer {
  const parts = rawParts(workbook ?? { sheets: [SHEET] });
  return zip(
    parts.map((part): ZipPart =>
      part.name === name ? { ...part, content: change(String(part.content)) } : part,
    ),
  );
}

const RELATIONS = 'xl/_rels/workbook.xml.rels';

/** Files that lie about their inside; each must be turned away in words, at once. */
export const LYING_FILES: readonly HostileFile[] = [
  { name: 'a directory that points elsewhere', code: 'file.unreadable', make: misplacedDirectory },
  {
    name: 'a workbook within a zip',
    code: 'file.unreadable',
    make: () => zip([{ name: '台账.xlsx', content: rawXlsx({ sheets: [SHEET] }) }]),
  },
  {
    name: 'a bomb of blanks',
    code: 'import.file-refused',
    reason: 'too long',
    make: () => rawXlsx({ sheets: [{ ...SHEET, rows: Buffer.alloc(60 * MB, ' ').toString('latin1') }] }),
  },
  {
    name: 'a billion laughs in the styles',
    code: 'import.file-refused',
    reason: 'entities',
    make: () =>
      changed('xl/styles.xml', (xml) =>
        xml.replace('<styleSheet', '<!DOCTYPE z [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><styleSheet'),
      ),
  },
  {
    name: 'a workbook that is its own sheet',
    code: 'file.unreadable',
    make: () => changed(RELATIONS, (xml) => xml.replace('worksheets/sheet1.xml', 'workbook.xml')),
  },
  {
    name: 'a sheet outside the file',
    code: 'file.unreadable',
    make: () => changed(RELATIONS, (xml) => xml.replace('worksheets/sheet1.xml', '../../../../etc/hostname')),
  },
  {
    name: 'an OpenDocument spreadsheet',
    code: 'import.file-refused',
    reason: 'OpenDocument',
    make: () =>
      zip([
        { name: 'mimetype', content: 'application/vnd.oasis.opendocument.spreadsheet' },
        { name: 'content.xml', content: '<x/>' },
      ]),
  },
  {
    name: 'a csv with a quotation mark left open',
    code: 'import.file-refused',
    reason: 'quotation',
    make: () => Buffer.from(`名称,型号,编号\n"压力表,Y-100,1\n${'电子秤,A,2\n'.repeat(10_000)}`),
  },
  {
    name: 'a csv in two encodings',
    code: 'import.file-refused',
    reason: 'encodings',
    make: () => Buffer.concat([Buffer.from('名称,型号,编号\n'), Buffer.from([0xff, 0xff, 0x81, 0x20, 0x0a])]),
  },
  {
    name: 'a csv with NULs',
    code: 'file.type-not-allowed',
    make: () => Buffer.from('name,model\0\0,serial\n'),
  },
  {
    name: 'an old workbook whose sectors go round in a circle',
    code: 'file.unreadable',
    make: () => oldFile(circular),
  },
  { name: 'an old workbook of noise', code: 'file.unreadable', make: () => oldFile(noisy) },
];

const TEXTS = ['器具名称', '型号规格', '出厂编号'];

/** Files that look odd, yet say plainly what they hold: the header and nothing else. */
export const ODD_FILES: readonly (readonly [name: string, make: () => Buffer])[] = [
  ['absolute parts', () => changed(RELATIONS, (xml) => xml.replace('worksheets/', '/xl/worksheets/'))],
  [
    'parts by way of another folder',
    () => changed(RELATIONS, (xml) => xml.replace('worksheets/', '../xl/./worksheets/')),
  ],
  ['the strict namespace', () => strict()],
  ['UTF-16', () => changed('xl/worksheets/sheet1.xml', (xml) => Buffer.from(`\ufeff${xml}`, 'utf16le'))],
  [
    'cells without places',
    () =>
      withRows(`<row>${TEXTS.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')}</row>`),
  ],
  ['cells with prefixes', () => withRows(HEADER_ROW.replaceAll(/<(\/?)(row|c|is|t)\b/g, '<$1x:$2'))],
  [
    'shared texts that are not there',
    () => withRows(HEADER_ROW.replace('</row>', '<c r="D1" t="s"><v>99</v></c></row>')),
  ],
  [
    'a million columns',
    () => withRows(HEADER_ROW.replace('</row>', '<c r="XFD1"><v>1</v></c><c r="ZZZ1"><v>1</v></c></row>')),
  ],
  [
    'rich text and readings',
    () =>
      withRows(
        HEADER_ROW.replace(
          '<t>器具名称</t>',
          '<r><rPr><b/></rPr><t>器具</t></r><r><t>名称</t></r><rPh sb="0" eb="1"><t>き</t></rPh>',
        ),
      ),
  ],
  [
    'hidden rows and columns',
    () =>
      withRows(
        HEADER_ROW.replace('<row ', '<row hidden="1" '),
        '<cols><col min="1" max="2" hidden="1"/></cols>',
      ),
  ],
  [
    'a filter',
    () =>
      rawXlsx({
        sheets: [{ ...SHEET, after: '<autoFilter ref="A1:C1"><filterColumn colId="0"/></autoFilter>' }],
      }),
  ],
];

const withRows = (rows: string, before = '') => rawXlsx({ sheets: [{ name: 'Sheet1', rows, before }] });

function strict(): Buffer {
  const parts = rawParts({ sheets: [SHEET] }).map((part) => ({
    ...part,
    content: String(part.content)
      .replaceAll(
        'http://schemas.openxmlformats.org/officeDocument/2006/relationships',
        'http://purl.oclc.org/ooxml/officeDocument/relationships',
      )
      .replaceAll(
        'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
        'http://purl.oclc.org/ooxml/spreadsheetml/main',
      ),
  }));
  return zip(parts);
}

function misplacedDirectory(): Buffer {
  const file = rawXlsx({ sheets: [SHEET] });
  file.writeUInt32LE(7, file.length - 6);
  return file;
}

function oldFile(spoil: (file: Buffer) => void): Buffer {
  const book = XLSX.utils.book_new();
  const lines = Array.from({ length: 500 }, (_, n) => [...TEXTS, n]);
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(lines), 'A');
  const file = Buffer.from(XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Uint8Array);
  spoil(file);
  return file;
}

/** Each sector of the first allocation table is followed by the one before it. */
function circular(file: Buffer): void {
  const table = 512 + file.readUInt32LE(76) * 512;
  for (let n = 1; n < 128; n++) file.writeUInt32LE(n - 1, table + n * 4);
}

/** The same noise in every run, behind the signature. */
function noisy(file: Buffer): void {
  for (let at = 600, state = 7; at < file.length; at++) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    if (state % 3 === 0) file[at] = state & 0xff;
  }
}
