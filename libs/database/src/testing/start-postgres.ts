import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type * as Embedded from '../embedded/embedded-postgres.js';

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
  const folder = mkdtempSync(join(tmpdir(), 'quanheng-test-'));
  // A run that ends early skips the teardown; the server itself ends with this process.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return { folder, server: await startEmbeddedPostgres({ dataDir: folder, fsync: false }) };
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
