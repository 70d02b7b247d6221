import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '@quanheng/domain';

/** OWASP's smallest Argon2id (the library's default variant): 19 MiB, two passes, some 20 ms. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Two of Node's four threads and two of the pool's connections: a flood of log-ins leaves the rest to the others. */
const CONCURRENCY = 2;
const MAX_WAITING = 100;

/** What may be done by whose turn it is. */
export interface HashingTurn {
  verify(passwordHash: string | null, password: string): Promise<boolean>;
  hash(password: string): Promise<string>;
}

/** Argon2id in a bounded queue (`domain.md` section 2). */
@Injectable()
export class PasswordHasher {
  private running = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy: Promise<string> | undefined;
  private readonly turn: HashingTurn = {
    verify: (passwordHash, password) => this.verify(passwordHash, password),
    hash: (password) => hash(password, OPTIONS),
  };

  /**
   * The whole of an attempt waits its turn, what it asks of the database included. Who finds no place in the queue is
   * told to come back before anything is counted, and loses no try.
   * @throws DomainError `platform.unavailable` when too many are waiting
   */
  async inTurn<T>(attempt: (turn: HashingTurn) => Promise<T>): Promise<T> {
    if (this.waiting.length >= MAX_WAITING) throw new DomainError('platform.unavailable', { retryAfter: 2 });
    if (this.running >= CONCURRENCY) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await attempt(this.turn);
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }

  hash(password: string): Promise<string> {
    return this.inTurn((turn) => turn.hash(password));
  }

  /** Without a hash it takes the same time and says no: a name that doesn't exist can't be told by the clock. */
  private async verify(passwordHash: string | null, password: string): Promise<boolean> {
    this.dummy ??= hash('no such account', OPTIONS);
    const right = await verify(passwordHash ?? (await this.dummy), password).catch(() => false);
    return right && passwordHash !== null;
  }
}
