import { DomainError } from '@quanheng/domain';
import { TextDecoder } from 'node:util';
import { finished } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { fromBufferPromise, openPromise, type Entry, type ZipFile } from 'yauzl';
import { refused } from './refusal.js';
import { XmlScanner, type XmlHandler } from './xml-scanner.js';

/** 100,000 rows of 21 columns inflate to some 150 MB; a bomb to gigabytes. */
const MAX_INFLATED_BYTES = 400 * 1024 * 1024;
/** Every part but the sheets is held in memory. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;
const MAX_PARTS = 3_000;
const MACRO_PART = /(^|\/)vbaproject[^/]*\.bin$|^xl\/(macrosheets|dialogsheets|activex)\//;

/**
 * The parts of an xlsx, checked before any is inflated: their number, the sum of their sizes, no macros, no two of one
 * name. A part that turns out longer than it says breaks off (yauzl checks).
 */
export class ZipPackage {
  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws DomainError `import.file-refused`, `import.password-protected`; whatever yauzl says of a damaged file */
  static async open(source: string | Uint8Array): Promise<ZipPackage> {
    const options = { lazyEntries: true, autoClose: false } as const;
    const zip = await (typeof source === 'string'
      ? openPromise(source, options)
      : fromBufferPromise(Buffer.from(source.buffer, source.byteOffset, source.byteLength), options));
    try {
      return new ZipPackage(zip, await readDirectory(zip));
    } catch (error) {
      zip.close();
      throw error;
    }
  }

  has(path: string): boolean {
    return this.entries.has(path.toLowerCase());
  }

  /** Inflates a part as it is read. */
  async stream(path: string): Promise<Readable> {
    const entry = this.entries.get(path.toLowerCase());
    if (!entry) throw new DomainError('file.unreadable');
    return this.zip.openReadStreamPromise(entry);
  }

  /** Runs a small part through a handler; a part that isn't there has nothing to say. */
  async scan(path: string, handler: XmlHandler): Promise<void> {
    const entry = this.entries.get(path.toLowerCase());
    if (!entry) return;
    if (entry.uncompressedSize > MAX_HELD_BYTES) throw refused('inflated');
    const scanner = new XmlScanner(handler);
    for await (const text of decoded(await this.stream(path))) scanner.write(text);
  }

  close(): void {
    this.zip.close();
  }
}

/** The text of a stream of UTF-8, or UTF-16 with its mark, piece by piece; a stream left early is destroyed. */
export async function* decoded(stream: Readable): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  try {
    for await (const chunk of stream) {
      decoder ??= new TextDecoder(encodingOf(chunk as Buffer));
      yield decoder.decode(chunk as Buffer, { stream: true });
    }
    yield decoder?.decode() ?? '';
  } finally {
    stream.destroy();
    await finished(stream).catch(() => undefined);
  }
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > MAX_PARTS) throw refused('parts');
  const entries = new Map<string, Entry>();
  let inflated = 0;
  for await (const entry of zip.eachEntry()) {
    // Office compares part names without regard to case; so must we, or two readers see two files.
    const name = entry.fileName.replace(/^\//, '').toLowerCase();
    if (entry.isEncrypted()) throw new DomainError('import.password-protected');
    if (entries.has(name)) throw refused('duplicateParts');
    if (MACRO_PART.test(name)) throw refused('macros');
    inflated += entry.uncompressedSize;
    if (inflated > MAX_INFLATED_BYTES) throw refused('inflated');
    entries.set(name, entry);
  }
  return entries;
}
