import { writeXlsx } from 'hucre/xlsx';
import * as XLSX from 'xlsx';
import * as codepages from 'xlsx/dist/cpexcel.full.mjs';
import { rawXlsx, rowXml } from './raw-xlsx.js';

/** The package's types leave its functions out. */
const XLSX_CODEPAGES = codepages as unknown as {
  readonly utils: { encode(codepage: number, text: string, as: 'buf'): Uint8Array };
};

const OWN_HEADERS = ['序号', '仪器名称', '规格型号', '序列号', '量程', '启用日期', '备注(可空)'];

/** As clerks keep their lists: a merged title, a note, a blank row, other headers, blank rows between, numbers. */
export async function ownList(): Promise<Buffer> {
  const bytes = await writeXlsx({
    sheets: [
      { name: '说明', rows: [['本表由设备科维护'], ['名称', '电话']] },
      {
        name: '台账',
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 6 }],
        rows: [
          ['演示企业计量器具台账', null, null, null, null, null, null],
          ['更新：', new Date(Date.UTC(2026, 0, 5))],
          [],
          OWN_HEADERS,
          [1, '电子台秤', 'TCS-150', '00123', '(0～150)kg', new Date(Date.UTC(2024, 1, 29)), null],
          [],
          [null, null, '  '],
          [2, '压力表', 'Y-100', 20240017, '(0～1.6)MPa', 45_351, '一楼'],
        ],
      },
      { name: '旧数据', rows: [OWN_HEADERS.slice(0, 4), [1, '已报废', 'X', '1']] },
    ],
  });
  return Buffer.from(bytes);
}

const STYLES =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/>' +
  '<numFmt numFmtId="165" formatCode="0.00&quot;dmy&quot;"/><numFmt numFmtId="166" formatCode="h:mm:ss"/></numFmts>' +
  '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>' +
  '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="166"/><xf numFmtId="57"/></cellXfs>';

/** One number in every format; `is1904` is how old Macs count days. */
export function dateFormats(is1904: boolean): Buffer {
  const day = is1904 ? 46_027 - 1_462 : 46_027;
  const cells = [0, 1, 2, 3, 4, 5].map((style) => `<c s="${style}"><v>${day}.5</v></c>`);
  const rows = `<row>${cells.join('')}<c s="1"><v>0.25</v></c><c t="d"><v>2026-01-05T00:00:00</v></c></row>`;
  return rawXlsx({ is1904, styles: STYLES, sheets: [{ name: 'A', rows }] });
}

/** A header in three lines, groups over names over halves of them, two languages in some. */
export async function groupedHeaders(): Promise<Buffer> {
  const rows = [
    ['计量器具管理台账'],
    ['基本信息', null, null, null, '管理信息', null, '检定情况', null],
    ['器具', null, '出厂', null, '使用\nUse', '自编号 Tag', '上次检定', '下次检定'],
    ['名称', '型号', '编号', '日期', '地点', null, '日期', '日期'],
    ['压力表', 'Y-100', '00123', '2020-01-02', '锅炉房', 'P-1', '2025.3.12', '2026.3.11'],
  ];
  return Buffer.from(await writeXlsx({ sheets: [{ name: '台账', rows }] }));
}

/** Numbers whose format is half of what the clerk reads: 000123, SB-007, 2%, 30kg; and those it says nothing about. */
const NUMBER_FORMATS = ['000000', '"SB-"000', '0%', '0.0"kg"', '0.00', '#,##0', '0_ ', '000000'];
const FORMATTED = [123, 7, 0.02, 30, 1.6, 1234, 5, 1.5];

export function numberFormats(bookType: 'xlsx' | 'biff8'): Buffer {
  const sheet = XLSX.utils.aoa_to_sheet([FORMATTED]);
  NUMBER_FORMATS.forEach((format, column) => {
    const cell = sheet[XLSX.utils.encode_cell({ r: 0, c: column })] as XLSX.CellObject;
    cell.z = format;
  });
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'A');
  return Buffer.from(XLSX.write(book, { type: 'buffer', bookType }) as Uint8Array);
}

