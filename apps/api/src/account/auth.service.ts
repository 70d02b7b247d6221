import { Injectable } from '@nestjs/common';
import { AccountEntity, Database, systemContext, type TenantContext } from '@quanheng/database';
import {
  ACCOUNT_FAILURE_LIMIT,
  BROWSER_FAILURE_LIMIT,
  DomainError,
  normalizeText,
  remainingTries,
} from '@quanheng/domain';
import type { AccountDto, LoginDto } from './auth.dto.js';
import { findAccount } from './find-account.js';
import { LoginAttempts, resetCounters, type Attempt, type Failures } from './login-attempts.service.js';
import { PasswordHasher } from './password-hasher.js';
import { SessionService, type StartedSession } from './session.service.js';

/** The browser that a request came from: its cookie, and what it says of itself. */
export interface Browser {
  readonly id: string;
  readonly userAgent: string | null;
  readonly requestId: string;
}

@Injectable()
export class AuthService {
  constructor(
    private readonly database: Database,
    private readonly attempts: LoginAttempts,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Counted first, verified then (`domain.md` section 2 ★); a name that doesn't exist takes the same way.
   * @throws DomainError `auth.failed`, `auth.browser-restricted`, `auth.account-locked`, `auth.account-disabled`
   */
  async login({ loginName, password }: LoginDto, browser: Browser): Promise<StartedSession> {
    const attempt = {
      loginKey: normalizeText(loginName),
      browserId: browser.id,
      requestId: browser.requestId,
    };
    const place = this.hasher.reserve();
    try {
      const failures = await this.attempts.count(attempt);
      const account = await this.find(attempt);
      const right = await place.verify(account?.passwordHash ?? null, password);
      if (!account || !right) return await this.refuse(attempt, failures);
      if (account.status !== 'ACTIVE') throw new DomainError('auth.account-disabled');
      return await this.admit(account, attempt, browser);
    } finally {
      place.release();
    }
  }

  /** Who the access token stands for, as of now. */
  async me(context: TenantContext): Promise<AccountDto> {
    const account = await this.database.read(systemContext(context.requestId), (tx) =>
      findAccount(tx, context.accountId ?? ''),
    );
    if (!account) throw new DomainError('auth.session-ended');
    return account;
  }

  private find({ loginKey, requestId }: Attempt): Promise<AccountEntity | null> {
    return this.database.read(systemContext(requestId), (tx) =>
      tx.manager.findOneBy(AccountEntity, { loginKey }),
    );
  }

  private async refuse(attempt: Attempt, failures: Failures): Promise<never> {
    await this.attempts.lockIfSpent(attempt);
    const { browser, account } = failures;
    const isBrowserNearer = BROWSER_FAILURE_LIMIT - browser <= ACCOUNT_FAILURE_LIMIT - account;
    throw new DomainError('auth.failed', {
      remaining: remainingTries(browser, account),
      limit: isBrowserNearer ? 'BROWSER' : 'ACCOUNT',
    });
  }

  private admit(account: AccountEntity, attempt: Attempt, browser: Browser): Promise<StartedSession> {
    const { id, displayName, enterpriseId, institutionId } = account;
    const context = { ...systemContext(browser.requestId), accountId: id, accountName: displayName };
    return this.database.write(context, async (tx) => {
      await resetCounters(tx, attempt);
      tx.audit({
        action: 'account.sign-in',
        objectType: 'account',
        objectId: id,
        enterpriseId,
        institutionId,
      });
      return this.sessions.start(tx, id, browser.userAgent);
    });
  }
}
