import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiConfig } from '../config.js';
import type { Browser } from './auth.service.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * The two cookies of a browser. Neither has a Max-Age: both end when the browser is closed, which is what lifts the
 * restriction of the guide ★. Under https their `__Host-` names keep other hosts from setting them.
 */
@Injectable()
export class AuthCookies {
  private readonly options;
  private readonly refreshName: string;
  private readonly browserName: string;

  constructor({ PUBLIC_URL }: ApiConfig) {
    const secure = PUBLIC_URL.startsWith('https:');
    const prefix = secure ? '__Host-' : '';
    this.options = { httpOnly: true, sameSite: 'strict' as const, path: '/', secure };
    this.refreshName = `${prefix}qh_refresh`;
    this.browserName = `${prefix}qh_browser`;
  }

  /** Who asks; a browser that comes for the first time gets its cookie, whether the log-in succeeds or not. */
  browserOf(request: FastifyRequest, reply: FastifyReply): Browser {
    const known = request.cookies[this.browserName];
    const id = known && UUID.test(known) ? known : randomUUID();
    if (id !== known) void reply.setCookie(this.browserName, id, this.options);
    return { id, userAgent: request.headers['user-agent'] ?? null, requestId: request.id };
  }

  refreshTokenOf(request: FastifyRequest): string | undefined {
    return request.cookies[this.refreshName];
  }

  keepRefreshToken(reply: FastifyReply, token: string | null): void {
    if (token) void reply.setCookie(this.refreshName, token, this.options);
  }

  forgetRefreshToken(reply: FastifyReply): void {
    void reply.clearCookie(this.refreshName, this.options);
  }
}
