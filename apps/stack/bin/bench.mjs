import { requireNode } from './node-version.mjs';

if (requireNode()) import('./run-stack.mjs').then((stack) => stack.bench(process.argv.slice(2)));
