import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { freePort, isFree } from '@quanheng/database';
import type { StackConfig } from './config.js';
import type { Part } from './part.js';
import { startService } from './service.js';

const USUAL_PORT = 5173;
const SERVERS = ['api', 'worker'].map((app) => `@quanheng/${app}`).join(',');

/** Builds API, worker and the libraries under them; shows what is wrong when it fails. */
export function build(root: string): Promise<boolean> {
  const nx = join(root, 'node_modules/nx/dist/bin/nx.js');
  const child = spawn(
    process.execPath,
    [nx, 'run-many', '-t', 'build', '-p', SERVERS, '--output-style=static'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const output: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => output.push(chunk));
  return new Promise((resolve) => {
    child.once('close', (code) => {
      if (code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code === 0);
    });
  });
}

export async function startVite({
  root,
  logDir,
  publicUrl,
}: StackConfig): Promise<{ url: string; part: Part }> {
  const port = (await isFree(USUAL_PORT)) ? USUAL_PORT : await freePort();
  const part = startService({
    name: 'Vite',
    entry: join(root, 'node_modules/vite/bin/vite.js'),
    args: ['--port', String(port), '--strictPort'],
    cwd: join(root, 'apps/web'),
    env: { ...process.env, API_URL: publicUrl },
    logFile: join(logDir, 'vite.log'),
  });
  return { url: `http://127.0.0.1:${port}`, part };
}
