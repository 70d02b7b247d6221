import { account } from './account';
import { app } from './app';

/** What the log-in page needs; everything else is in index.ts and comes with the first other page. */
export const start = { app, account };
