import { AccountEntity, systemContext } from '@quanheng/database';
import { normalizeText, type Role } from '@quanheng/domain';
import { hash } from '@node-rs/argon2';
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
  login(loginName: string, password?: string): Promise<supertest.Response>;
  refresh(): Promise<supertest.Response>;
  logout(token: string): Promise<supertest.Response>;
  get(path: string, token: string): Promise<supertest.Response>;
  post(path: string, body: object): Promise<supertest.Response>;
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
  const post = (path: string, body: object = {}) =>
    send(api.request().post(url(path)).set('Idempotency-Key', uuidv7()).send(body));
  return {
    login: (loginName, password = PASSWORD) => post('/auth/login', { loginName, password }),
    refresh: () => post('/auth/refresh'),
    logout: (token) =>
      send(api.request().post(url('/auth/logout')).set('Authorization', `Bearer ${token}`).send({})),
    get: (path, token) => send(api.request().get(url(path)).set('Authorization', `Bearer ${token}`)),
    post,
    cookie: (name) => cookies.get(name) ?? '',
  };
}

/** Refusals are application/problem+json, which supertest doesn't read by itself. */
function asJson(response: supertest.Response, done: (error: Error | null, body: unknown) => void): void {
  let text = '';
  const stream = response as unknown as NodeJS.ReadableStream;
  stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  stream.on('end', () => done(null, text ? JSON.parse(text) : {}));
}
