import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';

// Built like everything else, and only when something changed; what it builds on is there after `npm start`.
const root = resolve(import.meta.dirname, '../../..');
const nx = [
  resolve(root, 'node_modules/nx/dist/bin/nx.js'),
  'build',
  '@quanheng/e2e',
  '--output-style=static',
];
try {
  execFileSync(process.execPath, nx, { cwd: root, stdio: 'pipe' });
} catch (error) {
  process.stderr.write(error.stdout ?? '');
  process.stderr.write(error.stderr ?? '');
  process.exit(1);
}
await import('../dist/story/main.js');
