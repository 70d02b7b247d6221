import { randomBytes } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** Refused, or stored as something that holds nothing of `hidden`. */
export interface HostileUpload {
  readonly title: string;
  readonly fileName: string;
  readonly content: Buffer;
  /** What must not be found in the stored file. */
  readonly hidden?: string;
}

const MARK = 'HOSTILE-PAYLOAD-51';
const bytes = (text: string) => Buffer.from(text, 'latin1');

/** A PDF of one empty page, with more in its catalogue and more objects where wanted. */
export function aPdf(catalogue = '', objects: readonly (string | Buffer)[] = [], trailer = ''): Buffer {
  const all = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>',
    ...objects,
  ];
  const parts: Uint8Array[] = [bytes('%PDF-1.7\n')];
  all.forEach((object, index) =>
    parts.push(bytes(`${index + 1} 0 obj\n`), toBytes(object), bytes('\nendobj\n')),
  );
  parts.push(bytes(`trailer << /Root 1 0 R /Size ${all.length + 1} ${trailer} >>\nstartxref\n0\n%%EOF\n`));
  return Buffer.concat(parts);
}

const toBytes = (part: string | Buffer) => (typeof part === 'string' ? bytes(part) : part);

/** Objects inside of a compressed stream, where a plain search doesn't see them. */
export function anObjectStream(
  objects: string,
  filter = '/Filter /FlateDecode',
  data = deflateSync(objects),
): Buffer {
  const head = `<< /Type /ObjStm /N 1 /First 4 ${filter} /Length ${data.length} >>\nstream\n`;
  return Buffer.concat([bytes(head), data, bytes('\nendstream')]);
}

const ACTIONS: Record<string, string> = {
  script: '/OpenAction << /S /JavaScript /JS (app.alert(1)) >>',
  'script with escaped letters': '/OpenAction << /S /Java#53cript /JS (app.alert(1)) >>',
  'script in hex': '/OpenAction << /S /#4a#61vaScript /JS <6170702e> >>',
  'script on a page event': '/AA << /O << /S /JavaScript /JS 4 0 R >> >>',
  'named scripts': '/Names << /JavaScript << /Names [(a) 4 0 R] >> >>',
  'a program to start': '/OpenAction << /S /Launch /F (cmd.exe) >>',
  'a program for Windows': '/OpenAction << /S /Launch /Win << /F (calc.exe) >> >>',
  'a file inside': '/Names << /EmbeddedFiles << /Names [(a.exe) 4 0 R] >> >>',
  'another document inside': '/OpenAction << /S /GoToE /T << /R /C /N (a.pdf) >> >>',
  'a form that sends itself': '/OpenAction << /S /SubmitForm /F (http://127.0.0.1/) >>',
  'a form that reads a file': '/OpenAction << /S /ImportData /F (/etc/passwd) >>',
  'a film': '/RichMedia << >>',
  'a rendition with a script': '/OpenAction << /S /Rendition /JS (x) >>',
  'an XFA form': '/AcroForm << /XFA [(template) 4 0 R] >>',
};

function activePdfs(): HostileUpload[] {
  return Object.entries(ACTIONS).flatMap(([title, action]) => [
    { title: `a PDF with ${title}`, fileName: 'licence.pdf', content: aPdf(action) },
    { title: `… in an object`, fileName: 'licence.pdf', content: aPdf('', [`<< ${action} >>`]) },
    {
      title: `… in a compressed object`,
      fileName: 'licence.pdf',
      content: aPdf('', [anObjectStream(`<< ${action} >>`)]),
    },
    {
      title: `… behind a forged stream`,
      fileName: 'licence.pdf',
      content: aPdf('', [`% stream\n<< ${action} >>\n% endstream`]),
    },
  ]);
}

