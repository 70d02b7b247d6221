import { Injectable } from '@nestjs/common';
import { AccountEntity, Database, systemContext, type TenantContext } from '@quanheng/database';
import { DomainError, remainingTries } from '@quanheng/domain';
import type { Browser } from './auth-cookies.js';
import { LoginAttempts, resetCounters, toAttempt } from './login-attempts.service.js';
import { PasswordHasher } from './password-hasher.js';

/** Asks somebody who is signed in for the password again, before what opens the account is changed. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly database: Database,
    private readonly attempts: LoginAttempts,
    private readonly hasher: PasswordHasher,
  ) {}

  /**
   * A wrong one counts like a failed log-in: a session left open is no place to guess at.
   * @throws DomainError `account.password-wrong` at `/currentPassword`, `auth.browser-restricted`, `auth.account-locked`
   */
  async confirm(context: TenantContext, password: string, browser: Browser): Promise<AccountEntity> {
    const account = await this.database.read(systemContext(context.requestId), (tx) =>
      tx.manager.findOneByOrFail(AccountEntity, { id: context.accountId ?? '' }),
    );
    const attempt = toAttempt(account.loginName, browser);
    return this.hasher.inTurn(async ({ verify }) => {
      const failures = await this.attempts.count(attempt);
      if (!(await verify(account.passwordHash, password))) {
        await this.attempts.lockIfSpent(attempt, failures.account);
        const details = { remaining: remainingTries(failures.browser, failures.account) };
        const wrong = { pointer: '/currentPassword', code: 'account.password-wrong' as const, details };
        throw new DomainError('request.invalid', {}, [wrong]);
      }
      await this.database.write(systemContext(context.requestId), (tx) => resetCounters(tx, attempt));
      return account;
    });
  }
}
