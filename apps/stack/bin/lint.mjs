import { requireNode } from './node-version.mjs';

if (requireNode()) import('./check-sources.mjs').then((check) => check.lint(process.argv.includes('--fix')));
