import { inflateSync } from 'node:zlib';
import { FileActiveError, FileEncryptedError, FileUnreadableError } from './errors.js';

/**
 * What a paper has no use for: scripts, programs to start, forms that send themselves, files inside the file. These
 * names are too long to come up by chance in compressed data, so the whole file is searched and nothing can hide behind
 * a forged beginning of a stream.
 */
const ACTIVE =
  /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|SubmitForm|ImportData|GoToE)(?![A-Za-z0-9])|\/XFA\s*[[\d<]/;
const ENCRYPTED = /\/Encrypt\s*(<<|\d+\s+\d+\s+R)/;
const STREAM = /(?<!end)stream\r?\n/g;
const DICTIONARY_REACH = 4096;
/** All object streams of a file together; an ordinary scan has some kilobytes of them. */
const MAX_OBJECT_BYTES = 32 * 1024 * 1024;

/**
 * Refuses a PDF that does anything but show pages, or that can't be looked into (quality.md §1.6): printed anew as PDF
 * it would be accepted. @throws FileActiveError, FileEncryptedError, FileUnreadableError
 */
export function assertPassivePdf(content: Buffer): void {
  const text = content.toString('latin1');
  refuseActive(text);
  let left = MAX_OBJECT_BYTES;
  for (const { index, 0: keyword } of text.matchAll(STREAM)) {
    const dictionary = dictionaryBefore(text, index);
    if (!/\/ObjStm(?![A-Za-z0-9])/.test(dictionary)) continue;
    const objects = readObjects(content.subarray(index + keyword.length), dictionary, left);
    left -= objects.length;
    refuseActive(objects.toString('latin1'));
  }
}

function refuseActive(text: string): void {
  const plain = unescapeNames(text);
  if (ENCRYPTED.test(plain)) throw new FileEncryptedError();
  if (ACTIVE.test(plain)) throw new FileActiveError();
}

/** A name may write any of its letters as `#` and two digits. */
function unescapeNames(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function dictionaryBefore(text: string, index: number): string {
  const near = text.slice(Math.max(0, index - DICTIONARY_REACH), index);
  return unescapeNames(near.slice(near.lastIndexOf(' obj') + 1));
}

/** Objects are compressed the one usual way or not at all; whoever wraps them otherwise has something to hide. */
function readObjects(rest: Buffer, dictionary: string, maxOutputLength: number): Buffer {
  const filter = /\/Filter\s*\[?\s*\/(\w+)\s*(\/\w+)?/.exec(dictionary);
  if (!filter) return rest.subarray(0, Math.max(0, rest.indexOf('endstream')));
  if (filter[1] !== 'FlateDecode' || /^\/\w*Decode$/.test(filter[2] ?? '')) throw new FileUnreadableError();
  try {
    return inflateSync(rest, { maxOutputLength });
  } catch (cause) {
    throw new FileUnreadableError({ cause });
  }
}
