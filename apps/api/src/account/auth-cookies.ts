import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ApiConfig } from '../config.js';

/** The browser that a request came from: its two cookies, where it is, and what it says of itself. */
export interface Browser {
  /** Until it is closed: what the counter of failures hangs on. */
  readonly id: string;
  /** Lasting: by it a log-in from a new device is known. */
  readonly deviceId: string;
  readonly address: string;
  readonly userAgent: string | null;
  readonly requestId: string;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DEVICE_SECONDS = 400 * 24 * 60 * 60;

/**
 * The cookies of a browser. That of the counter and that of the session have no Max-Age: both end when the browser is
 * closed, which is what lifts the restriction of the guide ★. Under https their `__Host-` names keep other hosts from
 * setting them.
 */
@Injectable()
export class AuthCookies {
  private readonly options;
  private readonly refreshName: string;
  private readonly browserName: string;
  private readonly deviceName: string;

  constructor({ PUBLIC_URL }: ApiConfig) {
    const secure = PUBLIC_URL.startsWith('https:');
    const prefix = secure ? '__Host-' : '';
    this.options = { httpOnly: true, sameSite: 'strict' as const, path: '/', secure };
    this.refreshName = `${prefix}qh_refresh`;
    this.browserName = `${prefix}qh_browser`;
    this.deviceName = `${prefix}qh_device`;
  }

  /** Who asks; a browser that comes for the first time gets its cookies, whether the log-in succeeds or not. */
  browserOf(request: FastifyRequest, reply: FastifyReply): Browser {
    return {
      id: this.keep(request, reply, this.browserName),
      deviceId: this.keep(request, reply, this.deviceName, DEVICE_SECONDS),
      address: request.ip,
      userAgent: request.headers['user-agent'] ?? null,
      requestId: request.id,
    };
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

  private keep(request: FastifyRequest, reply: FastifyReply, name: string, maxAge?: number): string {
    const known = request.cookies[name];
    const id = known && UUID.test(known) ? known : randomUUID();
    if (id !== known) void reply.setCookie(name, id, { ...this.options, ...(maxAge ? { maxAge } : {}) });
    return id;
  }
}
