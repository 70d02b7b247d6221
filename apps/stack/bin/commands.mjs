import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, Refusal } from './checkout.mjs';

/** npm as it was started, or the one on the path. */
export function npm(...args) {
  const script = process.env.npm_execpath;
  return script && /\.c?js$/.test(script) ? [process.execPath, script, ...args] : ['npm', ...args];
}

/** A program of a package in node_modules, run by this Node. */
export function local(script, ...args) {
  return [process.execPath, `${ROOT}/node_modules/${script}`, ...args];
}

export function nx(...args) {
  return local('nx/dist/bin/nx.js', ...args, '--output-style=static');
}

/** The tools' caches stay in the checkout, nothing stays running, nothing is sent anywhere. */
export function toolEnvironment() {
  return {
    NX_CACHE_DIRECTORY: join(ROOT, '.nx/cache'),
    NX_WORKSPACE_DATA_DIRECTORY: join(ROOT, '.nx/workspace-data'),
    NX_DAEMON: 'false',
    NX_NO_CLOUD: 'true',
    XDG_CACHE_HOME: join(ROOT, 'node_modules/.cache'),
  };
}

/**
 * Runs a command to its end. Quiet ones show their output only when they fail. It has its own process group, so that
 * an interruption ends it with all its children.
 * @param {string[]} command
 * @param {{ failure: string, signal?: AbortSignal, quiet?: boolean, env?: NodeJS.ProcessEnv }} options
 */
export function run([program, ...args], { failure, signal, quiet = false, env = {} }) {
  return new Promise((resolve, reject) => {
    const output = [];
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...process.env, ...toolEnvironment(), ...env },
      detached: true,
      stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'],
    });
    const end = () => endGroup(child.pid, 'SIGTERM');
    signal?.addEventListener('abort', end, { once: true });
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => output.push(chunk));
    child.once('error', (error) => reject(new Refusal(`${failure} (${error.message}).`)));
    child.once('close', (code) => {
      signal?.removeEventListener('abort', end);
      if (code === 0 || signal?.aborted) return resolve();
      process.stderr.write(Buffer.concat(output));
      reject(new Refusal(`${failure} (exit code ${code ?? 'none'}); the reason is above.`));
    });
  });
}

function endGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}
