import type { messages as zh } from '../zh-CN/index';
import { notification } from './notification';
import { status } from './status';
import { verify } from './verify';

/** The type refuses a file that only one of the languages has. */
export const messages: typeof zh = { notification, status, verify };
