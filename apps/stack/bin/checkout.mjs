import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the checkout; every path of these scripts hangs on it. */
export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** Something the operator has to read as one sentence, without a stack. */
export class Refusal extends Error {}

/** Whether node_modules holds what package-lock.json asks for, whoever installed it. */
export function isInstalled() {
  const hidden = join(ROOT, 'node_modules/.package-lock.json');
  if (!existsSync(hidden)) return false;
  const wanted = readPackages(join(ROOT, 'package-lock.json'));
  const present = readPackages(hidden);
  return Object.entries(wanted).every(
    ([path, entry]) =>
      !path.includes('node_modules/') || entry.optional || present[path]?.version === entry.version,
  );
}

function readPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
}

const SOURCES = ['apps', 'libs'];
const CONFIGS = ['package-lock.json', 'nx.json', 'swc.config.json', 'tsconfig.base.json'];
const SKIPPED = new Set(['node_modules', 'dist', 'coverage', 'e2e', 'test-results']);

/** Changes whenever a source, a build setting or a built entry changes: then Nx is asked, otherwise it needn't be started. */
export function buildFingerprint() {
  const hash = createHash('sha256');
  for (const file of CONFIGS) hash.update(readFileSync(join(ROOT, file)));
  for (const folder of SOURCES) addFolder(hash, join(ROOT, folder));
  return hash.digest('hex');
}

function addFolder(hash, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name === 'dist') addBuilt(hash, path);
      else if (!SKIPPED.has(entry.name)) addFolder(hash, path);
    } else if (entry.isFile() && !/\.spec\.ts$/.test(entry.name)) {
      hash.update(path.slice(ROOT.length)).update(readFileSync(path));
    }
  }
}

/** A build by hand rewrites the entry: its time tells, its content needn't. */
function addBuilt(hash, dist) {
  for (const name of ['index.js', 'main.js', 'index.html']) {
    const entry = join(dist, name);
    if (existsSync(entry)) hash.update(`${entry.slice(ROOT.length)} ${statSync(entry).mtimeMs}`);
  }
}
