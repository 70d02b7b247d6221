import { say } from './announce.js';
import type { Part } from './part.js';

const PAUSE_MS = 300;
/** A process that ends by itself so soon after its start will do so again. */
const SOON_MS = 10_000;
const MOST_IN_A_ROW = 3;

export interface RestartingPart extends Part {
  /** From now on it is started again when it ends unasked: it has been healthy once. */
  keep(): void;
}

/** API and worker lose nothing when they are killed, so a killed one is started again instead of ending the rest. */
export function restarting(start: () => Part): RestartingPart {
  let current = start();
  let isKept = false;
  let isOver = false;
  const live = async (): Promise<string> => {
    for (let failures = 0; ;) {
      const begun = Date.now();
      const reason = await current.exited;
      const isFailure = reason.startsWith('exit code') && Date.now() - begun < SOON_MS;
      failures = isFailure ? failures + 1 : 0;
      if (isOver || !isKept || failures >= MOST_IN_A_ROW) return reason;
      say(`${current.name} ${reason}: starting it again ...`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      if (isOver) return reason;
      current = start();
    }
  };
  const { name, logFile } = current;
  return {
    name,
    logFile,
    get pid() {
      return current.pid;
    },
    exited: live(),
    keep: () => (isKept = true),
    stop() {
      isOver = true;
      return current.stop();
    },
    kill() {
      isOver = true;
      current.kill();
    },
  };
}
