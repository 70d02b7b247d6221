// No import here that an old Node can't load: it must still be able to read the sentence below.
import { requireNode } from './node-version.mjs';

if (requireNode()) {
  import('./run.mjs').then((run) => run.start());
}
