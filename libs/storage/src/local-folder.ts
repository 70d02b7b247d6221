import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import type { FileStore } from './file-store.js';

const INCOMING = 'incoming';
const PRIVATE_FILE = 0o600;
const PRIVATE_FOLDER = 0o700;
const ABANDONED_AFTER_MS = 24 * 3_600_000;

/**
 * Files in a folder. One is written under another name, synced, and only then renamed, so whatever happens there is
 * either the whole file or none (quality.md §3, R8).
 */
export function openLocalFolder(directory: string): FileStore {
  const disk = new Disk(new FSDriver({ location: directory, visibility: 'private' }));
  return {
    async write(key: string, content: Readable): Promise<void> {
      const incoming = `${INCOMING}/${randomUUID()}`;
      try {
        await mkdir(join(directory, INCOMING), { recursive: true, mode: PRIVATE_FOLDER });
        await writeThrough(join(directory, incoming), content);
        await disk.move(incoming, key);
        await sync(dirname(join(directory, key)));
      } catch (error) {
        await disk.delete(incoming).catch(() => undefined);
        throw error;
      }
    },
    read: (key) => disk.getStream(key),
    exists: (key) => disk.exists(key),
    delete: (key) => disk.delete(key),
    async check(): Promise<void> {
      await mkdir(join(directory, INCOMING), { recursive: true, mode: PRIVATE_FOLDER });
      const probe = `${INCOMING}/${randomUUID()}`;
      await disk.put(probe, 'ok');
      await disk.delete(probe);
    },
    async sweep(): Promise<void> {
      const folder = join(directory, INCOMING);
      for (const name of await readdir(folder).catch(() => [])) {
        const file = join(folder, name);
        const { mtimeMs } = await stat(file);
        if (mtimeMs < Date.now() - ABANDONED_AFTER_MS) await rm(file, { force: true });
      }
    },
  };
}

/**
 * By hand, since flydrive neither syncs nor lets through that the disk is full (it reports an aborted stream). Opened first:
 * a stream that opens its file itself may do so after its content broke off and what was there was deleted.
 */
async function writeThrough(path: string, content: Readable): Promise<void> {
  const file = await open(path, 'wx', PRIVATE_FILE);
  await pipeline(content, file.createWriteStream({ flush: true }));
}

/** For the folder: a rename is on the disk only when its folder is. */
async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