function closedPdfs(): HostileUpload[] {
  const bomb = deflateSync(Buffer.alloc(64 * 1024 * 1024));
  return [
    ['a PDF with a password', aPdf('', ['<< /Filter /Standard /V 2 >>'], '/Encrypt 4 0 R')],
    ['a PDF with its encryption in the trailer', aPdf('', [], '/Encrypt << /Filter /Standard >>')],
    ['objects wrapped twice', aPdf('', [anObjectStream('x', '/Filter [/ASCIIHexDecode /FlateDecode]')])],
    ['objects wrapped otherwise', aPdf('', [anObjectStream('x', '/Filter /LZWDecode')])],
    ['objects that do not unpack', aPdf('', [anObjectStream('', '/Filter /FlateDecode', randomBytes(500))])],
    ['objects that unpack to a bomb', aPdf('', [anObjectStream('', '/Filter /FlateDecode', bomb)])],
    ['half a PDF', aPdf().subarray(0, 80)],
    ['a PDF behind something', Buffer.concat([bytes('x'), aPdf()])],
    ['a PDF by its first line only', bytes('%PDF-1.7\nhello')],
  ].map(([title, content]) => ({ title, fileName: 'licence.pdf', content }) as HostileUpload);
}

const ZIP_END = 'PK\x05\x06' + '\0'.repeat(18);
const TAILS: Record<string, Buffer> = {
  page: bytes(`<html><script>${MARK}</script></html>`),
  script: bytes(`*/=1;eval("${MARK}");/*`),
  archive: bytes(`PK\x03\x04${MARK}${ZIP_END}`),
  'archive with a PDF end as its comment': bytes(
    `PK\x03\x04${MARK}PK\x05\x06${'\0'.repeat(16)}\x06\0%%EOF\n`,
  ),
  program: bytes(`MZ${MARK}`),
  'PHP page': bytes(`<?php echo "${MARK}"; ?>`),
  drawing: bytes(`<svg onload="${MARK}"/>`),
};

/** Two things at once: a PDF or picture with something in front, behind, or in a comment of it. */
function polyglots(png: Buffer, jpg: Buffer): HostileUpload[] {
  const carriers: [string, Buffer][] = [
    ['licence.pdf', aPdf()],
    ['photo.png', png],
    ['photo.jpg', jpg],
    ['photo.gif.jpg', bytes('GIF89a=1;')],
  ];
  return Object.entries(TAILS).flatMap(([what, tail]) =>
    carriers.flatMap(([fileName, carrier]) => [
      {
        title: `a ${what} behind ${fileName}`,
        fileName,
        content: Buffer.concat([carrier, tail]),
        hidden: MARK,
      },
      {
        title: `a ${what} before ${fileName}`,
        fileName,
        content: Buffer.concat([tail, carrier]),
        hidden: MARK,
      },
    ]),
  );
}

function withinHeads(png: Buffer, jpg: Buffer): HostileUpload[] {
  const page = `<html><script>${MARK}</script>`;
  const pdf = bytes(aPdf().toString('latin1').replace('%PDF-1.7\n', `%PDF-1.7\n%${page}\n`));
  const comment = Buffer.concat([bytes('\xff\xfe'), Buffer.from([0, page.length + 2]), bytes(page)]);
  const text = aChunk('tEXt', bytes(`Comment\0${page}`));
  const cut = png.length - 12;
  return [
    { title: 'a page in the first lines of a PDF', fileName: 'a.pdf', content: pdf, hidden: MARK },
    {
      title: 'a page in the comment of a photo',
      fileName: 'a.jpg',
      content: Buffer.concat([jpg.subarray(0, 2), comment, jpg.subarray(2)]),
      hidden: MARK,
    },
    {
      title: 'a page in the text of a picture',
      fileName: 'a.png',
      content: Buffer.concat([png.subarray(0, cut), text, png.subarray(cut)]),
      hidden: MARK,
    },
  ];
}

