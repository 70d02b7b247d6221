import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, systemContext } from '@quanheng/database';
import { BROWSER_FAILURE_LIMIT, DomainError } from '@quanheng/domain';
import { createChallenge, randomInt, verifySolution, type Challenge, type Payload } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { ApiConfig } from '../config.js';
import type { Browser } from './auth-cookies.js';
import { LoginAttempts } from './login-attempts.service.js';

/** Half a second on an office computer, a few on an old telephone; for the server one derivation. */
const WORK = { algorithm: 'PBKDF2/SHA-256', cost: 2_000 };
const [EASIEST, HARDEST] = [200, 800];
const MINUTES = 5;

/**
 * A captcha without pictures: after a few failures a browser's processor has to work before its next try is looked at.
 * A challenge is signed, belongs to one browser and is accepted once.
 */
@Injectable()
export class CaptchaService {
  private readonly secrets: { hmacSignatureSecret: string; hmacKeySignatureSecret: string };

  constructor(
    private readonly database: Database,
    private readonly attempts: LoginAttempts,
    { JWT_SECRET }: ApiConfig,
  ) {
    this.secrets = {
      hmacSignatureSecret: `captcha ${JWT_SECRET}`,
      hmacKeySignatureSecret: `captcha key ${JWT_SECRET}`,
    };
  }

  challenge(browser: Browser): Promise<Challenge> {
    return createChallenge({
      ...WORK,
      ...this.secrets,
      deriveKey,
      counter: randomInt(EASIEST, HARDEST),
      expiresAt: new Date(Date.now() + MINUTES * 60_000),
      data: { browser: browser.id },
    });
  }

  /**
   * Before anything is counted. A browser that is restricted needs none: it is refused whatever it sends.
   * @throws DomainError `auth.captcha-required` where one is due and what came isn't one
   */
  async demand(browser: Browser, solved: string | undefined): Promise<void> {
    const failures = await this.attempts.failuresOf(browser);
    if (failures >= BROWSER_FAILURE_LIMIT || failures < (await this.limit(browser))) return;
    const payload = readPayload(solved);
    if (!payload || !(await this.isSolved(payload, browser)) || !(await this.spend(payload, browser)))
      throw new DomainError('auth.captcha-required');
  }

  private limit({ requestId }: Browser): Promise<number> {
    return this.database.read(systemContext(requestId), async (tx) => tx.settings.captchaAfterFailures);
  }

  private async isSolved({ challenge, solution }: Payload, browser: Browser): Promise<boolean> {
    if (challenge.parameters.data?.['browser'] !== browser.id) return false;
    const { verified } = await verifySolution({ challenge, solution, deriveKey, ...this.secrets });
    return verified;
  }

  /** True for the first time only. */
  private spend({ challenge }: Payload, { requestId }: Browser): Promise<boolean> {
    const id = createHash('sha256')
      .update(challenge.signature ?? '')
      .digest('hex');
    return this.database.write(systemContext(requestId), async (tx) => {
      const rows = await tx.query(
        `INSERT INTO spent_captcha (id, expires_at) VALUES ($1, now() + make_interval(mins => $2))
         ON CONFLICT DO NOTHING RETURNING id`,
        [id, MINUTES],
      );
      return rows.length > 0;
    });
  }
}

/** What the browser sends: Base64 of the challenge as it was given, and the solution. */
function readPayload(solved: string | undefined): Payload | null {
  try {
    const payload = JSON.parse(Buffer.from(solved ?? '', 'base64').toString()) as Payload;
    const { parameters, signature } = payload.challenge;
    const { counter, derivedKey } = payload.solution;
    const isWhole = typeof signature === 'string' && parameters.algorithm === WORK.algorithm;
    return isWhole &&
      parameters.cost === WORK.cost &&
      Number.isInteger(counter) &&
      typeof derivedKey === 'string'
      ? payload
      : null;
  } catch {
    return null;
  }
}
