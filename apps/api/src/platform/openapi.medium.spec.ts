import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { operationsOf, type ApiDocument, type Operation } from './openapi-json.js';

// Real: the whole application with its router. What the document says is compared with what Fastify serves.
let api: ApiUnderTest;
let document: ApiDocument;
let operations: Operation[];
beforeAll(async () => {
  api = await startApi();
  document = (await api.request().get('/api/openapi.json')).body as ApiDocument;
  operations = operationsOf(document);
});
afterAll(() => api.close());

/** `GET /api/v1/filings/:id`, read off the router's own listing. */
function liveRoutes(): string[] {
  const listing = api.app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const routes: string[] = [];
  const path: string[] = [];
  for (const line of listing.split('\n')) {
    const [, indent = '', rest = ''] = /^([\s│]*(?:├──|└──) )(.*)$/.exec(line) ?? [];
    if (!rest) continue;
    const depth = indent.length / 4 - 1;
    const [, part = '', methods = ''] = /^(\S*) ?(?:\(([A-Z, ]+)\))?/.exec(rest) ?? [];
    path.splice(depth, path.length, part);
    const whole = path.join('');
    for (const method of methods.split(', ').filter(Boolean)) routes.push(`${method} ${whole}`);
  }
  return routes;
}

const isApi = (route: string) => /^[A-Z]+ \/(api\/v1|health)\//.test(route);
const ofDocument = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  );

describe('the OpenAPI document', () => {
  it('holds every live route and nothing else', () => {
    const live = liveRoutes().filter((route) => isApi(route) && !route.startsWith('HEAD '));
    expect(live.length).toBeGreaterThan(30);
    expect(ofDocument().sort()).toEqual([...new Set(live)].sort());
  });

  it('says of every operation what it is for, who may call it, and in which group it is', () => {
    const silent = operations.filter(
      ({ summary, description, tags, 'x-roles': roles, security }) =>
        !summary || !description?.includes('Permission: ') || tags?.length !== 1 || !(roles || security),
    );
    expect(silent.map(({ operationId }) => operationId)).toEqual([]);
    expect(document.tags?.filter((tag) => tag.description === '')).toEqual([]);
  });

  it('gives a permission to each route: public, or at least one role', () => {
    const closed = operations.filter((each) => !each.security && (each['x-roles'] as string[]).length === 0);
    expect(closed.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('shows a request and an answer of every operation that has one as JSON', () => {
    const parts = operations.flatMap(({ operationId, requestBody, responses }) =>
      [requestBody, ...Object.values(responses)].map((part) => ({
        operationId,
        media: part?.content?.['application/json'],
      })),
    );
    const bare = parts.filter(({ media }) => media && (!media.schema || media.example === undefined));
    expect(bare.map(({ operationId }) => operationId)).toEqual([]);
    const wordless = operations.filter(
      ({ responses }) => !Object.keys(responses).some((status) => /^[23]/.test(status)),
    );
    expect(wordless.map(({ operationId }) => operationId)).toEqual([]);
  });

  it('says what the guards ask for: keys, versions, a session', () => {
    const login = operations.find(({ operationId }) => operationId === 'authLogin');
    expect(login?.security).toEqual([{}]);
    const approve = document.paths['/api/v1/filings/{id}/items/{itemId}/approve']?.['post'];
    expect(approve?.parameters?.map(({ $ref, name }) => $ref?.split('/').at(-1) ?? name)).toEqual([
      'id',
      'itemId',
      'IdempotencyKey',
      'IfMatch',
    ]);
    expect(approve?.['x-roles']).toContain('REVIEWER');
    expect(Object.keys(approve?.responses ?? {})).toEqual(
      expect.arrayContaining(['401', '403', '409', '412', '422', '428']),
    );
  });
});

describe('the page of the document', () => {
  it('keeps the strict content security policy: no script in the page, none from elsewhere', async () => {
    const { status, headers, text } = await api.request().get('/api/docs');
    expect(status).toBe(200);
    const scripts = [...text.matchAll(/<script([^>]*)>([^<]*)/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, body] of scripts) {
      expect(attributes).toMatch(/ src="\.\/docs\//);
      expect(body?.trim()).toBe('');
    }
    expect(headers['content-security-policy']).toMatch(/^default-src 'self';/);
    expect(headers['content-security-policy']).not.toMatch(/script-src/);
    const script = await api.request().get('/api/docs/swagger-ui-init.js');
    expect(script.headers['content-type']).toMatch(/javascript/);
  });
});

describe('every answer', () => {
  it('carries the headers that the document names', async () => {
    for (const path of ['/api/v1/regions', '/api/v1/regions/999999', '/api/v1/staff']) {
      const { headers } = await api.request().get(path);
      expect(headers).toMatchObject({
        'access-control-allow-origin': 'http://localhost:3000',
        'ratelimit-limit': expect.any(String),
        'ratelimit-remaining': expect.any(String),
        'ratelimit-reset': expect.any(String),
      });
    }
  });
});
