// Nothing that an old Node cannot load may be imported here: it must still be able to say which Node is needed.
import { requireNode } from './node-version.mjs';

if (requireNode()) import('./run-stack.mjs').then((stack) => stack.start());
