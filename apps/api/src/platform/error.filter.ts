import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DomainError, type ErrorCode } from '@quanheng/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { languageOf, toProblem } from './problem.js';

const BY_STATUS: Record<number, ErrorCode> = {
  400: 'request.malformed',
  401: 'auth.required',
  403: 'access.forbidden',
  404: 'request.route-not-found',
  405: 'request.method-not-allowed',
  413: 'request.too-large',
  414: 'request.too-large',
  415: 'request.unsupported-media',
  429: 'request.too-many',
  503: 'platform.unavailable',
};

/** PostgreSQL gone, restarting or out of connections: the request may be sent again. */
const UNAVAILABLE =
  /^(57P0[123]|53300|08\d{3}|ECONNREFUSED|ECONNRESET|EPIPE)$|connection.*(terminated|timeout)|timeout exceeded when trying to connect|Driver not Connected|Connection is not established/i;

/** A NUL or half a character somewhere in a free object: PostgreSQL has no such text. */
const UNSTORABLE = new Set(['22P05', '22021']);

/** Everything that goes wrong leaves as problem+json: never a stack, a statement, a path or a version. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }

  answer(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const error = toDomainError(thrown);
    if (error.kind === 'internal')
      this.logger.error({ err: thrown, requestId: request.id }, 'Request failed');
    const problem = toProblem(error, languageOf(request.headers['accept-language']), request.id);
    if (reply.sent) return;
    const { retryAfter } = error.details;
    if (typeof retryAfter === 'number') void reply.header('Retry-After', retryAfter);
    else if (problem.status === 503) void reply.header('Retry-After', 5);
    if (problem.status === 401) void reply.header('WWW-Authenticate', 'Bearer');
    void reply
      .status(problem.status)
      .header('Content-Type', 'application/problem+json; charset=utf-8')
      .header('Content-Language', languageOf(request.headers['accept-language']))
      .send(JSON.stringify(problem));
  }
}

export function toDomainError(thrown: unknown): DomainError {
  if (thrown instanceof DomainError) return thrown;
  if (UNSTORABLE.has((thrown as { code?: string }).code ?? '')) return new DomainError('request.malformed');
  if (isUnavailable(thrown)) return new DomainError('platform.unavailable');
  const status =
    thrown instanceof HttpException ? thrown.getStatus() : (thrown as { statusCode?: number }).statusCode;
  const code = BY_STATUS[status ?? 500];
  return new DomainError(code ?? 'platform.internal', code === 'request.too-many' ? { retryAfter: 60 } : {});
}

function isUnavailable(thrown: unknown): boolean {
  const { code, message, name } = thrown as { code?: string; message?: string; name?: string };
  return UNAVAILABLE.test(code ?? '') || (name !== 'DomainError' && UNAVAILABLE.test(message ?? ''));
}
