import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

// The document is written by the built API, then the client is made from it. Both are committed, so that a change of the
// API shows in review; `npm run lint` refuses a client that doesn't follow the API.
const root = join(import.meta.dirname, '../..');
const run = (command, args, cwd = root) =>
  execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

run('npx', ['nx', 'run-many', '-t', 'build', '-p', 'api']);
run('node', ['apps/api/dist/openapi-document.js', join(root, 'libs/api-client/openapi.json')]);
run('npx', ['openapi-ts', '--silent'], import.meta.dirname);
