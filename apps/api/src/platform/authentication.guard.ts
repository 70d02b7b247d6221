import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { publicContext, requestHash, type TenantContext } from '@quanheng/database';
import { DomainError, type Role } from '@quanheng/domain';
import { NO_KEY, PUBLIC_KEY, ROLES_KEY, type QuanhengRequest } from './principal.js';
import type { SessionPrincipal } from './session.strategy.js';

const KEY = /^[\x21-\x7e]{8,128}$/;

/** Log-in first, then the role, then the Idempotency-Key; the tenant context comes from the session only. */
@Injectable()
export class AuthenticationGuard extends AuthGuard('jwt') implements CanActivate {
  constructor(private readonly reflector: Reflector) {
    super();
  }

  override async canActivate(host: ExecutionContext): Promise<boolean> {
    const request = host.switchToHttp().getRequest<QuanhengRequest & { user?: SessionPrincipal }>();
    const read = <T>(key: string) =>
      this.reflector.getAllAndOverride<T | undefined>(key, [host.getHandler(), host.getClass()]);
    if (read<boolean>(PUBLIC_KEY)) {
      request.tenant = publicContext(request.id);
      request.sessionId = null;
    } else {
      await super.canActivate(host);
      const principal = request.user as SessionPrincipal;
      assertRole(principal.context.roles, read<Role[]>(ROLES_KEY) ?? []);
      request.tenant = { ...principal.context, requestId: request.id };
      request.sessionId = principal.sessionId;
    }
    if (request.method === 'POST' && !read<boolean>(NO_KEY)) request.tenant = withIdempotency(request, host);
    return true;
  }

  override handleRequest<T>(error: unknown, principal: T | false): T {
    if (error) throw error;
    if (!principal) throw new DomainError('auth.required');
    return principal;
  }
}

function assertRole(held: readonly Role[], allowed: readonly Role[]): void {
  if (!allowed.some((role) => held.includes(role))) throw new DomainError('access.forbidden');
}

function withIdempotency(request: QuanhengRequest, host: ExecutionContext): TenantContext {
  const key = request.headers['idempotency-key'];
  if (typeof key !== 'string' || !KEY.test(key)) throw new DomainError('request.idempotency-key-required');
  const route = `${host.getClass().name}.${host.getHandler().name}`;
  const scope = `${request.tenant.accountId ?? 'public'} ${route}`;
  const { params, query, body, headers } = request;
  const hash = requestHash({ params, query, body: body ?? null, ifMatch: headers['if-match'] ?? null });
  return { ...request.tenant, idempotency: { scope, key, requestHash: hash } };
}
