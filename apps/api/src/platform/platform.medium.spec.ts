import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';

// Real: HTTP server, guards, filter, PostgreSQL.
let api: ApiUnderTest;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());

describe('every refusal is problem+json', () => {
  it('for an unknown route, in the reader’s language, with the request id', async () => {
    const answer = await api
      .request()
      .get('/api/v1/nowhere')
      .set('Accept-Language', 'en')
      .set('X-Request-Id', 'my-request-1');
    expect(answer.status).toBe(404);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(JSON.parse(answer.text)).toMatchObject({
      code: 'request.route-not-found',
      detail: 'There is no such route',
      instance: 'urn:request:my-request-1',
    });
  });

  it('for a body that is no JSON, and one that is too large', async () => {
    const bad = await api
      .request()
      .post('/api/v1/auth/login')
      .set('Content-Type', 'application/json')
      .send('{"a":');
    expect(bad.status).toBe(400);
    expect(JSON.parse(bad.text)).toMatchObject({ code: 'request.malformed' });
    const big = await api
      .request()
      .post('/api/v1/auth/login')
      .send({ loginName: 'x'.repeat(3_000_000) });
    expect(big.status).toBe(413);
    expect(JSON.parse(big.text)).toMatchObject({ code: 'request.too-large' });
  });

  it('for a missing and a foreign token', async () => {
    const id = uuidv7();
    for (const header of [{}, { Authorization: 'Bearer nonsense' }]) {
      const answer = await api.request().get(`/api/v1/attachments/${id}/file`).set(header);
      expect(answer.status).toBe(401);
      expect(JSON.parse(answer.text).code).toBe('auth.required');
    }
  });
});

describe('health', () => {
  it('is live and ready', async () => {
    expect((await api.request().get('/health/live')).status).toBe(200);
    expect((await api.request().get('/health/ready')).status).toBe(200);
  });
});

describe('the OpenAPI document', () => {
  it('is 3.1 and served', async () => {
    const answer = await api.request().get('/api/openapi.json');
    expect(answer.status).toBe(200);
    expect(answer.body.openapi).toBe('3.1.0');
  });
});
