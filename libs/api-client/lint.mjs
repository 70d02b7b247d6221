import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CLIENT, DOCUMENT, runLocal, writeClient, writeDocument } from './produce.mjs';

// Part of `npm run lint`: the committed document and client are those of the API as it is now, and the document passes
// OpenAPI's and OWASP's rules (Spectral) and Redocly's strict ones without a finding. Needs no network.
const here = import.meta.dirname;
const OFFLINE = { REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
const failures = [];

function check(title, work) {
  try {
    work();
  } catch (error) {
    failures.push(
      `${title}\n${error.stdout ?? ''}${error.stderr ?? ''}${error.stdout === undefined ? error.message : ''}`,
    );
  }
}

function assertSame(fresh, committed) {
  if (statSync(fresh).isDirectory()) {
    const names = readdirSync(fresh).sort();
    if (String(names) !== String(readdirSync(committed).sort())) throw new Error(`${committed}: other files`);
    for (const name of names) assertSame(join(fresh, name), join(committed, name));
  } else if (!readFileSync(fresh).equals(readFileSync(committed))) {
    throw new Error(`${committed} does not follow the API: run node libs/api-client/generate.mjs`);
  }
}

const folder = mkdtempSync(join(tmpdir(), 'quanheng-openapi-'));
try {
  const document = join(folder, 'openapi.json');
  const client = join(folder, 'generated');
  writeDocument(document);
  await writeClient(document, client);
  check('The committed document', () => assertSame(document, DOCUMENT));
  check('The committed client', () => assertSame(client, CLIENT));
  const spectral = ['lint', document, '--ruleset', join(here, '.spectral.yaml'), '--fail-severity=hint'];
  check('Spectral', () => runLocal('@stoplight/spectral-cli/dist/index.js', spectral));
  const redocly = ['lint', document, '--config', join(here, 'redocly.yaml'), '--format=stylish'];
  check('Redocly', () => runLocal('@redocly/cli/bin/cli.js', redocly, { env: OFFLINE }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
