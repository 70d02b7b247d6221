import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DecryptionError, StorageConfigError } from './errors.js';

export interface EncryptionKey {
  /** Written into each file's header, so that files of an older key stay readable. */
  id: string;
  /** 32 bytes. */
  key: Buffer;
}

/** AES-256-GCM. Layout: `QHE1`, length of the key id (1 byte), key id, nonce (12), ciphertext, tag (16). */
const MAGIC = Buffer.from('QHE1');
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Encrypts with the first key and decrypts with whichever the file names: rotate by putting a new one in front. */
export class FileCipher {
  readonly #keys: readonly EncryptionKey[];

  constructor(keys: readonly EncryptionKey[]) {
    for (const { id, key } of keys) {
      if (!/^[A-Za-z0-9._-]{1,64}$/.test(id))
        throw new StorageConfigError('A key id is 1 to 64 letters, digits, . _ -');
      if (key.length !== 32) throw new StorageConfigError(`The encryption key ${id} must have 32 bytes.`);
    }
    this.#keys = keys;
  }

  /** `name` is bound to the content: a file put in another one's place doesn't open. */
  encrypt(content: Buffer, name: string): Buffer {
    const current = this.#keys[0];
    if (!current) throw new StorageConfigError('No encryption key is configured.');
    const id = Buffer.from(current.id);
    const nonce = randomBytes(NONCE_BYTES);
    const header = Buffer.concat([MAGIC, Buffer.of(id.length), id, nonce]);
    const cipher = createCipheriv('aes-256-gcm', current.key, nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.concat([header, Buffer.from(name)]));
    return Buffer.concat([header, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  }

  decrypt(stored: Buffer, name: string): Buffer {
    const idEnd = MAGIC.length + 1 + (stored[MAGIC.length] ?? 0);
    const start = idEnd + NONCE_BYTES;
    if (!stored.subarray(0, MAGIC.length).equals(MAGIC) || stored.length < start + TAG_BYTES) {
      throw new DecryptionError('The file is not an encrypted one.');
    }
    const id = stored.toString('latin1', MAGIC.length + 1, idEnd);
    const found = this.#keys.find((key) => key.id === id);
    if (!found) throw new DecryptionError('The key of this file is not configured.');
    try {
      const nonce = stored.subarray(idEnd, start);
      const decipher = createDecipheriv('aes-256-gcm', found.key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.concat([stored.subarray(0, start), Buffer.from(name)]));
      decipher.setAuthTag(stored.subarray(-TAG_BYTES));
      return Buffer.concat([decipher.update(stored.subarray(start, -TAG_BYTES)), decipher.final()]);
    } catch (cause) {
      throw new DecryptionError('The file was changed since it was stored.', { cause });
    }
  }
}
