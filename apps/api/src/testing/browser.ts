import { AccountEntity, systemContext } from '@quanheng/database';
import { normalizeText, type Role } from '@quanheng/domain';
import { hash } from '@node-rs/argon2';
import { solveChallenge, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import type supertest from 'supertest';
import { uuidv7 } from 'uuidv7';
import type { ApiUnderTest } from './api-under-test.js';

export const PASSWORD = 'Quanheng-demo-2026';
let passwordHash: Promise<string> | undefined;

/** An account that can log in with `PASSWORD`. Answers its id. */
export async function anAccount(
  { test }: ApiUnderTest,
  account: Partial<AccountEntity> & { loginName: string; roles: Role[] },
): Promise<string> {
  passwordHash ??= hash(PASSWORD, { memoryCost: 8192, timeCost: 1 });
  const row = {
    id: uuidv7(),
    loginKey: normalizeText(account.loginName),
    displayName: '演示人员',
    passwordHash: await passwordHash,
    status: 'ACTIVE' as const,
    ...account,
  };
  await test.database.write(systemContext(), (tx) => tx.manager.insert(AccountEntity, row));
  return row.id;
}

export interface TestBrowser {
  /** As the log-in page does it: asked for a proof of work, it does it and tries again. */
  login(loginName: string, password?: string): Promise<supertest.Response>;
  refresh(): Promise<supertest.Response>;
  logout(token: string): Promise<supertest.Response>;
  get(path: string, token: string): Promise<supertest.Response>;
  post(path: string, body?: object, token?: string): Promise<supertest.Response>;
  delete(path: string, token: string): Promise<supertest.Response>;
  /** The value of a cookie now; empty when there is none. */
  cookie(name: string): string;
}

/** Keeps its cookies as a browser does, until it is closed: a new one starts without any. */
export function browser(api: ApiUnderTest, start: Record<string, string> = {}): TestBrowser {
  const cookies = new Map(Object.entries(start));
  const send = async (call: supertest.Test): Promise<supertest.Response> => {
    const header = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await call
      .set('Cookie', header)
      .set('X-Requested-With', 'quanheng-web')
      .buffer(true)
      .parse(asJson);
    for (const line of (answer.headers['set-cookie'] ?? []) as unknown as string[]) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    return answer;
  };
  const url = (path: string) => `/api/v1${path}`;
  const post = (path: string, body: object = {}, token?: string) => {
    const call = api.request().post(url(path)).set('Idempotency-Key', uuidv7());
    return send((token ? call.set('Authorization', `Bearer ${token}`) : call).send(body));
  };
  const login = async (loginName: string, password = PASSWORD) => {
    const answer = await post('/auth/login', { loginName, password });
    if (answer.body.code !== 'auth.captcha-required') return answer;
    const { challenge } = (await post('/auth/captcha')).body as { challenge: Challenge };
    return post('/auth/login', { loginName, password, captcha: await solve(challenge) });
  };
  return {
    login,
    refresh: () => post('/auth/refresh'),
    logout: (token) =>
      send(api.request().post(url('/auth/logout')).set('Authorization', `Bearer ${token}`).send({})),
    get: (path, token) => send(api.request().get(url(path)).set('Authorization', `Bearer ${token}`)),
    post,
    delete: (path, token) => send(api.request().delete(url(path)).set('Authorization', `Bearer ${token}`)),
    cookie: (name) => cookies.get(name) ?? '',
  };
}

/** A solved proof of work as it is sent. */
export async function solve(challenge: Challenge): Promise<string> {
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

/** Refusals are application/problem+json, which supertest doesn't read by itself. */
function asJson(response: supertest.Response, done: (error: Error | null, body: unknown) => void): void {
  let text = '';
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  stream.on('end', () => done(null, text ? JSON.parse(text) : {}));
}
