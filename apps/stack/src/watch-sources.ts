import { watch } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

const SETTLE_MS = 200;

/**
 * Calls back, never twice at a time, when a source of API, worker or a library changed. The answer ends it, after
 * what is under way.
 */
export function watchSources(root: string, changed: (file: string) => Promise<void>): () => Promise<void> {
  let pending: string | undefined;
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const next = () => {
    const file = pending;
    pending = undefined;
    if (file) work = work.then(() => changed(file)).catch((error: Error) => console.error(error.message));
  };
  const onChange = (folder: string) => (_event: string, name: string | null) => {
    if (!name || name.endsWith('.spec.ts')) return;
    pending = relative(root, join(folder, name));
    clearTimeout(timer);
    timer = setTimeout(next, SETTLE_MS);
  };
  const watchers = sourceFolders(root).then((folders) =>
    folders.map((folder) => watch(folder, { recursive: true }, onChange(folder))),
  );
  return async () => {
    for (const watcher of await watchers) watcher.close();
    clearTimeout(timer);
    await work;
  };
}

async function sourceFolders(root: string): Promise<string[]> {
  const libs = await readdir(join(root, 'libs'));
  return [...libs.map((lib) => `libs/${lib}/src`), 'apps/api/src', 'apps/worker/src'].map((path) =>
    join(root, path),
  );
}
