import { Injectable } from '@nestjs/common';
import {
  AccountEntity,
  Database,
  systemContext,
  type RecoveryCodeEntity,
  type Transaction,
} from '@quanheng/database';
import {
  DomainError,
  normalizeText,
  RECOVERY_CODE_ATTEMPTS,
  RECOVERY_CODE_MINUTES,
  RECOVERY_CODE_PAUSE_SECONDS,
  RECOVERY_CODES_PER_DAY,
} from '@quanheng/domain';
import { tellOwner } from '@quanheng/operations';
import { buildJob } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';
import type { ConfirmRecoveryDto } from './auth.dto.js';
import type { Browser } from './auth-cookies.js';
import { assertPassword } from './assert-password.js';
import { auditSecurity } from './audit-security.js';
import { LoginAttempts, resetCounters, toAttempt, type Attempt } from './login-attempts.service.js';
import { PasswordHasher } from './password-hasher.js';
import { revokeSessions } from './session.service.js';

/** 忘记密码 (`domain.md` section 2 ★): works while locked, unlocks, ends all sessions, resets the counters. */
@Injectable()
export class RecoveryService {
  constructor(
    private readonly database: Database,
    private readonly attempts: LoginAttempts,
    private readonly hasher: PasswordHasher,
  ) {}

  /** The same work for every name; the worker finds out whether there is anybody to send a code to. */
  async request(loginName: string, requestId: string): Promise<void> {
    const loginKey = normalizeText(loginName);
    await this.database.write(systemContext(requestId), async (tx) => {
      const id = uuidv7();
      if (await insertCode(tx, id, loginKey)) {
        tx.emit(buildJob('account.send-recovery-code', { recoveryCodeId: id }));
      }
    });
  }

  /** @throws DomainError `auth.code-invalid`, or what is wrong with the new password */
  async confirm({ loginName, code, newPassword }: ConfirmRecoveryDto, browser: Browser): Promise<void> {
    assertPassword(newPassword, loginName, '/newPassword');
    const attempt = toAttempt(loginName, browser);
    const place = this.hasher.reserve();
    try {
      const row = await this.takeAttempt(attempt.loginKey, browser.requestId);
      if (!(await place.verify(row?.codeHash ?? null, code))) {
        await this.attempts.countWithoutRefusing(attempt);
        throw new DomainError('auth.code-invalid');
      }
      await this.recover(attempt, row?.id ?? '', await this.hasher.hash(newPassword));
    } finally {
      place.release();
    }
  }

  /** The latest code of a name with one of its tries used up, committed before the code is looked at. */
  private takeAttempt(
    loginKey: string,
    requestId: string,
  ): Promise<Pick<RecoveryCodeEntity, 'id' | 'codeHash'> | null> {
    return this.database.write(systemContext(requestId), async (tx) => {
      const [row] = await tx.query<{ id: string; codeHash: string | null }>(
        `WITH tried AS (
           UPDATE recovery_code SET attempts = attempts + 1
           WHERE id = (SELECT id FROM recovery_code WHERE login_key = $1 ORDER BY created_at DESC, id DESC LIMIT 1)
             AND attempts < $2 AND used_at IS NULL AND expires_at > now() RETURNING id, code_hash)
         SELECT id, code_hash AS "codeHash" FROM tried`,
        [loginKey, RECOVERY_CODE_ATTEMPTS],
      );
      return row ?? null;
    });
  }

  private async recover(attempt: Attempt, codeId: string, passwordHash: string): Promise<void> {
    await this.database.write(systemContext(attempt.requestId), async (tx) => {
      const account = await tx.manager.findOneBy(AccountEntity, { loginKey: attempt.loginKey });
      if (!account || !(await useCode(tx, codeId))) throw new DomainError('auth.code-invalid');
      account.passwordHash = passwordHash;
      await tx.manager.save(account);
      await revokeSessions(tx, account.id);
      await resetCounters(tx, attempt);
      auditSecurity(tx, account, 'account.recover');
      await tellOwner(tx, account.id, 'PASSWORD');
    });
  }
}

/** False where one was asked for a moment ago, or too many today. */
async function insertCode(tx: Transaction, id: string, loginKey: string): Promise<boolean> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 1))', [loginKey]);
  const rows = await tx.query(
    `INSERT INTO recovery_code (id, login_key, created_at, expires_at)
     SELECT $1, $2, now(), now() + make_interval(mins => $3)
     WHERE NOT EXISTS (SELECT 1 FROM recovery_code WHERE login_key = $2 AND created_at > now() - make_interval(secs => $4))
       AND (SELECT count(*) FROM recovery_code WHERE login_key = $2 AND created_at > now() - interval '1 day') < $5
     RETURNING id`,
    [id, loginKey, RECOVERY_CODE_MINUTES, RECOVERY_CODE_PAUSE_SECONDS, RECOVERY_CODES_PER_DAY],
  );
  return rows.length > 0;
}

/** Single use: of two that confirm at once, one does. */
async function useCode(tx: Transaction, id: string): Promise<boolean> {
  const rows = await tx.query(
    `WITH used AS (UPDATE recovery_code SET used_at = now() WHERE id = $1 AND used_at IS NULL RETURNING id)
     SELECT id FROM used`,
    [id],
  );
  return rows.length > 0;
}
