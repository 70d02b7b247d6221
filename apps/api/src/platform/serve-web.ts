import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@quanheng/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';

const HASHED_ASSET = /\/assets\//;

/** The SPA under the same origin: gzipped where that is understood, hashed assets are kept for a year, every other path that isn't the API's is the one page. */
export async function serveWeb(app: NestFastifyApplication, folder: string): Promise<void> {
  await app.register(fastifyStatic as never, {
    root: folder,
    wildcard: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (response: { setHeader(name: string, value: string): void }, path: string) => {
      const isHashed = HASHED_ASSET.test(path);
      response.setHeader('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
      response.setHeader('Vary', 'Accept-Encoding');
    },
  });
  const page = (_request: FastifyRequest, reply: FastifyReply) => reply.sendFile('index.html', folder);
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get('/*', (request, reply) => {
    if (/^\/(api|health|assets)(\/|$)/.test(request.url)) throw new DomainError('request.route-not-found');
    return page(request, reply as never);
  });
}
