import { Injectable } from '@nestjs/common';
import {
  Database,
  systemContext,
  type AccountEntity,
  type LoginChallengeEntity,
  type Transaction,
} from '@quanheng/database';
import { DomainError, LOGIN_CHALLENGE_MINUTES, type ErrorCode } from '@quanheng/domain';
import type { Browser } from './auth-cookies.js';
import { giveBack, resetCounters, type Attempt } from './login-attempts.service.js';
import { issueChallenge } from './login-challenge.js';
import { mustHaveSecondFactor } from './second-factor-rule.js';
import { SecondFactors } from './second-factors.js';
import { SessionService, type StartedSession } from './session.service.js';

type Step = LoginChallengeEntity['step'];

const REFUSAL: Record<Step, ErrorCode> = {
  SECOND_FACTOR: 'auth.second-factor-required',
  SET_UP_SECOND_FACTOR: 'auth.second-factor-setup-required',
};

/** What follows once somebody has shown who they are, by password or WeChat: the second factor, or the session. */
@Injectable()
export class Admission {
  constructor(
    private readonly database: Database,
    private readonly factors: SecondFactors,
    private readonly sessions: SessionService,
  ) {}

  /**
   * Of an attempt that was counted.
   * @throws DomainError `auth.account-disabled`, or the step that comes next with its challenge
   */
  async enter(account: AccountEntity, attempt: Attempt, browser: Browser): Promise<StartedSession> {
    const result = await this.database.write(asOwner(account, browser), async (tx) => {
      const step = await this.nextStep(tx, account);
      if (step === null) return this.start(tx, account, attempt, browser);
      await giveBack(tx, attempt);
      if (step === 'DISABLED') return new DomainError('auth.account-disabled');
      const challenge = await issueChallenge(tx, account.id, step, browser);
      return new DomainError(REFUSAL[step], { challenge, expiresIn: LOGIN_CHALLENGE_MINUTES * 60 });
    });
    if (result instanceof DomainError) throw result;
    return result;
  }

  /** The log-in is complete: counters, audit, session. */
  async start(
    tx: Transaction,
    account: AccountEntity,
    attempt: Attempt,
    browser: Browser,
  ): Promise<StartedSession> {
    const { id, enterpriseId, institutionId } = account;
    await resetCounters(tx, attempt);
    tx.audit({
      action: 'account.sign-in',
      objectType: 'account',
      objectId: id,
      enterpriseId,
      institutionId,
    });
    return this.sessions.start(tx, id, browser);
  }

  private async nextStep(tx: Transaction, account: AccountEntity): Promise<Step | 'DISABLED' | null> {
    if (account.status !== 'ACTIVE') return 'DISABLED';
    if (await this.factors.isOn(tx, account.id)) return 'SECOND_FACTOR';
    return mustHaveSecondFactor(tx, account.roles) ? 'SET_UP_SECOND_FACTOR' : null;
  }
}

/** The system's sight, in the name of whoever is about to be let in. */
export const asOwner = ({ id, displayName }: AccountEntity, { requestId }: Browser) => ({
  ...systemContext(requestId),
  accountId: id,
  accountName: displayName,
});