/** Content of another kind under a name that would be right. */
function misnamed(): HostileUpload[] {
  const contents: Record<string, Buffer> = {
    program: bytes('MZ\x90\0\x03\0\0\0'),
    'Linux program': bytes('\x7fELF\x02\x01\x01\0'),
    'shell script': bytes('#!/bin/sh\nrm -rf /'),
    page: bytes('<!doctype html><script>1</script>'),
    drawing: bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    'drawing with entities': bytes(
      '<?xml version="1.0"?><!DOCTYPE s [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    ),
    GIF: bytes('GIF89a\x01\0\x01\0\0\0\0;'),
    WebP: bytes('RIFF\x24\0\0\0WEBPVP8 '),
    TIFF: bytes('II*\0\x08\0\0\0'),
    HEIC: bytes('\0\0\0\x18ftypheic'),
    archive: bytes(`PK\x03\x04${ZIP_END}`),
    BMP: bytes('BM\x46\0\0\0'),
    icon: bytes('\0\0\x01\0\x01\0'),
    'Flash film': bytes('CWS\x0a'),
    RAR: bytes('Rar!\x1a\x07\0'),
    'rich text': bytes('{\\rtf1 x}'),
    PostScript: bytes('%!PS-Adobe-3.0\n'),
    'compound file': bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'),
    nothing: Buffer.alloc(0),
    'one byte': Buffer.alloc(1),
    zeros: Buffer.alloc(4096),
    noise: randomBytes(4096),
    table: bytes('a,b\n1,2\n'),
  };
  return Object.entries(contents).flatMap(([title, content]) =>
    ['licence.pdf', 'photo.jpg', 'photo.png'].map((fileName) => ({
      title: `${title} as ${fileName}`,
      fileName,
      content,
    })),
  );
}

function brokenPictures(png: Buffer, jpg: Buffer): HostileUpload[] {
  const half = (content: Buffer) => content.subarray(0, Math.floor(content.length / 2));
  const pixels = (width: number, height: number, data = deflateSync(Buffer.alloc(1000))) =>
    Buffer.concat([
      png.subarray(0, 8),
      aChunk('IHDR', aHead(width, height)),
      aChunk('IDAT', data),
      aChunk('IEND', Buffer.alloc(0)),
    ]);
  const inflated = deflateSync(Buffer.alloc(60 * 1024 * 1024));
  const profile = Buffer.concat([bytes('x\0\0'), inflated]);
  const wideJpg = Buffer.from(jpg);
  const frame = wideJpg.indexOf(Buffer.from([0xff, 0xc0]));
  wideJpg.writeUInt32BE(0xffff_ffff, frame + 5);
  return [
    ['a photo cut off', 'a.jpg', half(jpg)],
    ['a picture cut off', 'a.png', half(png)],
    ['only the head of a photo', 'a.jpg', jpg.subarray(0, 20)],
    ['a flood of pixels', 'a.png', pixels(60_000, 60_000)],
    ['a flood in one line', 'a.png', pixels(2_000_000_000, 1)],
    ['a flood in one column', 'a.png', pixels(1, 39_000_000)],
    ['a picture of no pixels', 'a.png', pixels(0, 0)],
    ['more data than pixels', 'a.png', pixels(10, 10, inflated), MARK],
    [
      'a profile that unpacks to a bomb',
      'a.png',
      Buffer.concat([png.subarray(0, 33), aChunk('iCCP', profile), png.subarray(33, 100)]),
    ],
    ['a photo that claims 65,535 × 65,535', 'a.jpg', wideJpg],
    [
      'a picture with wrong check sums',
      'a.png',
      Buffer.concat([png.subarray(0, 29), randomBytes(4), png.subarray(33)]),
    ],
  ].map(([title, fileName, content, hidden]) => ({ title, fileName, content, hidden }) as HostileUpload);
}

function aHead(width: number, height: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return head;
}

function aChunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([bytes(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Names that try to be more than a name; the content is an ordinary picture. */
export const HOSTILE_NAMES: readonly string[] = [
  '../../../../etc/passwd',
  '..\\..\\windows\\system32\\cmd.exe',
  '/etc/cron.d/x',
  'C:\\x.png',
  'x.png\0.exe',
  'licence\u202egnp.exe',
  '\u2066hidden\u2069.png',
  'line\r\nSet-Cookie: a=b.png',
  'a"; filename="b.html',
  '<img src=x onerror=alert(1)>.png',
  '.htaccess',
  '..',
  '.',
  ' ',
  '   .png',
  `${'长'.repeat(5000)}.png`,
  `${'a'.repeat(5000)}.png`,
  '😀'.repeat(300),
  'x'.repeat(99) + '😀😀😀.png',
  '%2e%2e%2fpasswd.png',
  'a\u0000b\u0007c.png',
  '\ufeffbom.png',
  'evil.exe',
  'evil.html',
  'evil.svg',
  'evil.png.js',
];

export async function hostileUploads(): Promise<HostileUpload[]> {
  const picture = sharp({ create: { width: 300, height: 200, channels: 3, background: '#336699' } });
  const [png, jpg] = [await picture.clone().png().toBuffer(), await picture.clone().jpeg().toBuffer()];
  return [
    ...misnamed(),
    ...polyglots(png, jpg),
    ...withinHeads(png, jpg),
    ...brokenPictures(png, jpg),
    ...closedPdfs(),
    ...activePdfs(),
  ];
}
