import { createHash, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  Database,
  SessionEntity,
  systemContext,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { ACCESS_TOKEN_SECONDS, DomainError, REFRESH_GRACE_SECONDS } from '@quanheng/domain';
import jwt from 'jsonwebtoken';
import { uuidv7 } from 'uuidv7';
import { ApiConfig } from '../config.js';
import type { AccessClaims } from '../platform/session.strategy.js';
import type { Browser } from './auth-cookies.js';
import type { SessionDto } from './auth.dto.js';
import { findAccount } from './find-account.js';
import { meetDevice } from './known-devices.js';
import { lacksSecondFactor } from './second-factor-rule.js';

/** What a browser gets: the body, and the refresh token for its cookie; null leaves the cookie as it is. */
export interface StartedSession {
  readonly body: SessionDto;
  readonly refreshToken: string | null;
}

type LiveSession = SessionEntity & { age_seconds: number };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Sessions are records (`domain.md` section 2). They follow real time: the demo's moved clock neither ends nor extends them. */
@Injectable()
export class SessionService {
  private readonly key: KeyObject;

  constructor(
    private readonly database: Database,
    config: ApiConfig,
  ) {
    this.key = createSecretKey(Buffer.from(config.JWT_SECRET));
  }

  /** Starts a session in the transaction of the log-in, recovery or registration that earned it. */
  async start(tx: Transaction, accountId: string, browser: Browser): Promise<StartedSession> {
    const account = await findAccount(tx, accountId);
    if (!account) throw new DomainError('auth.session-ended');
    const id = uuidv7();
    const refreshToken = newToken(id);
    const { sessionIdleHours, sessionAbsoluteHours } = tx.settings;
    await tx.query(
      `INSERT INTO session (id, account_id, refresh_hash, created_at, last_used_at, expires_at, user_agent, device_id, address)
       VALUES ($1, $2, $3, now(), now(), now() + make_interval(hours => $4), $5, $6, $7)`,
      [
        id,
        accountId,
        hashOf(refreshToken),
        Math.min(sessionIdleHours, sessionAbsoluteHours),
        browser.userAgent?.slice(0, 300) ?? null,
        browser.deviceId,
        browser.address,
      ],
    );
    await meetDevice(tx, accountId, browser);
    return { body: { ...this.sign(id, accountId), account }, refreshToken };
  }

  /**
   * A new access token for a refresh token, which rotates. A token presented after its rotation was stolen or kept: its
   * session ends. @throws DomainError `auth.session-ended`
   */
  async refresh(token: string, requestId: string): Promise<StartedSession> {
    const started = await this.database.write(systemContext(requestId), async (tx) => {
      const session = await lockSession(tx, token);
      if (!session || (await lacksSecondFactor(tx, session.accountId))) return null;
      const hash = hashOf(token);
      if (isSame(hash, session.refreshHash)) return this.rotate(tx, session);
      const isParallel = isSame(hash, session.previousHash) && session.age_seconds <= REFRESH_GRACE_SECONDS;
      if (isParallel) return this.answer(tx, session, null);
      await revoke(tx, session.id);
      auditReuse(tx, session);
      return null;
    });
    if (!started) throw new DomainError('auth.session-ended');
    return started;
  }

  /** Log-out acts at the next request: every request looks the session up. */
  async end(context: TenantContext, sessionId: string): Promise<void> {
    const system = { ...systemContext(context.requestId), ...withActor(context) };
    await this.database.write(system, async (tx) => {
      await revoke(tx, sessionId);
      const { accountId: objectId, enterpriseId, institutionId } = context;
      if (objectId) {
        tx.audit({
          action: 'account.sign-out',
          objectType: 'account',
          objectId,
          enterpriseId,
          institutionId,
        });
      }
    });
  }

  private async rotate(tx: Transaction, session: LiveSession): Promise<StartedSession | null> {
    const token = newToken(session.id);
    await tx.query(
      `UPDATE session SET previous_hash = refresh_hash, refresh_hash = $2, last_used_at = now(),
         expires_at = least(now() + make_interval(hours => $3), created_at + make_interval(hours => $4))
       WHERE id = $1`,
      [session.id, hashOf(token), tx.settings.sessionIdleHours, tx.settings.sessionAbsoluteHours],
    );
    return this.answer(tx, session, token);
  }

  private async answer(
    tx: Transaction,
    { id, accountId }: SessionEntity,
    refreshToken: string | null,
  ): Promise<StartedSession | null> {
    const account = await findAccount(tx, accountId);
    return account && { body: { ...this.sign(id, accountId), account }, refreshToken };
  }

  private sign(sid: string, sub: string): Pick<SessionDto, 'accessToken' | 'expiresIn'> {
    const claims: AccessClaims = { sub, sid };
    const accessToken = jwt.sign(claims, this.key, { algorithm: 'HS256', expiresIn: ACCESS_TOKEN_SECONDS });
    return { accessToken, expiresIn: ACCESS_TOKEN_SECONDS };
  }
}

/** Everything of an account ends at its next request: after recovery, a new password; all but one session where `but` is given. */
export async function revokeSessions(tx: Transaction, accountId: string, but?: string | null): Promise<void> {
  await tx.query(
    `UPDATE session SET revoked_at = now()
     WHERE account_id = $1 AND revoked_at IS NULL AND id IS DISTINCT FROM $2::uuid`,
    [accountId, but ?? null],
  );
}

async function revoke(tx: Transaction, id: string): Promise<void> {
  await tx.query('UPDATE session SET revoked_at = now() WHERE id = $1 AND revoked_at IS NULL', [id]);
}

/** The session that a refresh token names, locked, if it and its account are in force. */
async function lockSession(tx: Transaction, token: string): Promise<LiveSession | null> {
  const [id = ''] = token.split('.');
  if (!UUID.test(id)) return null;
  const [row] = await tx.query<LiveSession>(
    `SELECT s.id, s.account_id AS "accountId", s.refresh_hash AS "refreshHash", s.previous_hash AS "previousHash",
            extract(epoch FROM now() - s.last_used_at)::float8 AS age_seconds
     FROM session s JOIN account a ON a.id = s.account_id LEFT JOIN login_counter c ON c.login_key = a.login_key
     WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND a.status = 'ACTIVE' AND c.locked_at IS NULL
       AND s.last_used_at > now() - make_interval(hours => $2) AND s.created_at > now() - make_interval(hours => $3)
     FOR UPDATE OF s`,
    [id, tx.settings.sessionIdleHours, tx.settings.sessionAbsoluteHours],
  );
  return row ?? null;
}

/** The session's id and 256 random bits; only the hash is stored. */
const newToken = (sessionId: string): string => `${sessionId}.${randomBytes(32).toString('base64url')}`;
const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

function isSame(hash: string, stored: string | null): boolean {
  return (
    stored !== null &&
    stored.length === hash.length &&
    timingSafeEqual(Buffer.from(hash), Buffer.from(stored))
  );
}

function auditReuse(tx: Transaction, { id, accountId }: SessionEntity): void {
  const after = { sessionId: id };
  tx.audit({ action: 'account.refresh-token-reused', objectType: 'account', objectId: accountId, after });
}

/** Who did it, for the audit log, where the step itself needs the system's sight. */
export const withActor = ({ accountId, accountName }: TenantContext) => ({ accountId, accountName });
