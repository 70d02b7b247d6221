import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@quanheng/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';

const HASHED_ASSET = /\/assets\//;

/** The SPA under the same origin: hashed assets are kept for a year, every other path that isn't the API's is the one page. */
export async function serveWeb(app: NestFastifyApplication, folder: string): Promise<void> {
  await app.register(fastifyStatic as never, {
    root: folder,
    wildcard: false,
    setHeaders: (response: { setHeader(name: string, value: string): void }, path: string) =>
      response.setHeader(
        'Cache-Control',
        HASHED_ASSET.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      ),
  });
  const page = (_request: FastifyRequest, reply: FastifyReply) => reply.sendFile('index.html', folder);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', (request, reply) => {
    if (/^\/(api|health|assets)(\/|$)/.test(request.url)) throw new DomainError('request.route-not-found');
    return page(request, reply as never);
  });
}
