import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { api } from './api';
import { ApiProblem } from './problem';
import { keepSession, type SessionAnswer } from './tokens';

/** Real: fetch and a server that checks tokens as the API does. Only the page's address is set by hand. */
const account = { id: '1', displayName: '演示', roles: [], enterprise: null, institution: null };
const session = (accessToken: string) =>
  ({
    accessToken,
    expiresIn: 900,
    account: { ...account, registrationId: null, registrationStatus: null },
  }) as SessionAnswer;

let validToken: string;
let refreshWorks: boolean;
let seen: { path: string; headers: IncomingMessage['headers']; body: string }[];

function answer(response: ServerResponse, status: number, body: unknown) {
  const type = status < 400 ? 'application/json' : 'application/problem+json';
  response.writeHead(status, { 'content-type': type }).end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  seen.push({ path: request.url!, headers: request.headers, body });
  if (request.url === '/api/v1/auth/refresh') {
    return refreshWorks ? answer(response, 200, session(validToken)) : answer(response, 401, {});
  }
  if (request.headers.authorization !== `Bearer ${validToken}`) {
    return answer(response, 401, { code: 'auth.session-ended', title: 't', detail: 'd' });
  }
  if (request.url === '/api/v1/refused') {
    const errors = [{ pointer: '/name', detail: '必填' }];
    return answer(response, 400, {
      code: 'request.invalid',
      title: 't',
      detail: 'd',
      errors,
      details: { remaining: 3 },
    });
  }
  return answer(response, 200, { ok: true });
});

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  Object.defineProperty(globalThis, 'location', { value: { origin }, configurable: true });
  Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
});
afterAll(() => void server.close());
beforeEach(() => {
  [validToken, refreshWorks, seen] = ['new', true, []];
  keepSession(session('new'));
});

describe('api', () => {
  it('sends token, language, and one idempotency key with every POST', async () => {
    await api.post('/things', { name: '天平' }, { ifMatch: 7 });
    expect(seen[0]?.headers).toMatchObject({
      authorization: 'Bearer new',
      'accept-language': 'zh-CN',
      'if-match': '"v7"',
      'idempotency-key': expect.stringMatching(/^[0-9a-f]{32}$/),
    });
  });

  it('renews the session once for requests that fail together, and repeats each as it was', async () => {
    keepSession(session('old'));
    await Promise.all([api.post('/things', { name: '天平' }), api.get('/others', { q: '压力', none: '' })]);
    expect(seen.filter((each) => each.path === '/api/v1/auth/refresh')).toHaveLength(1);
    const posts = seen.filter((each) => each.path === '/api/v1/things');
    expect(posts.map((each) => each.body)).toEqual(['{"name":"天平"}', '{"name":"天平"}']);
    expect(posts[0]?.headers['idempotency-key']).toBe(posts[1]?.headers['idempotency-key']);
    expect(seen.at(-1)?.headers.authorization).toBe('Bearer new');
  });

  it('gives up when the session can not be renewed', async () => {
    keepSession(session('old'));
    refreshWorks = false;
    await expect(api.get('/things')).rejects.toMatchObject({ status: 401, code: 'auth.session-ended' });
  });

  it('throws the problem with its fields and extensions', async () => {
    const problem = (await api.get('/refused').catch((error: unknown) => error)) as ApiProblem;
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ status: 400, code: 'request.invalid', details: { remaining: 3 } });
    expect(problem.errors).toEqual([{ pointer: '/name', code: undefined, detail: '必填' }]);
  });

  it('does the same for the generated client', async () => {
    const { answer, client } = await import('./client');
    expect(await answer(client.post({ url: '/api/v1/things', body: { name: '天平' } }))).toEqual({
      ok: true,
    });
    expect(seen[0]?.headers.authorization).toBe('Bearer new');
    const refused = answer(client.get({ url: '/api/v1/refused' }));
    await expect(refused).rejects.toMatchObject({ name: 'ApiProblem', code: 'request.invalid' });
  });

  it('leaves empty filters out of the address', async () => {
    await api.get('/things', { q: '', status: 'OPEN', cursor: undefined });
    expect(seen[0]?.path).toBe('/api/v1/things?status=OPEN');
  });
});
