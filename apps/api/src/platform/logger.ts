import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';

/** JSON lines without personal data: no bodies, no query strings, no names; a request is found by its id. */
export function createLogger(level: string, destination = standardOutput()): Logger {
  const options: LoggerOptions = {
    level,
    base: { app: 'api' },
    redact: ['req.headers.authorization', 'req.headers.cookie', '*.password', '*.mobile', '*.idNumber'],
    serializers: {
      err: (error: Error & { code?: string }) => ({
        type: error.name,
        code: error.code,
        message: withoutValues(error.message),
        stack: error.stack?.split('\n').slice(1, 12).join('\n'),
      }),
    },
  };
  return pino(options, destination);
}

/** Lines are written beside the requests: a slow reader of them holds nobody up. */
const standardOutput = (): DestinationStream =>
  pino.destination({ dest: 1, sync: false, minLength: 4_096, periodicFlush: 500 });

/** PostgreSQL quotes the offending values in its messages; they may be somebody's. */
function withoutValues(message: string): string {
  return message.replace(/\([^)]*\)=\([^)]*\)|"[^"]{40,}"|'[^']*'/g, '…');
}

/** Nest's own lines through the same logger. */
export function toNestLogger(logger: Logger): LoggerService {
  const line =
    (level: 'info' | 'error' | 'warn' | 'debug' | 'trace') =>
    (message: unknown, ...rest: unknown[]) =>
      logger[level]({ context: rest.at(-1) }, String(message));
  return {
    log: line('debug'),
    error: line('error'),
    warn: line('warn'),
    debug: line('debug'),
    verbose: line('trace'),
  };
}
