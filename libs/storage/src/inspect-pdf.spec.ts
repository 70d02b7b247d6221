import { deflateSync } from 'node:zlib';
import { FileActiveError, FileEncryptedError, FileUnreadableError } from './errors.js';
import { assertPassivePdf } from './inspect-pdf.js';

const check = (text: string) => () => assertPassivePdf(Buffer.from(text, 'latin1'));
const stream = (dictionary: string, data: Buffer) =>
  Buffer.concat([Buffer.from(`1 0 obj << ${dictionary} >>\nstream\n`), data, Buffer.from('\nendstream')]);

test.each([
  '/S /JavaScript',
  '/S/JavaScript/JS(x)',
  '/Java#53cript',
  '/#4Aava#53cript',
  '/Launch',
  '/S /GoToR',
  '/EmbeddedFile',
  '/EmbeddedFiles <<',
  '/XFA 3 0 R',
  '/XFA[',
])('%s is active', (text) => expect(check(text)).toThrow(FileActiveError));

test.each([
  '/JavaScripting',
  '/Launches',
  '/OpenAction [1 0 R /Fit]',
  '/JS',
  'JavaScript',
  '/XFAx',
  '/URI (http://demo.example)',
])('%s is not', (text) => expect(check(text)).not.toThrow());

test('a password is told from a word of that name', () => {
  expect(check('/Encrypt 12 0 R')).toThrow(FileEncryptedError);
  expect(check('/Encrypt<< /V 2 >>')).toThrow(FileEncryptedError);
  expect(check('/EncryptMetadata false')).not.toThrow();
});

test('packed objects are looked into, also not packed ones; streams of pages are not', () => {
  const script = Buffer.from('<< /S /JavaScript >>');
  const packed = '/Type /ObjStm /Filter /FlateDecode';
  expect(() => assertPassivePdf(stream(packed, deflateSync(script)))).toThrow(FileActiveError);
  expect(() => assertPassivePdf(stream(packed.replace('Stm', '#53tm'), deflateSync(script)))).toThrow(
    FileActiveError,
  );
  expect(() => assertPassivePdf(stream('/Filter /FlateDecode', deflateSync(script)))).not.toThrow();
  expect(() => assertPassivePdf(stream(packed, deflateSync(Buffer.from('<< /Type /Font >>'))))).not.toThrow();
});

test.each([
  ['after a line end of old', '<< /Type /ObjStm /Filter /FlateDecode >>stream\r', 'active'],
  ['after a blank', '<< /Type /ObjStm /Filter /FlateDecode >>\nstream \n', 'closed'],
  ['behind a comment', '<< /Type /ObjStm % 2 0 obj\n/Filter /FlateDecode >>\nstream\n', 'closed'],
  ['far before', `<< /Type /ObjStm ${' '.repeat(5000)} /Filter /FlateDecode >>\nstream\n`, 'active'],
  ['with parameters', '<< /Type /ObjStm /Filter /FlateDecode /DecodeParms 5 0 R >>\nstream\n', 'closed'],
  [
    'in rows',
    '<< /Type /ObjStm /Filter /FlateDecode /DecodeParms << /Predictor 12 >> >>\nstream\n',
    'closed',
  ],
  ['in another file', '<< /Type /ObjStm /F 5 0 R >>\nstream\n', 'closed'],
  ['by an unlike filter', '<< /Type /ObjStm /Filter 5 0 R >>\nstream\n', 'closed'],
])('packed objects announced %s do not slip through', (_, head, found) => {
  const script = deflateSync(Buffer.from('<< /S /JavaScript >>'));
  const pdf = Buffer.concat([Buffer.from(`1 0 obj ${head}`), script, Buffer.from('\nendstream')]);
  expect(() => assertPassivePdf(pdf)).toThrow(found === 'active' ? FileActiveError : FileUnreadableError);
});

test('what can not be looked into is refused, within bounds', () => {
  const packed = '/Type /ObjStm /Filter /FlateDecode';
  expect(() => assertPassivePdf(stream(packed, Buffer.from('nonsense')))).toThrow(FileUnreadableError);
  expect(() => assertPassivePdf(stream('/Type /ObjStm /Filter /LZWDecode', Buffer.from('x')))).toThrow(
    FileUnreadableError,
  );
  const bomb = deflateSync(Buffer.alloc(20 * 1024 * 1024));
  expect(() => assertPassivePdf(stream(packed, bomb))).not.toThrow();
  expect(() => assertPassivePdf(Buffer.concat([stream(packed, bomb), stream(packed, bomb)]))).toThrow(
    FileUnreadableError,
  );
});
