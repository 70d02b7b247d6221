import { Injectable } from '@nestjs/common';
import { AccountEntity, Database, systemContext } from '@quanheng/database';
import { DomainError, normalizeText } from '@quanheng/domain';
import { tellOwner } from '@quanheng/operations';
import type { ConfirmRecoveryDto, RequestRecoveryDto } from './auth.dto.js';
import type { Browser } from './auth-cookies.js';
import { assertPassword } from './assert-password.js';
import { auditSecurity } from './audit-security.js';
import { ContactCodes, spendCode } from './contact-codes.service.js';
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
    private readonly codes: ContactCodes,
  ) {}

  request({ loginName, channel }: RequestRecoveryDto, requestId: string): Promise<void> {
    return this.codes.request(askedFor(normalizeText(loginName)), channel ?? 'EMAIL', requestId);
  }

  /** @throws DomainError `auth.code-invalid`, or what is wrong with the new password */
  async confirm({ loginName, code, newPassword }: ConfirmRecoveryDto, browser: Browser): Promise<void> {
    assertPassword(newPassword, loginName, '/newPassword');
    const attempt = toAttempt(loginName, browser);
    await this.hasher.inTurn(async ({ verify, hash }) => {
      const row = await this.codes.takeTry(askedFor(attempt.loginKey), browser.requestId);
      if (!(await verify(row?.codeHash ?? null, code))) {
        await this.attempts.countWithoutRefusing(attempt);
        throw new DomainError('auth.code-invalid');
      }
      await this.recover(attempt, row?.id ?? '', await hash(newPassword));
    });
  }

  private async recover(attempt: Attempt, codeId: string, passwordHash: string): Promise<void> {
    await this.database.write(systemContext(attempt.requestId), async (tx) => {
      const account = await tx.manager.findOneBy(AccountEntity, { loginKey: attempt.loginKey });
      if (!account || !(await spendCode(tx, codeId))) throw new DomainError('auth.code-invalid');
      account.passwordHash = passwordHash;
      await tx.manager.save(account);
      await revokeSessions(tx, account.id);
      await resetCounters(tx, attempt);
      auditSecurity(tx, account, 'account.recover');
      await tellOwner(tx, account.id, 'PASSWORD');
    });
  }
}

const askedFor = (loginKey: string) => ({ purpose: 'RECOVERY', subject: loginKey }) as const;
