import { randomUUID } from 'node:crypto';
import { maxHeaderSize } from 'node:http';
import type { Socket } from 'node:net';
import { DomainError } from '@quanheng/domain';
import { toProblem } from './problem.js';

/** What the HTTP parser itself refuses, before there is a request: an address or headers too long, or no HTTP at all. */
export function answerUnreadable(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const requestId = randomUUID();
  const refusal =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new DomainError('request.too-large', { limit: `${maxHeaderSize / 1024} KB` })
      : new DomainError('request.malformed');
  const problem = toProblem(refusal, 'zh-CN', requestId);
  const body = JSON.stringify(problem);
  const lines = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    `X-Request-Id: ${requestId}`,
    'X-Content-Type-Options: nosniff',
    "Content-Security-Policy: default-src 'none'",
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
