import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the story tells what happens, and keeps the papers that it gets. */
export interface Journal {
  readonly step: (title: string) => void;
  readonly say: (line: string) => void;
  readonly keep: (fileName: string, content: Uint8Array) => Promise<void>;
}

/** Prints each step with the seconds since the story began, and keeps the papers in a folder. */
export function printedJournal(folder: string): Journal {
  const began = Date.now();
  const time = () => `${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s`;
  return {
    step: (title) => console.log(`\n${time()}  ${title}`),
    say: (line) => console.log(`${time()}    ${line}`),
    keep: async (fileName, content) => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, fileName), content);
    },
  };
}

/** For the test runner, which speaks of failures only. */
export const silentJournal: Journal = { step: () => {}, say: () => {}, keep: () => Promise.resolve() };
