import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import type { Readable } from 'node:stream';

const CAP_BYTES = 10 * 1024 * 1024;
const START_MARK = '----- started';

/** Appends a child's output to a file; past the cap the file becomes `<file>.1` and a new one begins. */
export function collectLog(file: string, streams: (Readable | null)[]): void {
  rotate(file);
  let log = openSync(file, 'a', 0o600);
  let size = statSync(file).size;
  writeQuietly(log, Buffer.from(`${START_MARK} ${new Date().toISOString()}\n`));
  let open = streams.length;
  const append = (chunk: Buffer) => {
    if (size > CAP_BYTES) {
      closeSync(log);
      rotate(file);
      log = openSync(file, 'a', 0o600);
      size = 0;
    }
    writeQuietly(log, chunk);
    size += chunk.length;
  };
  for (const stream of streams) {
    stream?.on('data', append);
    stream?.once('close', () => {
      if (--open === 0) closeSync(log);
    });
  }
}

/** For a log that another process appends to by itself: capped at its start. */
export function rotate(file: string): void {
  if (existsSync(file) && statSync(file).size > CAP_BYTES) renameSync(file, `${file}.1`);
}

/** The end of what the latest start wrote. */
export function lastLines(file: string, count = 12): string {
  if (!existsSync(file)) return '';
  const text = readFileSync(file, 'utf8');
  const lines = text
    .slice(text.lastIndexOf(START_MARK) + 1)
    .trimEnd()
    .split('\n');
  return lines
    .slice(text.includes(START_MARK) ? 1 : 0)
    .slice(-count)
    .join('\n');
}

/** A full disk must not bring the platform down because of its log. */
function writeQuietly(log: number, chunk: Buffer): void {
  try {
    writeSync(log, chunk);
  } catch {
    // The line is lost.
  }
}
