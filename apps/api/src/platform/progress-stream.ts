import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { Database } from '@quanheng/database';
import type { FastifyReply } from 'fastify';
import type { QuanhengRequest } from './principal.js';

const LOOK_EVERY_MS = 400;
const HEARTBEAT_MS = 15_000;
/** Shorter than an access token lives; whoever wants to know more asks again. */
const LONGEST_MS = 10 * 60_000;

/** What long work answers with at least. */
export interface Progress {
  readonly phase: string | null;
  readonly done: number;
  readonly total: number;
}

export interface Watched<P extends Progress> {
  readonly first: P;
  readonly look: () => Promise<P>;
  readonly isOver: (progress: P) => boolean;
  /** What of it is said; all of it unless given. */
  readonly shown?: (progress: P) => object;
}

/** Progress as server-sent events: whenever something changed, with the seconds left, until it is over. */
@Injectable()
export class ProgressStream implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(private readonly database: Database) {}

  async send<P extends Progress>(reply: FastifyReply, watched: Watched<P>): Promise<void> {
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
    const { sessionId, tenant } = reply.request as QuanhengRequest;
    // A stream outlives the request that was let in: it says nothing more to whoever was signed out, locked or disabled.
    const say = async (text: string) => {
      const isIn = await this.database.findSession(sessionId ?? '', tenant.accountId ?? '');
      if (isIn) raw.write(text);
      else gone.abort();
    };
    try {
      await follow(watched, say, signal);
    } catch {
      // The reader left, or the database did: the stream ends, and who is still there asks again.
    } finally {
      raw.end();
    }
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }
}

async function follow<P extends Progress>(
  { first, look, isOver, shown = (progress) => progress }: Watched<P>,
  say: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const pace = paceOf();
  let [now, said, saidAt] = [first, '', 0];
  for (;;) {
    const data = shown(now);
    const text = JSON.stringify(data);
    if (text !== said) await say(`data: ${JSON.stringify({ ...data, etaSeconds: pace(now) })}\n\n`);
    else if (Date.now() - saidAt > HEARTBEAT_MS) await say(': still here\n\n');
    if (text !== said || Date.now() - saidAt > HEARTBEAT_MS) [said, saidAt] = [text, Date.now()];
    if (isOver(now)) return;
    await delay(LOOK_EVERY_MS, undefined, { signal });
    now = await look();
  }
}

/** Seconds left, by how fast the present phase has gone since it was first seen; null until that can be said. */
function paceOf(): (progress: Progress) => number | null {
  let start = { phase: '', done: 0, at: 0 };
  return ({ phase, done, total }) => {
    if (phase !== start.phase) start = { phase: phase ?? '', done, at: Date.now() };
    const seconds = (Date.now() - start.at) / 1000;
    const rate = (done - start.done) / seconds;
    return rate > 0 && total > done ? Math.ceil((total - done) / rate) : null;
  };
}
