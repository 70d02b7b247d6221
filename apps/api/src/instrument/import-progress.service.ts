import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { TenantContext } from '@quanheng/database';
import type { ImportStatus, Language } from '@quanheng/domain';
import type { FastifyReply } from 'fastify';
import { setTimeout as delay } from 'node:timers/promises';
import type { ImportDto } from './import.dto.js';
import { ImportService } from './import.service.js';

const LOOK_EVERY_MS = 400;
const HEARTBEAT_MS = 15_000;
/** Shorter than an access token lives; whoever wants to know more asks again. */
const LONGEST_MS = 10 * 60_000;

/** While it is in one of these, the worker is at it. */
export const WORKING: ReadonlySet<ImportStatus> = new Set([
  'UPLOADED',
  'PARSING',
  'VALIDATING',
  'COMMITTING',
]);

/** The progress of an import as server-sent events, until it waits for a person or is over. */
@Injectable()
export class ImportProgressService implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(private readonly imports: ImportService) {}

  async stream(context: TenantContext, id: string, language: Language, reply: FastifyReply): Promise<void> {
    const first = await this.imports.get(context, id, language);
    const { raw } = reply.hijack();
    const gone = new AbortController();
    raw.on('close', () => gone.abort());
    raw.writeHead(200, {
      ...(reply.getHeaders() as Record<string, string>),
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    const signal = AbortSignal.any([gone.signal, this.stopping.signal, AbortSignal.timeout(LONGEST_MS)]);
    try {
      await this.follow(
        first,
        () => this.imports.get(context, id, language),
        (text) => raw.write(text),
        signal,
      );
    } catch {
      // The reader left, or the database did: the stream ends, and who is still there asks again.
    } finally {
      raw.end();
    }
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }

  private async follow(
    first: ImportDto,
    look: () => Promise<ImportDto>,
    write: (text: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const pace = paceOf();
    let [batch, said, saidAt] = [first, '', 0];
    for (;;) {
      const { preview: _, mapping: __, ...shown } = batch;
      const data = JSON.stringify(shown);
      if (data !== said) write(`data: ${JSON.stringify({ ...shown, etaSeconds: pace(batch) })}\n\n`);
      else if (Date.now() - saidAt > HEARTBEAT_MS) write(': still here\n\n');
      if (data !== said || Date.now() - saidAt > HEARTBEAT_MS) [said, saidAt] = [data, Date.now()];
      if (!WORKING.has(batch.status)) return;
      await delay(LOOK_EVERY_MS, undefined, { signal });
      batch = await look();
    }
  }
}

/** Seconds left, by how fast the present phase has gone since it was first seen; null until that can be said. */
function paceOf(): (batch: ImportDto) => number | null {
  let start = { phase: '', done: 0, at: 0 };
  return ({ phase, done, total }) => {
    if (phase !== start.phase) start = { phase: phase ?? '', done, at: Date.now() };
    const seconds = (Date.now() - start.at) / 1000;
    const rate = (done - start.done) / seconds;
    return rate > 0 && total > done ? Math.ceil((total - done) / rate) : null;
  };
}
