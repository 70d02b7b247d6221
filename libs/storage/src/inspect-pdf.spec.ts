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
