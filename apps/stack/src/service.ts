import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { collectLog } from './capped-log.js';
import type { Part } from './part.js';

export interface ServiceOptions {
  name: string;
  /** The built entry, run by this Node. */
  entry: string;
  args?: string[];
  nodeArgs?: string[];
  cwd: string;
  env: Record<string, string | undefined>;
  logFile: string;
}

/** Time for requests and jobs at hand to end before the process is ended for them. */
const STOP_LIMIT_MS = 20_000;

export function startService({
  name,
  entry,
  args = [],
  nodeArgs = [],
  cwd,
  env,
  logFile,
}: ServiceOptions): Part {
  const preload = pathToFileURL(join(import.meta.dirname, 'exit-with-parent.js')).href;
  const child = spawn(
    process.execPath,
    [...nodeArgs, '--enable-source-maps', '--import', preload, entry, ...args],
    {
      cwd,
      env,
      // Its own process group: Ctrl-C in the terminal must not reach all at once, the order of stopping matters.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    },
  );
  child.stdin.on('error', () => undefined);
  collectLog(logFile, [child.stdout, child.stderr]);
  const exited = endOf(child);
  return {
    name,
    pid: child.pid,
    logFile,
    exited,
    stop: () => stop(child, exited),
    kill: () => signalGroup(child, 'SIGKILL'),
  };
}

function endOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ? `ended by ${signal}` : `exit code ${code}`));
  });
}

async function stop(child: ChildProcess, exited: Promise<string>): Promise<void> {
  const late = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_LIMIT_MS);
  child.kill('SIGTERM');
  await exited;
  clearTimeout(late);
  signalGroup(child, 'SIGKILL'); // What it started itself and left behind.
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal);
  } catch {
    // Nobody is left in the group.
  }
}
