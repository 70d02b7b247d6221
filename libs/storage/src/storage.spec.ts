import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdtemp, rm, utimes, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import {
  clarifyError,
  DecryptionError,
  FileInfectedError,
  FileMissingError,
  FileTooLargeError,
  InvalidKeyError,
  ScannerUnavailableError,
  StorageConfigError,
  StorageFullError,
} from './errors.js';
import { newKey } from './keys.js';
import { createStorage } from './storage.js';

/** Real: the file system. Not real: the scanner, and a full disk where the error alone matters. */
let directory: string;
beforeEach(async () => void (directory = await mkdtemp(join(tmpdir(), 'quanheng-storage-'))));
afterEach(() => rm(directory, { recursive: true, force: true }));

const [first, second] = [
  { id: '2026', key: randomBytes(32) },
  { id: '2027', key: randomBytes(32) },
];
const files = () =>
  readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const stored = (key: string) => readFileSync(join(directory, key));

test.each([
  ['a buffer', () => Buffer.from('检定证书')],
  ['a stream', () => Readable.from([Buffer.from('检定'), Buffer.from('证书')])],
])('%s comes back as it was, with its size and hash', async (_what, body) => {
  const storage = createStorage({ directory });
  const key = newKey('certificate');
  const sha256 = createHash('sha256').update('检定证书').digest('hex');
  expect(await storage.put(key, body())).toEqual({ size: 12, sha256 });
  expect(await text(await storage.get(key))).toBe('检定证书');
  expect((await storage.getBytes(key)).toString()).toBe('检定证书');
  expect(await storage.exists(key)).toBe(true);
});

test('files belong to nobody else on the machine, and have names of our own in short folders', async () => {
  const storage = createStorage({ directory });
  const key = storage.newKey('paper');
  await storage.put(key, Buffer.from('x'));
  expect(key).toMatch(/^paper\/(..)\/(..)\/\1\2[0-9a-f-]{32}$/);
  expect(statSync(join(directory, key)).mode & 0o777).toBe(0o600);
});

test('what was deleted is gone; deleting it again is no error', async () => {
  const storage = createStorage({ directory });
  const key = newKey('paper');
  await storage.put(key, Buffer.from('x'));
  await storage.delete(key);
  await storage.delete(key);
  expect(await storage.exists(key)).toBe(false);
  await expect(storage.get(key)).rejects.toThrow(FileMissingError);
  await expect(storage.getBytes(key)).rejects.toThrow(FileMissingError);
});

const uuid = '0123abcd-0000-4000-8000-000000000000';
test.each([
  '../secret',
  '/etc/passwd',
  'paper/../../x',
  `paper/01/23/../23/${uuid}`,
  `paper/01/23/${uuid}\0.pdf`,
  `paper/01/23/${uuid}/`,
  `paper\\01\\23\\${uuid}`,
  `Paper/01/23/${uuid}`,
  `paper/ff/23/${uuid}`,
  `paper/01/23/${uuid}\n`,
  '',
])('the key %j is refused by every operation', async (key) => {
  const storage = createStorage({ directory });
  await expect(storage.put(key, Buffer.from('x'))).rejects.toThrow(InvalidKeyError);
  await expect(storage.get(key)).rejects.toThrow(InvalidKeyError);
  await expect(storage.getBytes(key)).rejects.toThrow(InvalidKeyError);
  await expect(storage.exists(key)).rejects.toThrow(InvalidKeyError);
  await expect(storage.delete(key)).rejects.toThrow(InvalidKeyError);
  expect(files()).toEqual([]);
});

test.each(['', '../x', 'A', 'a/b', 'a b'])('a kind %j has no keys', (kind) =>
  expect(() => newKey(kind)).toThrow(InvalidKeyError),
);

test('a stream that breaks off or grows too large leaves no file', async () => {
  const storage = createStorage({ directory });
  const broken = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw new Error('connection lost');
    })(),
  );
  await expect(storage.put(newKey('paper'), broken)).rejects.toThrow();
  await expect(storage.put(newKey('paper'), Buffer.alloc(11), { maxBytes: 10 })).rejects.toThrow(
    FileTooLargeError,
  );
  expect(await storage.put(newKey('paper'), Buffer.alloc(10), { maxBytes: 10 })).toMatchObject({ size: 10 });
  expect(files()).toHaveLength(1);
});

test('a full disk has a name of its own, however deeply a library has wrapped it, and leaves no file', async () => {
  const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  const storage = createStorage({ directory });
  const body = Readable.from(
    (async function* () {
      yield Buffer.from('half');
      throw full();
    })(),
  );
  await expect(storage.put(newKey('paper'), body)).rejects.toThrow(StorageFullError);
  expect(files()).toEqual([]);
  expect(clarifyError(new Error('a', { cause: new Error('b', { cause: full() }) }))).toBeInstanceOf(
    StorageFullError,
  );
  const ofAnotherRealm = { name: 'Error', cause: { code: 'EDQUOT' } };
  expect(clarifyError(new Error('a', { cause: ofAnotherRealm }))).toBeInstanceOf(StorageFullError);
  const other = new Error('a');
  expect(clarifyError(other)).toBe(other);
});

