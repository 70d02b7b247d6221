import { DomainError } from '@quanheng/domain';

/** Lets so many pass at a time; the others wait in turn, and no longer than a connection may be waited for. */
export class Gate {
  private inside = 0;
  private readonly waiting = new Set<() => void>();

  constructor(
    private readonly limit: number,
    private readonly patienceMs: number,
  ) {}

  /** @throws DomainError `platform.unavailable` when the wait takes too long */
  async enter(): Promise<void> {
    if (this.inside < this.limit) {
      this.inside += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const giveUp = () => {
        this.waiting.delete(pass);
        reject(new DomainError('platform.unavailable'));
      };
      const timer = setTimeout(giveUp, this.patienceMs);
      const pass = () => {
        clearTimeout(timer);
        resolve();
      };
      this.waiting.add(pass);
    });
  }

  /** Hands the place to the one that waits longest. */
  leave(): void {
    const [next] = this.waiting;
    if (!next) {
      this.inside -= 1;
      return;
    }
    this.waiting.delete(next);
    next();
  }
}
