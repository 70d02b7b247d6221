import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { SwaggerModule } from '@nestjs/swagger';
import { DomainError } from '@quanheng/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from '../app.module.js';
import { readConfig, type ApiConfig } from '../config.js';
import { ErrorFilter } from './error.filter.js';
import { toNestLogger } from './logger.js';
import { buildOpenApi } from './openapi.js';
import { serveWeb } from './serve-web.js';
import { answerUnreadable } from './unreadable-request.js';
import { createValidationPipe } from './validation.pipe.js';

const REQUEST_ID = /^[\w-]{8,64}$/;
const BODY_LIMIT = 2 * 1024 * 1024;
const READING = new Set(['GET', 'HEAD']);
const DOCS = '/api/docs';
/** Pictures cost more than other requests, and their senders haven't logged in: a tenth of what others may. */
const PHOTO_SHARE = 10;
const isPhotoUpload = ({ url }: FastifyRequest) => url.startsWith('/api/v1/photo-uploads/');
/** What helmet says of everything else. */
const BARE_HEADERS = {
  'Content-Security-Policy': "default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'SAMEORIGIN',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** The application, complete but not listening: what `main.ts` starts and what the tests call. */
export async function createApp(logger: Logger): Promise<NestFastifyApplication> {
  const config = readConfig(process.env);
  const filter = new ErrorFilter(logger);
  const ownHeaders = originHeaders(config);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    trustProxy: config.TRUST_PROXY,
    clientErrorHandler: answerUnreadable,
    // A caller's own id is kept where it is harmless, so that a proxy's and ours are the same.
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
    // An address that can't be read is refused before any hook: its headers are set here.
    frameworkErrors: (error: Error, request: unknown, reply: unknown) => {
      const { id } = request as FastifyRequest;
      void (reply as FastifyReply).headers({ ...BARE_HEADERS, ...ownHeaders(id) });
      filter.answer(error, request as FastifyRequest, reply as FastifyReply);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule, adapter, {
    logger: toNestLogger(logger),
  });
  await register(app, config);
  app.setGlobalPrefix('api/v1', { exclude: ['health/live', 'health/ready'] });
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(filter);
  app.enableShutdownHooks();
  addHeaders(app, ownHeaders);
  logRequests(app, logger);
  SwaggerModule.setup(DOCS.slice(1), app, () => buildOpenApi(app), {
    jsonDocumentUrl: 'api/openapi.json',
    customSiteTitle: 'Quanheng API',
  });
  if (config.WEB_DIST) await serveWeb(app, config.WEB_DIST);
  return app;
}

async function register(app: NestFastifyApplication, config: ApiConfig): Promise<void> {
  const https = config.PUBLIC_URL.startsWith('https:');
  await app.register(helmet as never, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        // WeChat's QR code is a page of its own, shown in a frame.
        frameSrc: [
          "'self'",
          'blob:',
          ...(config.WECHAT_APP_ID ? [new URL(config.WECHAT_OPEN_URL).origin] : []),
        ],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        // Element Plus positions its popups by script (CSSOM), which this allows; style attributes in markup it refuses.
        styleSrc: ["'self'"],
        fontSrc: ["'self'", 'data:'],
        ...(https ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: https,
    referrerPolicy: { policy: 'no-referrer' },
  });
  await app.register(rateLimit as never, {
    max: (request: FastifyRequest) =>
      isPhotoUpload(request) ? Math.ceil(config.RATE_LIMIT / PHOTO_SHARE) : config.RATE_LIMIT,
    // Counted apart, or telephones in the institution's own network would use up what its desks need.
    keyGenerator: (request: FastifyRequest) => (isPhotoUpload(request) ? `photo ${request.ip}` : request.ip),
    timeWindow: 60_000,
    enableDraftSpec: true,
    global: false,
    allowList: (request: FastifyRequest) => READING.has(request.method) && !request.url.startsWith('/api/'),
    errorResponseBuilder: (_request: unknown, context: { ttl: number }) =>
      new DomainError('request.too-many', { retryAfter: Math.ceil(context.ttl / 1000) }),
  });
  // As a hook of the whole application it counts unknown routes, too.
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', fastify.rateLimit() as never);
  await app.register(cookie as never);
  await app.register(multipart as never, { limits: { files: 1, fields: 10, parts: 11 } });
}

/** On every answer. Scripts of other origins may read nothing: there is one origin, and it is this one. */
function originHeaders({ PUBLIC_URL }: ApiConfig): (requestId: string) => Record<string, string> {
  const { origin } = new URL(PUBLIC_URL);
  return (requestId) => ({ 'X-Request-Id': requestId, 'Access-Control-Allow-Origin': origin });
}

function addHeaders(app: NestFastifyApplication, ownHeaders: ReturnType<typeof originHeaders>): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(ownHeaders(request.id));
    done();
  });
  // The page of the API's documentation draws itself with style elements; nothing else may.
  fastify.addHook('onSend', (request, reply, _payload, done) => {
    const policy = reply.getHeader('content-security-policy');
    if (request.url.startsWith(DOCS) && typeof policy === 'string')
      void reply.header('content-security-policy', policy.replace(/style-src 'self'/, "$& 'unsafe-inline'"));
    done();
  });
}

/** One line a request: method, route pattern (never the path with its ids and queries), status, time. */
function logRequests(app: NestFastifyApplication, logger: Logger): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unknown';
    if (!route.startsWith('/health')) {
      logger.info(
        {
          requestId: request.id,
          method: request.method,
          route,
          status: reply.statusCode,
          ms: Math.round(reply.elapsedTime),
        },
        'request',
      );
    }
    done();
  });
}
