import { existsSync, mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFingerprint, isInstalled, Refusal, ROOT } from './checkout.mjs';
import { local, npm, run } from './commands.mjs';

const MIB = 1024 * 1024;
const FOR_INSTALLING = 2048 * MIB;
const FOR_BUILDING = 200 * MIB;

/** Installs what package-lock.json asks for; nothing when it is there already. */
export async function install(say, signal) {
  if (isInstalled()) return;
  requireSpace(FOR_INSTALLING);
  say('Installing packages (npm ci), which takes a minute or two ...');
  // Building needs the development packages even where NODE_ENV says production.
  await run(npm('ci', '--include=dev', '--loglevel=error'), { failure: 'npm ci failed', signal });
}

/** Builds libraries, servers and the web application; nothing when no source changed since the last time. */
export async function build(say, signal) {
  const stamp = join(ROOT, 'node_modules/.cache/quanheng/build');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === buildFingerprint()) return;
  requireSpace(FOR_BUILDING);
  say('Building ...');
  const command = local('nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--output-style=static');
  await run(command, { failure: 'The build failed', signal, quiet: true, env: nxEnvironment() });
  if (signal?.aborted) return;
  mkdirSync(join(ROOT, 'node_modules/.cache/quanheng'), { recursive: true });
  writeFileSync(stamp, buildFingerprint());
}

export function nxEnvironment() {
  return { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true' };
}

function requireSpace(bytes) {
  const { bavail, bsize } = statfsSync(ROOT);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new Refusal(
    `The disk of ${ROOT} has ${Math.floor(free / MIB)} MB free, ${bytes / MIB} MB are needed: free some space and run the command again.`,
  );
}
