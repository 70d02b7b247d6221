import { readFileSync, statSync } from 'node:fs';

export function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** The reason for ending that the server itself gave in what it wrote after `from`, without its full stop. */
export function lastWords(logFile: string, from: number): string | undefined {
  const text = readFileSync(logFile).subarray(from).toString('utf8');
  const unbound = /could not bind .*/.exec(text)?.[0];
  const fatal = [...text.matchAll(/(?:FATAL|PANIC): +(.*?)\.?$/gm)].at(-1)?.[1];
  return unbound ?? fatal;
}
