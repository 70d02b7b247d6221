import { statfsSync } from 'node:fs';
import { isInstalled, Refusal, ROOT } from './checkout.mjs';
import { npm, nx, run } from './commands.mjs';
import { isDone, markDone, ofBuild } from './fingerprint.mjs';

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
  if (isDone('build', ofBuild())) return;
  requireSpace(FOR_BUILDING);
  say('Building ...');
  await run(nx('run-many', '-t', 'build'), { failure: 'The build failed', signal, quiet: true });
  if (!signal?.aborted) markDone('build', ofBuild());
}

function requireSpace(bytes) {
  const { bavail, bsize } = statfsSync(ROOT);
  const free = bavail * bsize;
  if (free >= bytes) return;
  throw new Refusal(
    `The disk of ${ROOT} has ${Math.floor(free / MIB)} MB free, ${bytes / MIB} MB are needed: free some space and run the command again.`,
  );
}
