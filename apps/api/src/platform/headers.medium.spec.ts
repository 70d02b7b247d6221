import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type supertest from 'supertest';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { aPdf } from '../testing/hostile-uploads.js';
import { arrangeRegistrants, type Registrant } from '../testing/registrants.js';

// Real: the whole application with a (small) web page in front. quality.md S13: the headers on 100% of answers.
const REQUIRED = {
  'content-security-policy': /default-src '(self|none)'/,
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'x-frame-options': /^SAMEORIGIN$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'x-request-id': /^[\w-]{8,64}$/,
  'access-control-allow-origin': /^http:\/\/localhost:3000$/,
};
let api: ApiUnderTest;
let admin: SignedIn;
let registrant: Registrant;
let paper: { id: string };

beforeAll(async () => {
  const web = mkdtempSync(join(tmpdir(), 'quanheng-web-'));
  writeFileSync(join(web, 'index.html'), '<!doctype html><title>x</title>');
  process.env['WEB_DIST'] = web;
  process.env['RATE_LIMIT'] = '100000';
  api = await startApi();
  const registrants = await arrangeRegistrants(api);
  registrant = await registrants.register();
  paper = (await registrants.upload(registrant, 'BUSINESS_LICENSE', aPdf(), 'a.pdf')).body;
  admin = await api.signIn({ roles: ['PLATFORM_ADMIN'] });
});
afterAll(() => api.close());

type Send = () => supertest.Test;
const get =
  (path: string): Send =>
  () =>
    api.request().get(path);

describe('the headers', () => {
  it.each<[string, number, Send]>([
    ['a page', 200, get('/')],
    ['a page of the application', 200, get('/e/instruments')],
    ['a missing asset', 404, get('/assets/none.js')],
    ['public data', 200, get('/api/v1/regions')],
    ['the document', 200, get('/api/openapi.json')],
    ['the page of the document', 200, get('/api/docs')],
    ['health', 200, get('/health/live')],
    ['an unknown route', 404, get('/api/v1/none')],
    ['an unknown route to write to', 404, () => api.request().post('/api/v1/none').send({})],
    ['an unknown address to write to', 404, () => api.request().post('/none').send({})],
    ['another method', 404, () => api.request().delete('/api/v1/regions')],
    ['a method that nobody knows', 404, () => api.request().options('/api/v1/regions')],
    ['no session', 401, get('/api/v1/auth/me')],
    ['a wrong role', 403, () => admin.get('/instruments')],
    ['own data', 200, () => admin.get('/auth/me')],
    ['a file', 200, () => registrant.get(`/attachments/${paper.id}/file`)],
    ['a foreign file', 404, () => registrant.get(`/attachments/${uuidv7()}/file`)],
    ['a wrong id', 400, () => registrant.get('/attachments/x/file')],
    [
      'a broken body',
      400,
      () => api.request().post('/api/v1/auth/login').set('Content-Type', 'application/json').send('{'),
    ],
    [
      'another content type',
      415,
      () => api.request().post('/api/v1/auth/login').set('Content-Type', 'text/xml').send('<a/>'),
    ],
    [
      'too much',
      413,
      () =>
        api
          .request()
          .post('/api/v1/auth/login')
          .send({ x: 'x'.repeat(3_000_000) }),
    ],
    ['a broken address', 400, get('/api/v1/regions/%zz')],
  ])('of %s (%i) are all there', async (_what, status, send) => {
    const answer = await send();
    expect(answer.status).toBe(status);
    for (const [name, value] of Object.entries(REQUIRED))
      expect([name, answer.headers[name]]).toEqual([name, expect.stringMatching(value)]);
  });

  it('allow no inline script or style, but the styles of the document’s own page', async () => {
    const policyOf = async (path: string) =>
      (await api.request().get(path)).headers['content-security-policy'] as string;
    expect(await policyOf('/e/instruments')).not.toContain('unsafe');
    expect(await policyOf('/api/v1/regions')).not.toContain('unsafe');
    expect(await policyOf('/api/docs')).toContain(`style-src 'self' 'unsafe-inline'`);
    expect(await policyOf('/api/docs')).not.toMatch(/script-src/);
  });
});

describe('the limit of requests', () => {
  it('counts every address of the API, known or not', async () => {
    const left = async (send: Send) => Number((await send()).headers['ratelimit-remaining']);
    const first = await left(get('/api/v1/regions'));
    expect(await left(get('/api/v1/none'))).toBe(first - 1);
    expect(await left(() => api.request().post('/api/v1/none').send({}))).toBe(first - 2);
    expect(await left(() => api.request().post('/none').send({}))).toBe(first - 3);
    expect(await left(get('/api/v1/regions'))).toBe(first - 4);
    expect((await get('/')()).headers).not.toHaveProperty('ratelimit-remaining');
  });
});
