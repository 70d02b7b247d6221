import type { Readable } from 'node:stream';
import type { TenantContext } from '@quanheng/database';
import type { LongJobKind, LongJobParams } from '@quanheng/domain';
import type { WorkerServices } from '../services.js';

export interface LongJobFile {
  readonly fileName: string;
  readonly mediaType: string;
  /** Streamed into the store; it may say how far it is while it is read. */
  readonly body: Readable | Buffer;
}

export interface LongJobResult {
  readonly file?: LongJobFile;
  /** What came out, in figures by a word of the screens' vocabulary. */
  readonly counts?: Record<string, number>;
}

export interface LongJobRun<K extends LongJobKind> {
  readonly id: string;
  readonly params: LongJobParams[K];
  /** Of the person who asked: what it may not see, the runner doesn't see. */
  readonly context: TenantContext;
  /** Aborted when it is cancelled or the worker stops. */
  readonly signal: AbortSignal;
  /** Says how far it is. Call it as often as convenient: it writes twice a second. Throws when it was cancelled. */
  progress(phase: string, done: number, total: number): Promise<void>;
}

export type LongJobRunner<K extends LongJobKind> = (
  services: WorkerServices,
  run: LongJobRun<K>,
) => Promise<LongJobResult>;

/** One runner a kind, all of them: a missing one doesn't compile. */
export type LongJobRunners = { readonly [K in LongJobKind]: LongJobRunner<K> };
