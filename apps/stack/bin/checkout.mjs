import { existsSync, readFileSync } from 'node:fs';
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
