import type { Readable } from 'node:stream';

/** Where bytes lie: a local folder or a bucket. Keys have been checked, contents limited and scanned before. */
export interface FileStore {
  /** All or nothing; replaces what has the key. */
  write(key: string, content: Readable): Promise<void>;
  read(key: string): Promise<Readable>;
  exists(key: string): Promise<boolean>;
  /** No error when there is no such file. */
  delete(key: string): Promise<void>;
  /** Throws when files can't be stored at the moment. */
  check(): Promise<void>;
  /** Removes what interrupted writes have left behind. */
  sweep(): Promise<void>;
}
