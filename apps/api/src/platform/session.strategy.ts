import { createSecretKey } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Database, type TenantContext } from '@quanheng/database';
import { DomainError, INSTITUTION_ROLES, type Role } from '@quanheng/domain';
import { ExtractJwt, Strategy } from 'passport-jwt';
import { ApiConfig } from '../config.js';

export interface SessionPrincipal {
  readonly sessionId: string;
  readonly context: TenantContext;
}

interface SessionRow {
  account_id: string;
  display_name: string;
  roles: Role[];
  enterprise_id: string | null;
  institution_id: string | null;
  registration_id: string | null;
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
    const rows = (await this.database.dataSource.query('SELECT * FROM find_session($1, $2)', [
      claims.sid,
      claims.sub,
    ])) as SessionRow[];
    const row = rows[0];
    if (!row) throw new DomainError('auth.session-ended');
    return { sessionId: claims.sid, context: toContext(row) };
  }
}

function toContext(row: SessionRow): TenantContext {
  return {
    kind: kindOf(row),
    accountId: row.account_id,
    accountName: row.display_name,
    roles: row.roles,
    enterpriseId: row.enterprise_id,
    institutionId: row.institution_id,
    registrationId: row.registration_id,
    requestId: null,
  };
}

function kindOf(row: SessionRow): TenantContext['kind'] {
  if (row.enterprise_id) return 'enterprise';
  if (row.institution_id && row.roles.some((role) => INSTITUTION_ROLES.includes(role))) return 'institution';
  if (row.roles.includes('PLATFORM_ADMIN')) return 'platform';
  if (row.roles.includes('REGULATOR')) return 'regulator';
  return 'registrant';
}
