import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type * as Embedded from '../embedded/embedded-postgres.js';

const PREFIX = 'quanheng-test-';

/** What the run's `stop-postgres` finds again; Jest calls both once per selected project, in one process. */
export interface TestServer {
  server: Embedded.EmbeddedPostgres;
  folder: string;
}
declare global {
  var quanhengTestServer: Promise<TestServer> | undefined;
}

/** Jest's globalSetup: one throw-away PostgreSQL for the whole run; specs clone their databases in it. */
export default async function startPostgres(): Promise<void> {
  globalThis.quanhengTestServer ??= start();
  const { server } = await globalThis.quanhengTestServer;
  process.env['TEST_DATABASE_URL'] = server.url;
}

async function start(): Promise<TestServer> {
  const { startEmbeddedPostgres } = loadEmbedded();
  removeLeftovers();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  writeFileSync(join(folder, 'pid'), String(process.pid));
  return { folder, server: await startEmbeddedPostgres({ dataDir: folder, fsync: false }) };
}

/** A run that was killed could not remove its folder; its server ended with it. */
function removeLeftovers(): void {
  for (const name of readdirSync(tmpdir())) {
    const folder = join(tmpdir(), name);
    const pid = join(folder, 'pid');
    if (name.startsWith(PREFIX) && existsSync(pid) && !isAlive(Number(readFileSync(pid, 'utf8')))) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Jest compiles a globalSetup file alone and resolves its imports as Node does, which finds no `./x.js` of a `.ts`. */
function loadEmbedded(): typeof Embedded {
  const root = join(import.meta.dirname, '../../../..');
  const outfile = join(root, 'node_modules/.cache/quanheng/embedded-postgres.mjs');
  const entry = join(import.meta.dirname, '../embedded/embedded-postgres.ts');
  buildSync({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return createRequire(outfile)(outfile) as typeof Embedded;
}
