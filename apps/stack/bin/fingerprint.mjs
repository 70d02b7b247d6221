import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './checkout.mjs';

const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'test-results', 'screenshots', 'story-output']);

/** Changes with every source and setting of a build, and when somebody builds by hand. */
export function ofBuild() {
  const hash = createHash('sha256');
  for (const file of ['package-lock.json', 'nx.json', 'swc.config.json', 'tsconfig.base.json'])
    addFile(hash, file);
  for (const folder of ['apps', 'libs']) {
    addFolder(hash, folder, (path) => !/\.spec\.ts$|^apps\/e2e\//.test(path));
    addBuilt(hash, folder);
  }
  return hash.digest('hex');
}

/** Changes with everything that lint looks at or is told by. */
export function ofSources() {
  const hash = createHash('sha256');
  for (const entry of readdirSync(ROOT, { withFileTypes: true }))
    if (entry.isFile()) addFile(hash, entry.name);
  for (const folder of ['apps', 'libs']) addFolder(hash, folder, () => true);
  return hash.digest('hex');
}

/** Whether `name` was last done at this fingerprint. */
export function isDone(name, fingerprint) {
  const stamp = stampOf(name);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint;
}

export function markDone(name, fingerprint) {
  const stamp = stampOf(name);
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, fingerprint);
}

function stampOf(name) {
  return join(ROOT, 'node_modules/.cache/quanheng', name);
}

function addFolder(hash, folder, counts) {
  for (const entry of readdirSync(join(ROOT, folder), { withFileTypes: true }).sort(byName)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory() && !SKIPPED.has(entry.name)) addFolder(hash, path, counts);
    else if (entry.isFile() && counts(path)) addFile(hash, path);
  }
}

function addFile(hash, path) {
  hash.update(path).update(readFileSync(join(ROOT, path)));
}

/** A build rewrites the entries: their time tells, their content needn't. */
function addBuilt(hash, folder) {
  for (const project of readdirSync(join(ROOT, folder)).sort()) {
    for (const name of ['index.js', 'main.js', 'index.html']) {
      const entry = join(ROOT, folder, project, 'dist', name);
      hash.update(existsSync(entry) ? `${project} ${name} ${statSync(entry).mtimeMs}` : '');
    }
  }
}

function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}
