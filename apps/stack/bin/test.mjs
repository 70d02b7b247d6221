import { requireNode } from './node-version.mjs';

if (requireNode()) import('./run-tests.mjs').then((tests) => tests.test(process.argv.slice(2)));
