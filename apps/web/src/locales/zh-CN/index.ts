import { notification } from './notification';
import { status } from './status';
import { verify } from './verify';

/** One file a feature: add it here and, with the same keys, in ../en/index.ts. */
export const messages = { notification, status, verify };
