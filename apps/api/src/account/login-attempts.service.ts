import { Injectable } from '@nestjs/common';
import { AccountEntity, Database, systemContext, type Transaction } from '@quanheng/database';
import { ACCOUNT_FAILURE_LIMIT, BROWSER_FAILURE_LIMIT, DomainError } from '@quanheng/domain';

/** Whose attempt it is: the browser behind its cookie, the account by its normalised login name. */
export interface Attempt {
  readonly browserId: string;
  readonly loginKey: string;
  readonly requestId: string;
}

/** Failures so far, this attempt included as long as it hasn't succeeded. */
export interface Failures {
  readonly browser: number;
  readonly account: number;
}

/** The two counters of `domain.md` section 2 ★. Names that don't exist have one too, so that nobody can tell. */
@Injectable()
export class LoginAttempts {
  constructor(private readonly database: Database) {}

  /**
   * Counts an attempt before its password is looked at, and is committed when it returns: however many come at once,
   * no more than the limit get as far as the password. A refused attempt is not counted.
   * @throws DomainError `auth.browser-restricted`, `auth.account-locked`
   */
  count({ browserId, loginKey, requestId }: Attempt): Promise<Failures> {
    return this.database.write(systemContext(requestId), async (tx) => {
      const browser = await countBrowser(tx, browserId);
      if (browser === null) throw new DomainError('auth.browser-restricted');
      const account = await countAccount(tx, loginKey);
      if (account === null) throw new DomainError('auth.account-locked');
      return { browser, account };
    });
  }

  /** A wrong recovery code counts like a wrong password, but recovery itself works while restricted or locked. */
  async countWithoutRefusing(attempt: Attempt): Promise<void> {
    const { browserId, loginKey, requestId } = attempt;
    await this.database.write(systemContext(requestId), async (tx) => {
      await countBrowser(tx, browserId);
      await countAccount(tx, loginKey);
    });
    await this.lockIfSpent(attempt);
  }

  /** The last permitted failure locks the account: its sessions end at their next request. */
  lockIfSpent({ loginKey, requestId }: Attempt): Promise<void> {
    return this.database.write(systemContext(requestId), async (tx) => {
      const [locked] = await tx.query(
        `WITH locked AS (UPDATE login_counter SET locked_at = now()
           WHERE login_key = $1 AND failures >= $2 AND locked_at IS NULL RETURNING login_key)
         SELECT login_key FROM locked`,
        [loginKey, ACCOUNT_FAILURE_LIMIT],
      );
      if (!locked) return;
      const account = await tx.manager.findOneBy(AccountEntity, { loginKey });
      if (account) auditLock(tx, account);
    });
  }
}

/** Success resets both counters ★. */
export async function resetCounters(
  tx: Transaction,
  { browserId, loginKey }: Omit<Attempt, 'requestId'>,
): Promise<void> {
  await tx.query('DELETE FROM browser_counter WHERE id = $1', [browserId]);
  await tx.query('DELETE FROM login_counter WHERE login_key = $1', [loginKey]);
}

async function countBrowser(tx: Transaction, browserId: string): Promise<number | null> {
  const [row] = await tx.query<{ failures: number }>(
    `INSERT INTO browser_counter AS c (id, failures, updated_at) VALUES ($1, 1, now())
     ON CONFLICT (id) DO UPDATE SET failures = c.failures + 1, updated_at = now() WHERE c.failures < $2
     RETURNING failures`,
    [browserId, BROWSER_FAILURE_LIMIT],
  );
  return row?.failures ?? null;
}

async function countAccount(tx: Transaction, loginKey: string): Promise<number | null> {
  const [row] = await tx.query<{ failures: number }>(
    `INSERT INTO login_counter AS c (login_key, failures) VALUES ($1, 1)
     ON CONFLICT (login_key) DO UPDATE SET failures = c.failures + 1 WHERE c.failures < $2
     RETURNING failures`,
    [loginKey, ACCOUNT_FAILURE_LIMIT],
  );
  return row?.failures ?? null;
}

function auditLock(tx: Transaction, { id, enterpriseId, institutionId }: AccountEntity): void {
  tx.audit({ action: 'account.lock', objectType: 'account', objectId: id, enterpriseId, institutionId });
}
