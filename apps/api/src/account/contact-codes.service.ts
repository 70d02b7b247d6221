import { Injectable } from '@nestjs/common';
import { Database, systemContext, type Transaction } from '@quanheng/database';
import {
  DomainError,
  RECOVERY_CODE_ATTEMPTS,
  RECOVERY_CODE_MINUTES,
  RECOVERY_CODE_PAUSE_SECONDS,
  RECOVERY_CODES_PER_DAY,
  type ContactCodePurpose,
} from '@quanheng/domain';
import { buildJob } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import type { Browser } from './auth-cookies.js';
import { LoginAttempts, resetCounters } from './login-attempts.service.js';
import { PasswordHasher } from './password-hasher.js';

export interface AskedFor {
  readonly purpose: ContactCodePurpose;
  /** What the caller knows: a login name, an address or number, a credit code, a case number; normalised. */
  readonly subject: string;
}

/**
 * Single-use codes to a registered contact (`domain.md` sections 1 and 2): expiring, few tries, few a day. Asking does the
 * same for every subject; the worker finds out whether there is anybody to send one to.
 */
@Injectable()
export class ContactCodes {
  constructor(
    private readonly database: Database,
    private readonly attempts: LoginAttempts,
    private readonly hasher: PasswordHasher,
  ) {}

  request(asked: AskedFor, channel: 'EMAIL' | 'MOBILE', requestId: string): Promise<void> {
    return this.database.write(systemContext(requestId), async (tx) => {
      const id = uuidv7();
      if (await insertCode(tx, id, asked, channel)) {
        tx.emit(buildJob('account.send-contact-code', { contactCodeId: id }));
      }
    });
  }

  /**
   * Counted before the code is looked at, by browser and by `counterKey`, like a password (`domain.md` section 2).
   * @throws DomainError `auth.code-invalid`, `auth.browser-restricted`, `auth.account-locked`
   */
  async confirm(asked: AskedFor, code: string, counterKey: string, browser: Browser): Promise<void> {
    const attempt = { loginKey: counterKey, browserId: browser.id, requestId: browser.requestId };
    await this.hasher.inTurn(async ({ verify }) => {
      const { account } = await this.attempts.count(attempt);
      const row = await this.takeTry(asked, browser.requestId);
      const right = await verify(row?.codeHash ?? null, code);
      if (!right || !(await this.use(row?.id ?? '', attempt))) {
        await this.attempts.lockIfSpent(attempt, account);
        throw new DomainError('auth.code-invalid');
      }
    });
  }

  /** The latest code of a subject with one of its tries used up, committed before the code is looked at. */
  takeTry({ purpose, subject }: AskedFor, requestId: string) {
    return this.database.write(systemContext(requestId), async (tx) => {
      const [row] = await tx.query<{ id: string; codeHash: string | null }>(
        `WITH tried AS (
           UPDATE contact_code SET attempts = attempts + 1
           WHERE id = (SELECT id FROM contact_code WHERE purpose = $1 AND subject = $2
                       ORDER BY created_at DESC, id DESC LIMIT 1)
             AND attempts < $3 AND used_at IS NULL AND expires_at > now() RETURNING id, code_hash)
         SELECT id, code_hash AS "codeHash" FROM tried`,
        [purpose, subject, RECOVERY_CODE_ATTEMPTS],
      );
      return row ?? null;
    });
  }

  /** Success resets both counters ★. */
  private use(id: string, attempt: { loginKey: string; browserId: string; requestId: string }) {
    return this.database.write(systemContext(attempt.requestId), async (tx) => {
      const isMine = await spendCode(tx, id);
      if (isMine) await resetCounters(tx, attempt);
      return isMine;
    });
  }
}

/** Single use: of two that confirm at once, one does. */
export async function spendCode(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query(
    `WITH used AS (UPDATE contact_code SET used_at = now() WHERE id = $1 AND used_at IS NULL RETURNING id)
     SELECT id FROM used`,
    [id],
  );
  return rows.length > 0;
}

/** False where one was asked for a moment ago, or too many today. */
async function insertCode(
  tx: Transaction,
  id: string,
  { purpose, subject }: AskedFor,
  channel: string,
): Promise<boolean> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 2))', [`${purpose} ${subject}`]);
  const rows = await tx.query(
    `INSERT INTO contact_code (id, purpose, subject, channel, created_at, expires_at)
     SELECT $1, $2, $3, $4, now(), now() + make_interval(mins => $5)
     WHERE NOT EXISTS (SELECT 1 FROM contact_code WHERE purpose = $2 AND subject = $3
                       AND created_at > now() - make_interval(secs => $6))
       AND (SELECT count(*) FROM contact_code WHERE purpose = $2 AND subject = $3
            AND created_at > now() - interval '1 day') < $7
     RETURNING id`,
    [
      id,
      purpose,
      subject,
      channel,
      RECOVERY_CODE_MINUTES,
      RECOVERY_CODE_PAUSE_SECONDS,
      RECOVERY_CODES_PER_DAY,
    ],
  );
  return rows.length > 0;
}
