import { lastLines } from './capped-log.js';
import type { Part } from './part.js';
import { StartFailure } from './start-failure.js';

/** The parts that run, in the order in which they were started. */
export class PartList {
  private readonly parts: Part[] = [];
  private readonly asked = new Set<Part>();
  private fail: (failure: StartFailure) => void = () => undefined;
  /** Rejects when a part ends that nobody asked to. */
  readonly unexpectedEnd = new Promise<never>((_resolve, reject) => (this.fail = reject));

  constructor() {
    this.unexpectedEnd.catch(() => undefined); // Whoever runs the parts may not be waiting yet.
  }

  get isEmpty(): boolean {
    return this.parts.length === 0;
  }

  add(part: Part): void {
    this.parts.push(part);
    void part.exited.then((reason) => {
      this.parts.splice(this.parts.indexOf(part), 1);
      if (!this.asked.delete(part)) this.fail(unexpected(part, reason));
    });
  }

  async stop(part: Part): Promise<void> {
    if (!this.parts.includes(part)) return;
    this.asked.add(part);
    await part.stop();
  }

  /** The last started is the first to end: nobody loses what it needs. */
  async stopAll(): Promise<void> {
    for (const part of this.parts.toReversed()) await this.stop(part);
  }

  /** At once, also those that are taking their time to stop. */
  killAll(): void {
    for (const part of this.parts) {
      this.asked.add(part);
      part.kill();
    }
  }
}

function unexpected({ name, logFile }: Part, reason: string): StartFailure {
  const log = lastLines(logFile) || '(empty)';
  return new StartFailure(`${name} stopped unexpectedly (${reason}). The end of ${logFile}:\n${log}`);
}
