import { Injectable } from '@nestjs/common';
import { AccountEntity, Database, systemContext, type TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { Admission } from './admission.service.js';
import type { Browser } from './auth-cookies.js';
import type { AccountDto, LoginDto } from './auth.dto.js';
import { CaptchaService } from './captcha.service.js';
import { findAccount } from './find-account.js';
import { LoginAttempts, toAttempt, type Attempt } from './login-attempts.service.js';
import { PasswordHasher } from './password-hasher.js';
import type { StartedSession } from './session.service.js';

@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly attempts: LoginAttempts,
    private readonly hasher: PasswordHasher,
    private readonly captcha: CaptchaService,
    private readonly admission: Admission,
  ) {}

  /**
   * Counted first, verified then (`domain.md` section 2 ★); a name that doesn't exist takes the same way.
   * @throws DomainError `auth.failed`, `auth.captcha-required`, `auth.browser-restricted`, `auth.account-locked`, and
   *   what follows a right password (`Admission`)
   */
  login({ loginName, password, captcha }: LoginDto, browser: Browser): Promise<StartedSession> {
    const attempt = toAttempt(loginName, browser);
    return this.hasher.inTurn(async ({ verify }) => {
      await this.captcha.demand(browser, captcha);
      const failures = await this.attempts.count(attempt);
      const right = await verify(await this.findHash(attempt), password);
      if (!right) return this.attempts.fail(attempt, failures, 'auth.failed');
      return this.admission.enter(await this.get(attempt), attempt, browser);
    });
  }

  /** Who the access token stands for, as of now. */
  async me(context: TenantContext): Promise<AccountDto> {
    const account = await this.database.read(systemContext(context.requestId), (tx) =>
      findAccount(tx, context.accountId ?? ''),
    );
    if (!account) throw new DomainError('auth.session-ended');
    return account;
  }

  /** The hash alone: making a whole record of a row would tell a name that exists by half a millisecond. */
  private findHash({ loginKey, requestId }: Attempt): Promise<string | null> {
    return this.database.read(systemContext(requestId), async (tx) => {
      const [row] = await tx.query<{ hash: string }>(
        'SELECT password_hash AS hash FROM account WHERE login_key = $1',
        [loginKey],
      );
      return row?.hash ?? null;
    });
  }

  private get({ loginKey, requestId }: Attempt): Promise<AccountEntity> {
    return this.database.read(systemContext(requestId), (tx) =>
      tx.manager.findOneByOrFail(AccountEntity, { loginKey }),
    );
  }
}
