import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AccountEntity, SessionEntity, systemContext } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import type { Role } from '@quanheng/domain';
import jwt from 'jsonwebtoken';
import { pino, type Logger } from 'pino';
import supertest from 'supertest';
import { uuidv7 } from 'uuidv7';
import { createApp } from '../platform/create-app.js';

const JWT_SECRET = 'x'.repeat(48);

export interface ApiUnderTest {
  readonly app: NestFastifyApplication;
  readonly test: TestDatabase;
  request(): ReturnType<typeof supertest>;
  /** An account of its own with these roles, signed in. */
  signIn(person: Person): Promise<SignedIn>;
  /** Calls with an access token that was got otherwise. */
  as(session: { accountId: string; token: string }): SignedIn;
  close(): Promise<void>;
}

export interface Person {
  readonly roles: Role[];
  readonly enterpriseId?: string;
  readonly institutionId?: string;
  readonly departmentId?: string;
  readonly branchId?: string;
  readonly registrationId?: string;
  readonly name?: string;
}

/** Calls as one person; every POST gets a fresh Idempotency-Key unless `key` is given. */
export interface SignedIn {
  readonly accountId: string;
  get(path: string): supertest.Test;
  post(path: string, body?: object, options?: { version?: number; key?: string }): supertest.Test;
  patch(path: string, body: object, version?: number): supertest.Test;
  put(path: string, body?: object): supertest.Test;
  delete(path: string, version?: number): supertest.Test;
}

/** The whole API without a network hop. Real: HTTP, guards, validation, PostgreSQL with row security, files in a temporary folder. */
export async function startApi(now?: string, logger?: Logger): Promise<ApiUnderTest> {
  const test = await createTestDatabase(now);
  const folder = await mkdtemp(join(tmpdir(), 'quanheng-api-'));
  Object.assign(process.env, {
    DATABASE_URL: test.url,
    DATABASE_POOL: '10',
    PUBLIC_URL: 'http://localhost:3000',
    JWT_SECRET,
    FILE_KEY: Buffer.alloc(32, 7).toString('base64'),
    STORAGE_DIR: folder,
    DEMO: 'true',
    RATE_LIMIT: '1000000',
  });
  const app = await createApp(logger ?? pino({ level: process.env['TEST_LOG'] ?? 'silent' }));
  await setRealClockTo(test);
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  // As `main.ts` does: a thousand requests at once wait their turn, however busy the machine is.
  await app.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
  const request = () => supertest(app.getHttpServer());
  return {
    app,
    test,
    request,
    signIn: (person) => signIn(test, request, person),
    as: ({ accountId, token }) => callAs(request, accountId, token),
    close: async () => {
      await app.close();
      await test.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** The API reads the demo's clock: the offset makes its today the test clock's, whatever the real date. */
async function setRealClockTo(test: TestDatabase): Promise<void> {
  await moveClock(test, test.clock.now());
}

export async function moveClock(test: TestDatabase, to: Date | string): Promise<void> {
  test.clock.set(to);
  const offset = new Date(to).getTime() - Date.now();
  await test.database.write(systemContext(), (tx) =>
    tx.query(
      `INSERT INTO setting (key, value) VALUES ('demo.clock-offset-ms', $1::jsonb)
       ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
      [JSON.stringify(offset)],
    ),
  );
}

async function signIn(
  test: TestDatabase,
  request: ApiUnderTest['request'],
  person: Person,
): Promise<SignedIn> {
  const accountId = uuidv7();
  const sessionId = uuidv7();
  const { name = '演示人员', ...tenant } = person;
  await test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(AccountEntity, {
      id: accountId,
      loginName: accountId,
      loginKey: accountId,
      displayName: name,
      passwordHash: 'none',
      status: 'ACTIVE',
      ...tenant,
    });
    const expiresAt = new Date(Date.now() + 3_600_000);
    await tx.manager.insert(SessionEntity, {
      id: sessionId,
      accountId,
      refreshHash: 'none',
      createdAt: new Date(),
      lastUsedAt: new Date(),
      expiresAt,
    });
  });
  return callAs(
    request,
    accountId,
    jwt.sign({ sub: accountId, sid: sessionId }, JWT_SECRET, { expiresIn: 900 }),
  );
}

function callAs(request: ApiUnderTest['request'], accountId: string, token: string): SignedIn {
  const call = (call: supertest.Test, version?: number) => {
    void call.set('Authorization', `Bearer ${token}`);
    return version === undefined ? call : call.set('If-Match', `"v${version}"`);
  };
  const url = (path: string) => `/api/v1${path}`;
  return {
    accountId,
    get: (path) => call(request().get(url(path))),
    post: (path, body = {}, options = {}) =>
      call(request().post(url(path)), options.version)
        .set('Idempotency-Key', options.key ?? uuidv7())
        .send(body),
    patch: (path, body, version) => call(request().patch(url(path)), version).send(body),
    put: (path, body) => call(request().put(url(path))).send(body),
    delete: (path, version) => call(request().delete(url(path)), version),
  };
}
