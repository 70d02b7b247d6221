import { requireNode } from './node-version.mjs';

if (requireNode()) {
  import('./run.mjs').then((run) => run.dev());
}
