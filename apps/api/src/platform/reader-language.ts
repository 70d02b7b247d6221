import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Language } from '@quanheng/domain';
import type { FastifyRequest } from 'fastify';
import { languageOf } from './problem.js';

/** The language of the one who asks, where an answer (not only a refusal) holds sentences. */
export const ReaderLanguage = createParamDecorator((_: unknown, host: ExecutionContext): Language =>
  languageOf(host.switchToHttp().getRequest<FastifyRequest>().headers['accept-language']),
);
