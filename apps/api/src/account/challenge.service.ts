import { Injectable } from '@nestjs/common';
import {
  Database,
  systemContext,
  type AccountEntity,
  type LoginChallengeEntity,
  type Transaction,
} from '@quanheng/database';
import { tellOwner } from '@quanheng/operations';
import { Admission, asOwner } from './admission.service.js';
import type { Browser } from './auth-cookies.js';
import { auditSecurity } from './audit-security.js';
import { LoginAttempts, toAttempt } from './login-attempts.service.js';
import { readChallenge, useChallenge } from './login-challenge.js';
import type { AnswerChallengeDto, SetUpDto } from './second-factor.dto.js';
import { SecondFactors } from './second-factors.js';
import type { StartedSession } from './session.service.js';

const SET_UP = 'SET_UP_SECOND_FACTOR';

/** The second step of a log-in: the code of the second factor, or setting one up where the role must have it. */
@Injectable()
export class ChallengeService {
  constructor(
    private readonly database: Database,
    private readonly attempts: LoginAttempts,
    private readonly factors: SecondFactors,
    private readonly admission: Admission,
  ) {}

  /**
   * A wrong code counts like a wrong password (`domain.md` section 2).
   * @throws DomainError `auth.challenge-ended`, `auth.second-factor-failed`, and the refusals of a log-in
   */
  async answer({ challenge, code }: AnswerChallengeDto, browser: Browser): Promise<StartedSession> {
    const account = await this.find(challenge, 'SECOND_FACTOR', browser);
    const attempt = toAttempt(account.loginName, browser);
    const failures = await this.attempts.count(attempt);
    const started = await this.database.write(asOwner(account, browser), async (tx) => {
      if (!(await this.factors.use(tx, account.id, code))) return noteFailure(tx, account);
      await useChallenge(tx, challenge, 'SECOND_FACTOR', browser);
      return this.admission.start(tx, account, attempt, browser);
    });
    return started ?? this.attempts.fail(attempt, failures, 'auth.second-factor-failed');
  }

  async setUp(challenge: string, browser: Browser): Promise<SetUpDto> {
    const account = await this.find(challenge, SET_UP, browser);
    return this.database.write(asOwner(account, browser), (tx) =>
      this.factors.begin(tx, account.id, account.loginName),
    );
  }

  /** Counted too: an account that was locked in the meantime stays locked. @throws DomainError as `answer` */
  async confirmSetUp(
    { challenge, code }: AnswerChallengeDto,
    browser: Browser,
  ): Promise<{ started: StartedSession; backupCodes: string[] }> {
    const account = await this.find(challenge, SET_UP, browser);
    const attempt = toAttempt(account.loginName, browser);
    const failures = await this.attempts.count(attempt);
    const result = await this.database.write(asOwner(account, browser), async (tx) => {
      const backupCodes = await this.factors.confirm(tx, account.id, code);
      if (!backupCodes) return noteFailure(tx, account);
      await useChallenge(tx, challenge, SET_UP, browser);
      auditSecurity(tx, account, 'account.second-factor-on');
      await tellOwner(tx, account.id, 'SECOND_FACTOR_ON');
      return { started: await this.admission.start(tx, account, attempt, browser), backupCodes };
    });
    return result ?? this.attempts.fail(attempt, failures, 'auth.second-factor-failed');
  }

  private find(
    challenge: string,
    step: LoginChallengeEntity['step'],
    browser: Browser,
  ): Promise<AccountEntity> {
    return this.database.read(systemContext(browser.requestId), (tx) =>
      readChallenge(tx, challenge, step, browser),
    );
  }
}

/** The password was right: whoever fails here has come further than a guess. */
function noteFailure(tx: Transaction, account: AccountEntity): null {
  auditSecurity(tx, account, 'account.second-factor-failed');
  return null;
}
