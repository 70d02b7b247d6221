import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface Chromium {
  readonly executablePath: string;
  readonly args: readonly string[];
  /** To be added to the environment of its process. */
  readonly env: Readonly<Record<string, string>>;
}

const DOCUMENTS = pathToFileURL(
  resolve(import.meta.dirname, '../../../../libs/documents/dist/index.js'),
).href;
const ASK = `import { findChromium } from '${DOCUMENTS}'; console.log(JSON.stringify(await findChromium()));`;

/** The Chromium of this machine, or the one that comes with npm: the product itself is asked, as a program. */
export function findChromium(): Chromium {
  const answer = execFileSync(process.execPath, ['--input-type=module', '--eval', ASK], {
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  return JSON.parse(answer) as Chromium;
}
