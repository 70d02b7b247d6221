import { describeFailure } from './failure.js';
import type { JobQueue } from './job-queue.js';
import type { Outbox, QueueLogger } from './outbox.js';
import { reconcileLostJobs, relayDueJobs } from './relay.js';

export interface RelayOptions {
  outbox: Outbox;
  queue: JobQueue;
  logger: QueueLogger;
  /** Between two looks at the outbox; default 250. */
  everyMs?: number;
  /** Between two looks for jobs that the store has lost; default 5,000. */
  reconcileEveryMs?: number;
  /** Only what was relayed longer ago than this may count as lost; default 5,000. */
  missingAfterMs?: number;
  /** Calls back when a message was committed (`LISTEN outbox`, say); answers how to stop. Polling goes on besides. */
  listen?: (wake: () => void) => Promise<() => Promise<void>>;
}

export interface Relay {
  /** Looks at the outbox now instead of at the next tick. */
  nudge(): void;
  /** Finishes the chunk in hand and stops. */
  close(): Promise<void>;
}

const PAUSE_AFTER_ERROR_MS = 1_000;

/** Keeps moving jobs from the outbox to the queue until closed, whatever goes away and comes back meanwhile. */
export function startRelay(options: RelayOptions): Relay {
  const { everyMs = 250, reconcileEveryMs = 5_000 } = options;
  const bell = new Bell();
  let closed = false;
  let reconcileAt = 0;

  const turn = async () => {
    await relayDueJobs(options.outbox, options.queue);
    if (Date.now() < reconcileAt) return;
    const lost = await reconcileLostJobs(options.outbox, options.queue, options.missingAfterMs ?? 5_000);
    if (lost > 0) options.logger.warn({ lost }, 'Jobs missing in the queue were added again');
    reconcileAt = Date.now() + reconcileEveryMs;
  };
  const loop = async () => {
    for (let healthy = true; !closed;) {
      try {
        await turn();
        if (!healthy) options.logger.info({}, 'Relaying jobs again');
        healthy = true;
      } catch (error) {
        if (healthy) options.logger.warn(describeFailure(error), 'Jobs can not be relayed at the moment');
        healthy = false;
      }
      if (!closed) await bell.wait(healthy ? everyMs : PAUSE_AFTER_ERROR_MS);
    }
  };
  const stopListening = options.listen?.(() => bell.ring()).catch(() => undefined);
  const finished = loop();
  return {
    nudge: () => bell.ring(),
    close: async () => {
      closed = true;
      bell.ring();
      await (
        await stopListening
      )?.();
      await finished;
    },
  };
}

/** A sleep that can be cut short; a ring while nobody sleeps cuts the next one short. */
class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#rung = false;
    this.#wake = undefined;
  }
}
