import { Injectable } from '@nestjs/common';
import { AccountEntity, Database, systemContext, type Transaction } from '@quanheng/database';
import {
  ACCOUNT_FAILURE_LIMIT,
  BROWSER_FAILURE_LIMIT,
  DomainError,
  normalizeText,
  remainingTries,
} from '@quanheng/domain';
import { tell } from '@quanheng/operations';
import type { Browser } from './auth-cookies.js';

/** Whose attempt it is: the browser behind its cookie, the account by its normalised login name. */
export interface Attempt {
  readonly browserId: string;
  readonly loginKey: string;
  readonly requestId: string;
}

export const toAttempt = (loginName: string, { id, requestId }: Browser): Attempt => ({
  loginKey: normalizeText(loginName),
  browserId: id,
  requestId,
});

/** Whose log-in failed, where there is no such account. */
const NOBODY = 'unknown';

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
    const account = await this.database.write(systemContext(requestId), async (tx) => {
      await countBrowser(tx, browserId);
      return countAccount(tx, loginKey);
    });
    await this.lockIfSpent(attempt, account ?? ACCOUNT_FAILURE_LIMIT);
  }

  /**
   * The counted attempt has failed; the last permitted one locks the account.
   * @throws DomainError `code`, with the tries that are left before the nearer limit
   */
  async fail(
    attempt: Attempt,
    { browser, account }: Failures,
    code: 'auth.failed' | 'auth.second-factor-failed',
  ): Promise<never> {
    if (code === 'auth.failed') await this.noteFailure(attempt);
    await this.lockIfSpent(attempt, account);
    // Of both at once the account is told: it stays locked in whatever browser is opened next.
    const isBrowserNearer = BROWSER_FAILURE_LIMIT - browser < ACCOUNT_FAILURE_LIMIT - account;
    throw new DomainError(code, {
      remaining: remainingTries(browser, account),
      limit: isBrowserNearer ? 'BROWSER' : 'ACCOUNT',
    });
  }

  /**
   * A wrong password is on record where the account's admin finds it (`domain.md` section 10). A name that doesn't exist
   * takes the same way, into the platform's log and without the name: people type their passwords there.
   */
  private noteFailure({ loginKey, requestId }: Attempt): Promise<void> {
    return this.database.write(systemContext(requestId), async (tx) => {
      const [account] = await tx.query<{ id: string; enterpriseId: string; institutionId: string }>(
        `SELECT id, enterprise_id AS "enterpriseId", institution_id AS "institutionId" FROM account WHERE login_key = $1`,
        [loginKey],
      );
      const { id: objectId = NOBODY, ...tenant } = account ?? {};
      tx.audit({ action: 'account.sign-in-failed', objectType: 'account', objectId, ...tenant });
    });
  }

  /**
   * Its sessions end at their next request, and its owner is told. Only whose own failure was the last permitted one
   * asks for it: another that is still being verified may yet turn out right.
   */
  async lockIfSpent({ loginKey, requestId }: Attempt, failures: number): Promise<void> {
    if (failures < ACCOUNT_FAILURE_LIMIT) return;
    await this.database.write(systemContext(requestId), async (tx) => {
      const [locked] = await tx.query(
        `WITH locked AS (UPDATE login_counter SET locked_at = now()
           WHERE login_key = $1 AND failures >= $2 AND locked_at IS NULL RETURNING login_key)
         SELECT login_key FROM locked`,
        [loginKey, ACCOUNT_FAILURE_LIMIT],
      );
      if (!locked) return;
      const account = await tx.manager.findOneBy(AccountEntity, { loginKey });
      if (account) await announceLock(tx, account);
    });
  }

  /** How often this browser has failed. */
  failuresOf(browser: Browser): Promise<number> {
    return this.database.read(systemContext(browser.requestId), async (tx) => {
      const [row] = await tx.query<{ failures: number }>(
        'SELECT failures FROM browser_counter WHERE id = $1',
        [browser.id],
      );
      return row?.failures ?? 0;
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

/**
 * Takes back the one attempt: its password was right, but that alone is no success yet. The failures before it stay, so
 * that knowing the password gives no more than ten tries at the second factor.
 */
export async function giveBack(tx: Transaction, { browserId, loginKey }: Attempt): Promise<void> {
  await tx.query('UPDATE browser_counter SET failures = failures - 1 WHERE id = $1 AND failures > 0', [
    browserId,
  ]);
  await tx.query('UPDATE login_counter SET failures = failures - 1 WHERE login_key = $1 AND failures > 0', [
    loginKey,
  ]);
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

async function announceLock(
  tx: Transaction,
  { id, enterpriseId, institutionId }: AccountEntity,
): Promise<void> {
  tx.audit({ action: 'account.lock', objectType: 'account', objectId: id, enterpriseId, institutionId });
  await tell(tx, { accountId: id }, { template: 'account.locked', params: {}, link: '/forgot-password' });
}
