import type { Database } from '@quanheng/database';
import type { DocumentRenderer } from '@quanheng/documents';
import type { Channels } from '@quanheng/notifications';
import type { Storage } from '@quanheng/storage';
import type { Logger } from 'pino';
import type { WorkerConfig } from './config.js';

/** What handlers work with; made once in `main.ts`. */
export interface WorkerServices {
  readonly config: WorkerConfig;
  readonly database: Database;
  readonly storage: Storage;
  readonly renderer: DocumentRenderer;
  readonly channels: Channels;
  readonly logger: Logger;
}
