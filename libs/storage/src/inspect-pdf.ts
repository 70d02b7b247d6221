import { inflateSync } from 'node:zlib';
import { FileActiveError, FileEncryptedError, FileUnreadableError } from './errors.js';

/**
 * What a paper has no use for: scripts, programs to start, forms that send themselves, files inside the file. These
 * names are too long to come up by chance in compressed data, so the whole file is searched and nothing can hide behind
 * a forged beginning of a stream.
 */
const ACTIVE =
  /\/(JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|SubmitForm|ImportData|GoTo[ER])(?![A-Za-z0-9])|\/XFA\s*[[\d<]/;
const ENCRYPTED = /\/Encrypt\s*(<<|\d+\s+\d+\s+R)/;
/**
 * A stream of packed objects as every program writes it. What isn't plain can't be trusted to be read here as a viewer
 * reads it: comments, strings and further dictionaries in its dictionary, a stream that begins at some odd place.
 */
const PACKED = /<<([^<>%()]*)>>\s*stream(?:\r\n|\n|\r)/g;
const PACKED_NAME = /\/ObjStm(?![A-Za-z0-9])/g;
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
  let hidden = countPacked(text);
  for (const { index, 0: head, 1: dictionary = '' } of text.matchAll(PACKED)) {
    if (countPacked(dictionary) !== 1) continue;
    hidden--;
    const objects = readObjects(content.subarray(index + head.length), unescapeNames(dictionary), left);
    left -= objects.length;
    refuseActive(objects.toString('latin1'));
  }
  if (hidden > 0) throw new FileUnreadableError();
}

const countPacked = (text: string): number => unescapeNames(text).match(PACKED_NAME)?.length ?? 0;

function refuseActive(text: string): void {
  const plain = unescapeNames(text);
  if (ENCRYPTED.test(plain)) throw new FileEncryptedError();
  if (ACTIVE.test(plain)) throw new FileActiveError();
}

/** A name may write any of its letters as `#` and two digits. */
function unescapeNames(text: string): string {
  return text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** Objects are compressed the one usual way or not at all; whoever wraps them otherwise has something to hide. */
function readObjects(rest: Buffer, dictionary: string, maxOutputLength: number): Buffer {
  if (/\/(DecodeParms|DP|F)(?![A-Za-z0-9])/.test(dictionary)) throw new FileUnreadableError();
  const filter = /\/Filter\s*\[?\s*\/(\w+)\s*(\/\w+)?/.exec(dictionary);
  if (!filter && dictionary.includes('/Filter')) throw new FileUnreadableError();
  if (!filter) return rest.subarray(0, Math.max(0, rest.indexOf('endstream')));
  if (filter[1] !== 'FlateDecode' || /^\/\w*Decode$/.test(filter[2] ?? '')) throw new FileUnreadableError();
  try {
    return inflateSync(rest, { maxOutputLength });
  } catch (cause) {
    throw new FileUnreadableError({ cause });
  }
}
