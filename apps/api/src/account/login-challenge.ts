import { randomUUID } from 'node:crypto';
import { AccountEntity, type LoginChallengeEntity, type Transaction } from '@quanheng/database';
import { DomainError, LOGIN_CHALLENGE_MINUTES } from '@quanheng/domain';
import type { Browser } from './auth-cookies.js';

type Step = LoginChallengeEntity['step'];

/** Remembers that this browser knew the password: 122 random bits that only it may go on with, for ten minutes. */
export async function issueChallenge(
  tx: Transaction,
  accountId: string,
  step: Step,
  browser: Browser,
): Promise<string> {
  const id = randomUUID();
  await tx.query(
    `INSERT INTO login_challenge (id, account_id, browser_id, step, created_at, expires_at)
     VALUES ($1, $2, $3, $4, now(), now() + make_interval(mins => $5))`,
    [id, accountId, browser.id, step, LOGIN_CHALLENGE_MINUTES],
  );
  return id;
}

const IN_FORCE = `id = $1 AND browser_id = $2 AND step = $3 AND used_at IS NULL AND expires_at > now()`;

/** Whose challenge it is. @throws DomainError `auth.challenge-ended` also for another browser's or another step's */
export async function readChallenge(
  tx: Transaction,
  id: string,
  step: Step,
  browser: Browser,
): Promise<AccountEntity> {
  const [row] = await tx.query<{ account_id: string }>(
    `SELECT account_id FROM login_challenge WHERE ${IN_FORCE}`,
    [id, browser.id, step],
  );
  const account =
    row && (await tx.manager.findOneBy(AccountEntity, { id: row.account_id, status: 'ACTIVE' }));
  if (!account) throw new DomainError('auth.challenge-ended');
  return account;
}

/** Of two that answer at once, one goes on. @throws DomainError `auth.challenge-ended` */
export async function useChallenge(tx: Transaction, id: string, step: Step, browser: Browser): Promise<void> {
  const rows = await tx.query(
    `WITH used AS (UPDATE login_challenge SET used_at = now() WHERE ${IN_FORCE} RETURNING id) SELECT id FROM used`,
    [id, browser.id, step],
  );
  if (rows.length === 0) throw new DomainError('auth.challenge-ended');
}
