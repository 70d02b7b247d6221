import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@quanheng/domain';
import type { FastifyRequest } from 'fastify';

/**
 * For routes that act on a cookie: a page of another origin can't send this header without being asked first (CORS),
 * and this API never agrees (`api.md`, Auth for browsers).
 */
@Injectable()
export class OwnPageGuard implements CanActivate {
  canActivate(host: ExecutionContext): boolean {
    const { headers } = host.switchToHttp().getRequest<FastifyRequest>();
    if (headers['x-requested-with'] !== 'quanheng-web') throw new DomainError('auth.same-origin-required');
    return true;
  }
}
