import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';
import { DomainError } from '@quanheng/domain';

/** OWASP's smallest Argon2id (the library's default variant): 19 MiB, two passes, some 20 ms. */
const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Two of Node's four threads: a flood of log-ins leaves the others to files and look-ups. */
const CONCURRENCY = 2;
const MAX_WAITING = 100;

/** A place in the queue, taken before anything is counted: who gets none is told to come back, and loses no try. */
export interface HashingPlace {
  verify(passwordHash: string | null, password: string): Promise<boolean>;
  release(): void;
}

/** Argon2id in a bounded queue (`domain.md` section 2). */
@Injectable()
export class PasswordHasher {
  private running = 0;
  private taken = 0;
  private readonly waiting: (() => void)[] = [];
  private dummy: Promise<string> | undefined;

  /** @throws DomainError `platform.unavailable` when too many are waiting */
  reserve(): HashingPlace {
    if (this.taken >= CONCURRENCY + MAX_WAITING)
      throw new DomainError('platform.unavailable', { retryAfter: 2 });
    this.taken++;
    let held = true;
    return {
      verify: (passwordHash, password) => this.verify(passwordHash, password),
      release: () => {
        if (held) this.taken--;
        held = false;
      },
    };
  }

  async hash(password: string): Promise<string> {
    const place = this.reserve();
    try {
      return await this.inTurn(() => hash(password, OPTIONS));
    } finally {
      place.release();
    }
  }

  /** Without a hash it takes the same time and says no: a name that doesn't exist can't be told by the clock. */
  private async verify(passwordHash: string | null, password: string): Promise<boolean> {
    this.dummy ??= hash('no such account', OPTIONS);
    const known = passwordHash ?? (await this.dummy);
    const right = await this.inTurn(() => verify(known, password).catch(() => false));
    return right && passwordHash !== null;
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= CONCURRENCY) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