/** Every way in which a cell can hold something. */
export function cellKinds(): Buffer {
  const rows = [
    '<row r="1">',
    '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>99</v></c>',
    '<c r="D1" t="inlineStr"><is><r><t>粗</t></r><r><t xml:space="preserve"> 细</t></r><rPh><t>ふり</t></rPh></is></c>',
    '<c r="E1" t="b"><v>1</v></c><c r="F1" t="e"><v>#N/A</v></c><c r="G1"><v>1.5E-3</v></c>',
    "<c t='str' r = 'H1'><f>A1&amp;\">\"</f><v>甲&gt;&#x4e59;</v></c>",
    '<c r="I1"><f>NOW()</f></c><c r="J1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="K1"><f t="shared" si="0"/><v>7</v></c>',
    '<c r="L1" t="str"><v>a_x000A_b</v></c><c r="M1"><v><![CDATA[8]]></v></c><c r="N1" s="9"/>',
    '</row>',
    '<x:row xmlns:x="urn:x"><x:c><x:v>1</x:v></x:c></x:row>',
    '<row r="9"><c r="C9"><v>2</v></c></row><row r="9"><c r="A9"><v>3</v></c></row><row r="4"><c><v>4</v></c></row>',
    '<row r="20"><c r="XFD20"><v>5</v></c></row><row r="1048576"><c r="IV1048576"><v>6</v></c></row>',
  ];
  return rawXlsx({
    sheets: [
      { name: 'A &amp; B', rows: rows.join('\n'), before: '<!-- > --><dimension ref="A1:XFD1048576"/>' },
    ],
    sharedStrings: ['<r><t>共</t></r><r><t>享</t></r><rPh sb="0" eb="1"><t>シェア</t></rPh>', "'-20～50℃"],
  });
}

/** A few hundred bytes that claim 17 billion cells, and cells merged over all of them. */
export function giantDimension(): Buffer {
  const after = '<mergeCells count="1"><mergeCell ref="A3:XFD1048576"/></mergeCells>';
  const rows = rowXml(1, ['器具名称', '型号规格', '出厂编号']) + rowXml(2, ['电子秤', 'A', '1']);
  return rawXlsx({ sheets: [{ name: 'A', rows, before: '<dimension ref="A1:XFD1048576"/>', after }] });
}

/** Fifty sheets, of which the last but one is the list; hidden ones hold lists too. */
export function fiftySheets(): Buffer {
  const header = rowXml(1, ['器具名称', '型号规格', '出厂编号']);
  return rawXlsx({
    sheets: Array.from({ length: 50 }, (_, index) => ({
      name: `第${index + 1}页`,
      rows: index === 48 || index < 2 ? header : rowXml(1, ['车间', '数量']),
      ...(index === 0 ? { state: 'hidden' as const } : index === 1 ? { state: 'veryHidden' as const } : {}),
    })),
  });
}

const CSV_LINES = [
  '器具名称,型号规格,出厂编号,备注',
  '电子秤,"ＴＣＳ-150,甲",="00123","第一行',
  '第二行 ""引"""',
  '',
  '压力表,Y-100,2,\u200b',
];

export function csv(encoding: 'utf-8' | 'utf-8-bom' | 'gb18030' | 'utf-16le', delimiter = ','): Buffer {
  const text = CSV_LINES.join('\r\n').replaceAll(/,(?!甲)/g, delimiter);
  // GBK has no zero-width space; Excel leaves it out.
  if (encoding === 'gb18030') return gbk(text.replace('\u200b', ''));
  if (encoding === 'utf-16le') return Buffer.from(`\ufeff${text}`, 'utf16le');
  return Buffer.from((encoding === 'utf-8-bom' ? '\ufeff' : '') + text);
}

function gbk(text: string): Buffer {
  return Buffer.from(XLSX_CODEPAGES.utils.encode(936, text, 'buf'));
}

/** An old workbook: texts, leading zeros, a date, an error, a hidden sheet. */
export function oldWorkbook(is1904 = false): Buffer {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['计量器具台账'],
    [],
    ['器具名称', '型号规格', '出厂编号', '启用日期'],
  ]);
  const cells: XLSX.CellObject[] = [
    { t: 's', v: '电子秤' },
    { t: 'n', v: 150 },
    { t: 's', v: '0012' },
    { t: 'n', v: is1904 ? 46_027 - 1_462 : 46_027, z: 'yyyy-mm-dd' },
    { t: 'b', v: true },
    { t: 'e', v: 0x2a },
  ];
  cells.forEach((cell, column) => (sheet[XLSX.utils.encode_cell({ r: 4, c: column })] = cell));
  sheet['!ref'] = 'A1:F5';
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, '台账');
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['暗']]), '隐藏');
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }], WBProps: { date1904: is1904 } };
  return Buffer.from(XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Uint8Array);
}

/** A list in a format that we don't read. */
export function otherFormat(bookType: 'xlsb' | 'ods' | 'xlml'): Buffer {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['器具名称', '型号规格', '出厂编号']]), 'A');
  return Buffer.from(XLSX.write(book, { type: 'buffer', bookType }) as Uint8Array);
}

/** As of Excel 95, its texts in GBK: they are put in the place of letters, which is all that the writer knows. */
export function excel95(): Buffer {
  const headers = ['器具名称', '型号规格', '出厂编号'];
  const places = ['AAAAAAAA', 'BBBBBBBB', 'CCCCCCCC'];
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([places]), 'S');
  const file = Buffer.from(XLSX.write(book, { type: 'buffer', bookType: 'biff5' }) as Uint8Array);
  places.forEach((place, index) => gbk(headers[index] ?? '').copy(file, file.indexOf(place)));
  file.writeUInt16LE(936, file.indexOf(Buffer.from('42000200e404', 'hex')) + 4);
  return file;
}
