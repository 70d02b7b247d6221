import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StackConfig } from './config.js';
import { StartFailure } from './start-failure.js';

/** Room for the write-ahead log, the logs and some files. */
const NEEDED_BYTES = 500 * 1024 * 1024;

interface Instance {
  pid: number;
  startedAt: string;
  url: string;
}

/** Makes the data folder and marks it as in use by this process; the answer gives it back. */
export function takeDataFolder({ dataDir, logDir, publicUrl }: StackConfig): () => void {
  makeFolders(dataDir, logDir);
  requireSpace(dataDir);
  const mark = join(dataDir, 'running.json');
  const other = readInstance(mark);
  if (other && startTime(other.pid) === other.startedAt) {
    throw new StartFailure(
      `Quanheng is already running at ${other.url} on this data folder (process ${other.pid}): stop it first, or give this one its own folder and port (DATA_DIR=... PORT=...).`,
    );
  }
  const self: Instance = { pid: process.pid, startedAt: startTime(process.pid) ?? '', url: publicUrl };
  writeFileSync(mark, JSON.stringify(self));
  return () => rmSync(mark, { force: true });
}

function makeFolders(...folders: string[]): void {
  for (const folder of folders) {
    try {
      mkdirSync(folder, { recursive: true });
      const probe = join(folder, '.writable');
      writeFileSync(probe, '');
      rmSync(probe);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      const why = code === 'ENOSPC' ? 'the disk is full' : `it can't be written (${code})`;
      throw new StartFailure(
        `The data folder ${folder} can't be used: ${why}. Choose another with DATA_DIR=...`,
      );
    }
  }
}

function requireSpace(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir);
  const free = bavail * bsize;
  if (free >= NEEDED_BYTES) return;
  const mib = (bytes: number) => Math.floor(bytes / 1024 / 1024);
  throw new StartFailure(
    `The disk of the data folder ${dataDir} has ${mib(free)} MB free, ${mib(NEEDED_BYTES)} MB are needed.`,
  );
}

function readInstance(mark: string): Instance | undefined {
  if (!existsSync(mark)) return undefined;
  try {
    return JSON.parse(readFileSync(mark, 'utf8')) as Instance;
  } catch {
    return undefined; // Cut off in the middle of writing: whoever wrote it is gone.
  }
}

/** When a process began, in the kernel's ticks: process ids are used again, this pair isn't. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
