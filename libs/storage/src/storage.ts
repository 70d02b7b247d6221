import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { FileCipher, type EncryptionKey } from './encryption.js';
import {
  causesOf,
  clarifyError,
  FileInfectedError,
  FileMissingError,
  FileTooLargeError,
  ScannerUnavailableError,
  StorageError,
} from './errors.js';
import { assertKey, newKey } from './keys.js';
import { openLocalFolder } from './local-folder.js';
import { openS3Bucket, type S3Config } from './s3-bucket.js';

export interface StorageConfig {
  /** An absolute folder outside the web root. Not used when `s3` is given. */
  directory: string;
  s3?: S3Config | undefined;
  /** The first encrypts, all decrypt. None: `put` with `encrypt` is refused. */
  encryptionKeys?: readonly EncryptionKey[] | undefined;
  /**
   * Resolves for a clean file and throws FileInfectedError for another. Whatever else it throws is a scanner that gave
   * no answer: then nothing is stored.
   */
  scan?: ((content: Buffer) => Promise<void>) | undefined;
}

export interface PutOptions {
  /** AES-256-GCM at rest: scans of ID cards (domain.md §10). */
  encrypt?: boolean;
  /** Larger contents are refused and leave nothing behind; default 64 MB. */
  maxBytes?: number;
  /** Made by the platform itself, so not scanned. */
  trusted?: boolean;
}

/** Of the content as given, also where it is stored encrypted. */
export interface StoredFile {
  size: number;
  /** Lower-case hex. */
  sha256: string;
}

const MAX_BYTES = 64 * 1024 * 1024;

export type Storage = ReturnType<typeof createStorage>;

/** The one door to files. Throws the errors of `errors.ts`, `StorageFullError` for a full disk among them. */
export function createStorage(config: StorageConfig) {
  const store = config.s3 ? openS3Bucket(config.s3) : openLocalFolder(config.directory);
  const cipher = new FileCipher(config.encryptionKeys ?? []);

  async function open(key: string): Promise<Readable> {
    assertKey(key);
    if (!(await store.exists(key))) throw new FileMissingError(key);
    return store.read(key);
  }
  async function write(key: string, body: Buffer | Readable, options: PutOptions): Promise<StoredFile> {
    const measure = new Measure(options.maxBytes ?? MAX_BYTES);
    let content = Readable.from(measure.pass(Buffer.isBuffer(body) ? [body] : body));
    const scan = options.trusted ? undefined : config.scan;
    if (scan || options.encrypt) {
      const whole = await buffer(content);
      if (scan) await assertClean(scan, whole);
      content = Readable.from([options.encrypt ? cipher.encrypt(whole, key) : whole]);
    }
    await store.write(key, content);
    return measure.result();
  }

  return {
    newKey,
    async put(key: string, body: Buffer | Readable, options: PutOptions = {}): Promise<StoredFile> {
      assertKey(key);
      return write(key, body, options).catch((error) => {
        throw plain(error);
      });
    },
    /** The stored content; an encrypted one is checked as a whole before its first byte is given out. */
    async get(key: string, options: { encrypted?: boolean } = {}): Promise<Readable> {
      const content = await open(key);
      return options.encrypted ? Readable.from([cipher.decrypt(await buffer(content), key)]) : content;
    },
    async getBytes(key: string, options: { encrypted?: boolean } = {}): Promise<Buffer> {
      const content = await buffer(await open(key));
      return options.encrypted ? cipher.decrypt(content, key) : content;
    },
    async exists(key: string): Promise<boolean> {
      assertKey(key);
      return store.exists(key);
    },
    async delete(key: string): Promise<void> {
      assertKey(key);
      await store.delete(key);
    },
    /** For start-up and readiness: throws when files can't be stored at the moment. */
    async check(): Promise<void> {
      await store.check().catch((error) => {
        throw plain(error);
      });
    },
    /** Removes what interrupted writes left behind more than a day ago. */
    sweep: () => store.sweep(),
  };
}

async function assertClean(scan: NonNullable<StorageConfig['scan']>, content: Buffer): Promise<void> {
  try {
    await scan(content);
  } catch (cause) {
    if (cause instanceof FileInfectedError) throw cause;
    throw new ScannerUnavailableError({ cause });
  }
}

/** Our own error out of a library's wrapping, or what a full disk is called. */
function plain(error: unknown): unknown {
  return causesOf(error).find((cause) => cause instanceof StorageError) ?? clarifyError(error);
}

/** Counts and hashes what passes. */
class Measure {
  readonly #hash = createHash('sha256');
  #size = 0;

  constructor(readonly maxBytes: number) {}

  async *pass(body: Iterable<Buffer> | AsyncIterable<Buffer | string>): AsyncGenerator<Buffer> {
    for await (const part of body) {
      const chunk = Buffer.from(part);
      this.#size += chunk.length;
      if (this.#size > this.maxBytes) throw new FileTooLargeError(this.maxBytes);
      this.#hash.update(chunk);
      yield chunk;
    }
  }

  result(): StoredFile {
    return { size: this.#size, sha256: this.#hash.digest('hex') };
  }
}
