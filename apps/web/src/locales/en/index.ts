import type { messages as zh } from '../zh-CN/index';
import { imports } from './import';
import { instrument } from './instrument';
import { notification } from './notification';
import { registration } from './registration';
import { status } from './status';
import { verify } from './verify';

/** The type refuses a file that only one of the languages has. */
export const messages: typeof zh = { imports, instrument, notification, registration, status, verify };
