import { lastLines } from './capped-log.js';
import type { Part } from './part.js';
import { StartFailure } from './start-failure.js';

/** The parts that run, in the order in which they were started. */
export class PartList {
  private readonly parts: Part[] = [];
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
      if (!this.remove(part)) return;
      const log = lastLines(part.logFile);
      this.fail(
        new StartFailure(
          `${part.name} stopped unexpectedly (${reason}). The end of ${part.logFile}:\n${log || '(empty)'}`,
        ),
      );
    });
  }

  /** The last started is the first to end: nobody loses what it needs. */
  async stopAll(): Promise<void> {
    for (let part = this.parts.pop(); part; part = this.parts.pop()) await part.stop();
  }

  async stop(part: Part): Promise<void> {
    if (this.remove(part)) await part.stop();
  }

  killAll(): void {
    for (const part of this.parts.splice(0)) part.kill();
  }

  private remove(part: Part): boolean {
    const index = this.parts.indexOf(part);
    if (index >= 0) this.parts.splice(index, 1);
    return index >= 0;
  }
}
