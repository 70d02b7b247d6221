import { AccountEntity, ContactCodeEntity, systemContext } from '@quanheng/database';
import type { ContactCodePurpose } from '@quanheng/domain';
import { hash } from '@node-rs/argon2';
import type supertest from 'supertest';
import { uuidv7 } from 'uuidv7';
import type { ApiUnderTest } from './api-under-test.js';
import { browser, PASSWORD, type TestBrowser } from './browser.js';
import type { arrangeRegistrants, Registrant } from './registrants.js';

export const CODE = '123456';

/** A code as the worker leaves it behind when it has sent it. */
export async function aCode(
  { test }: ApiUnderTest,
  purpose: ContactCodePurpose,
  subject: string,
): Promise<void> {
  const codeHash = await hash(CODE, { memoryCost: 8192, timeCost: 1 });
  const [createdAt, expiresAt] = [new Date(), new Date(Date.now() + 900_000)];
  const row = { id: uuidv7(), purpose, subject, channel: 'EMAIL' as const, codeHash, createdAt, expiresAt };
  await test.database.write(systemContext(), (tx) => tx.manager.insert(ContactCodeEntity, row));
}

/** Calls as the applicant of one case. */
export interface Applicant {
  readonly key: string;
  readonly id: string;
  read(): Promise<supertest.Response['body']>;
  patch(body: object, version?: number): Promise<supertest.Response>;
  put(kind: string, content: Buffer, name?: string): supertest.Test;
  post(step: 'submit' | 'withdraw', version?: number): Promise<supertest.Response>;
  get(path: string): supertest.Test;
}

export function applicant(api: ApiUnderTest, key: string): Applicant {
  const own = '/api/v1/profile-changes/own';
  const call = (test: supertest.Test) => test.set('X-Case-Key', key);
  const get = (path: string) => call(api.request().get(own + path));
  const read = async () => (await get('')).body;
  const tag = async (version?: number) => `"v${version ?? (await read()).version}"`;
  return {
    key,
    id: key.split('.')[0] ?? '',
    read,
    get,
    patch: async (body, version) => {
      const seen = await tag(version);
      return call(api.request().patch(own)).set('If-Match', seen).send(body);
    },
    put: (kind, content, name = 'demo.png') =>
      call(api.request().put(`${own}/papers/${kind}`)).attach('file', content, name),
    post: async (step, version) => {
      const seen = await tag(version);
      const request = call(api.request().post(`${own}/${step}`)).set('If-Match', seen);
      return request.set('Idempotency-Key', uuidv7()).send({});
    },
  };
}

/** Enterprises that registered, and what is asked for in their name. */
export function arrangeChanges(
  api: ApiUnderTest,
  registrants: Awaited<ReturnType<typeof arrangeRegistrants>>,
) {
  const begin = (from: TestBrowser, creditCode: string, changes: object = {}) =>
    from.post('/profile-changes', {
      ...{ creditCode, kind: 'NAME', proof: 'REVIEW', applicantName: '演示申请人' },
      ...{ applicantMobile: '13900000000', applicantEmail: 'applicant@demo.example', ...changes },
    });
  async function begun(creditCode: string, changes: object = {}): Promise<Applicant> {
    const { body } = await begin(browser(api), creditCode, changes);
    return applicant(api, body.key);
  }
  async function submitted(
    creditCode: string,
    body: object,
    papers: string[],
    changes: object = {},
  ): Promise<Applicant> {
    const who = await begun(creditCode, changes);
    await who.patch(body);
    for (const paper of papers) await who.put(paper, registrants.image);
    await who.post('submit');
    return who;
  }
  /** Its registrant can log in with `PASSWORD`. */
  async function anEnterprise(
    reviewer: { post: Registrant['post'] },
    creditCode: string,
    email = 'demo@demo.example',
  ): Promise<{ registrant: Registrant; enterpriseId: string; loginName: string }> {
    const registrant = await registrants.aSubmitted({ creditCode, email });
    const { version } = (await registrant.get(registrant.path)).body;
    const { body } = await reviewer.post(`${registrant.path}/approve`, {}, { version });
    const account = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(AccountEntity, { id: registrant.accountId }),
    );
    return { registrant, enterpriseId: body.enterpriseId, loginName: account.loginName };
  }
  return { begin, begun, submitted, anEnterprise, password: PASSWORD };
}
