import { imports } from './import';
import { instrument } from './instrument';
import { notification } from './notification';
import { registration } from './registration';
import { status } from './status';
import { verify } from './verify';

/** One file a feature: add it here and, with the same keys, in ../en/index.ts. */
export const messages = { imports, instrument, notification, registration, status, verify };