describe('encrypted at rest', () => {
  const scanOfId = Buffer.from('身份证 441202199001011234');
  const storage = (...keys: (typeof first)[]) => createStorage({ directory, encryptionKeys: keys });

  test('nothing of the content is on the disk; size and hash are those of the content', async () => {
    const key = newKey('id-card');
    const { size, sha256 } = await storage(first).put(key, scanOfId, { encrypt: true });
    expect({ size, sha256 }).toEqual({
      size: scanOfId.length,
      sha256: createHash('sha256').update(scanOfId).digest('hex'),
    });
    expect(stored(key).includes('441202199001011234')).toBe(false);
    expect(await storage(first).getBytes(key, { encrypted: true })).toEqual(scanOfId);
    expect(await text(await storage(first).get(key, { encrypted: true }))).toBe(scanOfId.toString());
  });

  test('the same content never looks the same', async () => {
    const [a, b] = [newKey('id-card'), newKey('id-card')];
    await storage(first).put(a, scanOfId, { encrypt: true });
    await storage(first).put(b, scanOfId, { encrypt: true });
    expect(stored(a).equals(stored(b))).toBe(false);
  });

  test('a new key in front: new files take it, old ones stay readable until the old key goes', async () => {
    const [old, fresh] = [newKey('id-card'), newKey('id-card')];
    await storage(first).put(old, scanOfId, { encrypt: true });
    await storage(second, first).put(fresh, scanOfId, { encrypt: true });
    expect(await storage(second, first).getBytes(old, { encrypted: true })).toEqual(scanOfId);
    expect(await storage(second).getBytes(fresh, { encrypted: true })).toEqual(scanOfId);
    await expect(storage(second).getBytes(old, { encrypted: true })).rejects.toThrow(DecryptionError);
  });

  test('one changed bit anywhere, a file in the place of another or a plain file: not opened', async () => {
    const [key, other, open] = [newKey('id-card'), newKey('id-card'), newKey('paper')];
    await storage(first).put(key, scanOfId, { encrypt: true });
    await storage(first).put(other, scanOfId, { encrypt: true });
    await storage(first).put(open, scanOfId);
    const original = stored(key);
    for (let at = 0; at < original.length; at++) {
      const changed = Buffer.from(original);
      changed[at]! ^= 1;
      await writeFile(join(directory, key), changed);
      await expect(storage(first).get(key, { encrypted: true })).rejects.toThrow(DecryptionError);
    }
    await writeFile(join(directory, key), stored(other));
    await expect(storage(first).getBytes(key, { encrypted: true })).rejects.toThrow(DecryptionError);
    await expect(storage(first).getBytes(open, { encrypted: true })).rejects.toThrow(DecryptionError);
  });

  test('without a key, or with a short one, nothing is stored', async () => {
    await expect(storage().put(newKey('id-card'), scanOfId, { encrypt: true })).rejects.toThrow(
      StorageConfigError,
    );
    expect(() => storage({ id: 'short', key: randomBytes(16) })).toThrow(StorageConfigError);
    expect(files()).toEqual([]);
  });
});

test('the scanner sees everything but our own files; its no, or its silence, stores nothing', async () => {
  const seen: string[] = [];
  const scan = async (content: Buffer) => {
    seen.push(content.toString());
    if (content.includes('virus')) throw new FileInfectedError('Demo');
    if (content.includes('down')) throw Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  };
  const storage = createStorage({ directory, scan });
  await expect(
    storage.put(newKey('paper'), Readable.from([Buffer.from('vi'), Buffer.from('rus')])),
  ).rejects.toThrow(FileInfectedError);
  await expect(storage.put(newKey('paper'), Buffer.from('down'))).rejects.toThrow(ScannerUnavailableError);
  expect(files()).toEqual([]);
  await storage.put(newKey('paper'), Buffer.from('clean'));
  await storage.put(newKey('certificate'), Buffer.from('our own'), { trusted: true });
  expect(seen).toEqual(['virus', 'down', 'clean']);
  expect(files()).toHaveLength(2);
});

test('a folder that can not be written to is found out at the start', async () => {
  await createStorage({ directory: join(directory, 'new', 'folder') }).check();
  expect(existsSync(join(directory, 'new', 'folder'))).toBe(true);
  await writeFile(join(directory, 'file'), '');
  await expect(createStorage({ directory: join(directory, 'file') }).check()).rejects.toThrow();
});

test('sweeping removes what was left behind yesterday, not what is being written', async () => {
  const storage = createStorage({ directory });
  await storage.sweep();
  await mkdir(join(directory, 'incoming'));
  for (const name of ['old', 'new']) await writeFile(join(directory, 'incoming', name), '');
  const twoDaysAgo = Date.now() / 1000 - 2 * 86_400;
  await utimes(join(directory, 'incoming', 'old'), twoDaysAgo, twoDaysAgo);
  await storage.sweep();
  expect(readdirSync(join(directory, 'incoming'))).toEqual(['new']);
});
