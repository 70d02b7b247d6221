import { createParamDecorator, SetMetadata, type ExecutionContext } from '@nestjs/common';
import type { TenantContext } from '@quanheng/database';
import { DomainError, type Role } from '@quanheng/domain';
import type { FastifyRequest } from 'fastify';

/** A request once the guards have passed: who asks, and under which context the database is opened. */
export type QuanhengRequest = FastifyRequest & { tenant: TenantContext; sessionId: string | null };

export const ROLES_KEY = 'quanheng:roles';
export const PUBLIC_KEY = 'quanheng:public';
export const NO_KEY = 'quanheng:no-idempotency-key';

/** Who may call the route. A route says this or `@Public`; one that says neither is refused to everybody. */
export const Allow = (...roles: readonly Role[]) => SetMetadata(ROLES_KEY, roles);
/** Open to everybody; the context shows public data only. */
export const Public = () => SetMetadata(PUBLIC_KEY, true);
/** A POST that neither creates nor decides (log-in, a preview): it needs no Idempotency-Key. */
export const NoIdempotencyKey = () => SetMetadata(NO_KEY, true);

/** The tenant context of the request, to be handed to `Database`. */
export const Tenant = createParamDecorator(
  (_: unknown, host: ExecutionContext): TenantContext =>
    host.switchToHttp().getRequest<QuanhengRequest>().tenant,
);

/** @throws DomainError 428 where `If-Match: "v7"` is missing, 412 where it can't be a version of ours */
export function readVersion(_: unknown, host: ExecutionContext): number {
  const header = host.switchToHttp().getRequest<FastifyRequest>().headers['if-match'];
  if (!header) throw new DomainError('request.if-match-required');
  const version = /^"v(\d{1,9})"$/.exec(header)?.[1];
  if (!version) throw new DomainError('record.stale');
  return Number(version);
}

/** The version that the caller has seen, from `If-Match`. */
export const IfMatch = createParamDecorator(readVersion);
