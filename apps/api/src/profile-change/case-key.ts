import { createHmac, timingSafeEqual } from 'node:crypto';
import { createParamDecorator, Injectable, type ExecutionContext } from '@nestjs/common';
import { DomainError } from '@quanheng/domain';
import type { FastifyRequest } from 'fastify';
import { ApiConfig } from '../config.js';

const KEY = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.(\d{1,9})\.([\w-]{43})$/;

export interface OpenedKey {
  readonly id: string;
  readonly serial: number;
}

/** What lets an applicant without an account go on with one case: made anew from the case, stored nowhere. */
@Injectable()
export class CaseKeys {
  constructor(private readonly config: ApiConfig) {}

  make({ id, keySerial }: { id: string; keySerial: number }): string {
    return `${id}.${keySerial}.${this.sign(id, keySerial)}`;
  }

  /** @throws DomainError `auth.required` for what isn't a key of ours */
  open(key: string): OpenedKey {
    const [, id = '', serial = '', signature = ''] = KEY.exec(key) ?? [];
    const expected = this.sign(id, Number(serial));
    if (!id || !timingSafeEqual(Buffer.from(signature), Buffer.from(expected)))
      throw new DomainError('auth.required');
    return { id, serial: Number(serial) };
  }

  private sign(id: string, serial: number): string {
    const mac = createHmac('sha256', this.config.JWT_SECRET);
    return mac.update(`profile-change ${id} ${serial}`).digest('base64url');
  }
}

/** The key from its header: never in an address, where it would end up in logs. */
export const CaseKey = createParamDecorator((_: unknown, host: ExecutionContext): string => {
  const key = host.switchToHttp().getRequest<FastifyRequest>().headers['x-case-key'];
  if (typeof key !== 'string') throw new DomainError('auth.required');
  return key;
});
