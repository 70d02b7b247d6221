import { createClient } from '@hey-api/openapi-ts';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../..');
export const DOCUMENT = join(import.meta.dirname, 'openapi.json');
export const CLIENT = join(import.meta.dirname, 'src/generated');

/** Runs a program of node_modules with this Node; its output is shown only when it fails. */
export function runLocal(script, args, options = {}) {
  const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', ...options.env };
  execFileSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
    env,
  });
}

/** Builds the API and lets it write its own document. */
export function writeDocument(file) {
  runLocal('nx/dist/bin/nx.js', ['run-many', '-t', 'build', '-p', 'api', '--output-style=static']);
  execFileSync(process.execPath, [join(ROOT, 'apps/api/dist/openapi-document.js'), file], { cwd: ROOT });
}

/** Makes the client of a document. */
export async function writeClient(input, path) {
  await createClient({
    input,
    output: { path, importFileExtension: '.js', clean: true },
    plugins: ['@hey-api/typescript', '@hey-api/sdk', '@hey-api/client-fetch'],
    logs: { level: 'silent', file: false },
  });
}
