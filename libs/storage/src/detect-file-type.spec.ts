import { deflateRawSync } from 'node:zlib';
import { PDFDocument } from '@cantoo/pdf-lib';
import sharp from 'sharp';
import xlsx from 'xlsx';
import { detectFileType } from './detect-file-type.js';

/** Real files, made by the libraries that make them elsewhere. */
const aPdf = async () => Buffer.from(await (await PDFDocument.create()).save());
const anImage = (format: 'jpeg' | 'png') =>
  sharp({ create: { width: 8, height: 8, channels: 3, background: 'white' } })
    .toFormat(format)
    .toBuffer();
const aWorkbook = (bookType: 'xlsx' | 'biff8' | 'xlsm' | 'ods'): Buffer => {
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet([['器具名称'], ['电子秤']]), '器具');
  return xlsx.write(book, { type: 'buffer', bookType });
};
const gbk = Buffer.from([0xc6, 0xf7, 0xbe, 0xdf, 0x2c, 0xd0, 0xcd, 0xba, 0xc5, 0x0d, 0x0a]);

test('each kind is known by its content', async () => {
  expect(detectFileType(await aPdf())).toBe('pdf');
  expect(detectFileType(await anImage('jpeg'))).toBe('jpg');
  expect(detectFileType(await anImage('png'))).toBe('png');
  expect(detectFileType(aWorkbook('xlsx'))).toBe('xlsx');
  expect(detectFileType(aWorkbook('biff8'))).toBe('xls');
});

test.each([
  ['UTF-8', Buffer.from('器具名称,型号规格\n电子秤,ACS-30\n')],
  ['UTF-8 with its mark', Buffer.from('\ufeff器具名称;型号规格\r\n')],
  ['UTF-16 with its mark', Buffer.from('\ufeff器具名称\t型号规格\r\n', 'utf16le')],
  ['GB 18030', gbk],
  ['a list below a title', Buffer.from('计量器具一览表\n\n器具名称,型号规格\n')],
  [
    'a line with a formula and markup in a cell',
    Buffer.from(`name,remark\n${'x,y\n'.repeat(300)}=1+1,<script>\n`),
  ],
])('a CSV in %s', (_encoding, content) => expect(detectFileType(content)).toBe('csv'));

test('other zips and compound files are nothing we take', async () => {
  expect(detectFileType(aWorkbook('ods'))).toBeNull();
  expect(detectFileType(aZip({ 'word/document.xml': 'x', '[Content_Types].xml': 'x' }))).toBeNull();
  expect(detectFileType(aZip({ '[Content_Types].xml': 'x', 'xl/workbook.xml': 'x' }))).toBe('xlsx');
  const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  expect(detectFileType(Buffer.concat([ole, Buffer.from('WordDocument\0', 'utf16le')]))).toBeNull();
  expect(
    detectFileType(Buffer.concat([ole, Buffer.from('EncryptedPackage\0Workbook\0', 'utf16le')])),
  ).toBeNull();
});

test('workbooks with macros are refused', () => {
  expect(
    detectFileType(aZip({ '[Content_Types].xml': '', 'xl/workbook.xml': '', 'xl/vbaProject.bin': '' })),
  ).toBeNull();
  const xls = aWorkbook('biff8');
  expect(detectFileType(Buffer.concat([xls, Buffer.from('_VBA_PROJECT\0', 'utf16le')]))).toBeNull();
});

test('files that are two things at once are refused', async () => {
  const [pdf, zip] = [await aPdf(), aWorkbook('xlsx')];
  const html = Buffer.from('<html><script>alert(1)</script>');
  expect(detectFileType(Buffer.concat([html, pdf]))).toBeNull();
  expect(detectFileType(Buffer.concat([Buffer.from('junk,\n'), pdf]))).toBeNull();
  expect(detectFileType(Buffer.concat([pdf, html]))).toBeNull();
  expect(detectFileType(Buffer.concat([pdf, zip]))).toBeNull();
  expect(detectFileType(Buffer.concat([zip, html]))).toBeNull();
  expect(detectFileType(Buffer.concat([html, zip]))).toBeNull();
});

test.each([
  ['nothing', ''],
  ['a word', 'hello'],
  ['a page', '<!DOCTYPE html><p>a,b'],
  ['a page behind a line of CSV', 'a,b\n<html>'],
  ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg">,</svg>'],
  ['rich text', '{\\rtf1,}'],
  ['a program', '\x7fELF\x02\x01,'],
  ['a script', '#!/bin/sh\necho a,b'],
  ['a GIF', 'GIF89a,;\x00'],
  ['half a PDF', '%PDF-1.7\n1 0 obj'],
  ['a PDF by its name only', '%PDF-x %%EOF'],
])('%s is refused', (_what, content) => expect(detectFileType(Buffer.from(content, 'latin1'))).toBeNull());

test('a zip cut off or with a lying directory is refused, not crashed on', () => {
  const zip = aWorkbook('xlsx');
  for (const length of [4, 30, 100, zip.length - 1])
    expect(detectFileType(zip.subarray(0, length))).toBeNull();
  const lying = Buffer.from(zip);
  lying.writeUInt32LE(0xfffffff0, zip.length - 6);
  expect(detectFileType(lying)).toBeNull();
  const many = Buffer.from(zip);
  many.writeUInt16LE(0xffff, zip.length - 12);
  expect(detectFileType(many)).toBeNull();
});

/** The smallest zip with the given entries. */
function aZip(entries: Record<string, string>): Buffer {
  const [locals, directory]: [Buffer[], Buffer[]] = [[], []];
  let offset = 0;
  for (const [name, content] of Object.entries(entries)) {
    const data = deflateRawSync(content);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(8, 4);
    head.writeUInt32LE(data.length, 14);
    head.writeUInt32LE(content.length, 18);
    head.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), head, Buffer.from(name), data]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), head, tail, Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06');
  end.writeUInt16LE(locals.length, 8);
  end.writeUInt16LE(locals.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, central, end]);
}
