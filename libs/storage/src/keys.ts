import { randomUUID } from 'node:crypto';
import { InvalidKeyError } from './errors.js';

const KIND = /^[a-z][a-z0-9-]{0,39}$/;
const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const KEY = new RegExp(`^[a-z][a-z0-9-]{0,39}/([0-9a-f]{2})/([0-9a-f]{2})/(${UUID})$`);

/** A name of our own for a new file, never the uploader's: `kind/ab/cd/<uuid>`, so no folder gets too long. */
export function newKey(kind: string): string {
  if (!KIND.test(kind)) throw new InvalidKeyError();
  const id = randomUUID();
  return `${kind}/${id.slice(0, 2)}/${id.slice(2, 4)}/${id}`;
}

/** Refuses everything that `newKey` doesn't make (quality.md §1.6). */
export function assertKey(key: string): void {
  const parts = KEY.exec(key);
  if (!parts || !parts[3]!.startsWith(parts[1]! + parts[2]!)) throw new InvalidKeyError();
}
