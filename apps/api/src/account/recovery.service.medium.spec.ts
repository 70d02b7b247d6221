import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { ContactCodeEntity, OutboxEntity, systemContext } from '@quanheng/database';
import { normalizeText } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anAccount, browser } from '../testing/browser.js';

// Real: HTTP, Argon2id, PostgreSQL. The worker's part, making and mailing the code, is arranged.
const CODE = '135790';
const NEW_PASSWORD = 'a new long sentence';
let api: ApiUnderTest;
beforeAll(async () => void (api = await startApi()));
afterAll(() => api.close());

let loginName: string;
beforeEach(async () => {
  loginName = `demo-${uuidv7()}`;
  await anAccount(api, { loginName, roles: ['ENTERPRISE_VIEWER'], email: 'demo@demo.example' });
});

const request = (name = loginName) => browser(api).post('/auth/recovery', { loginName: name });
const confirm = (code = CODE, newPassword = NEW_PASSWORD, name = loginName) =>
  browser(api).post('/auth/recovery/confirm', { loginName: name, code, newPassword });

const codesOf = (name: string) =>
  api.test.database.read(systemContext(), (tx) =>
    tx.manager.findBy(ContactCodeEntity, { purpose: 'RECOVERY', subject: normalizeText(name) }),
  );

/** As the worker does when it sends the mail. */
async function sendCode(changes: Partial<ContactCodeEntity> = {}): Promise<void> {
  const codeHash = await hash(CODE, { memoryCost: 8192, timeCost: 1 });
  await api.test.database.write(systemContext(), (tx) =>
    tx.manager.update(ContactCodeEntity, { subject: normalizeText(loginName) }, { codeHash, ...changes }),
  );
}

describe('asking for a code', () => {
  it('answers the same for a name that does not exist, and promises the same job', async () => {
    const nobody = `nobody-${uuidv7()}`;
    for (const name of [loginName, nobody]) {
      const answer = await request(name);
      expect([answer.status, answer.text]).toEqual([202, undefined]);
      const [code] = await codesOf(name);
      const job = await api.test.database.read(systemContext(), (tx) =>
        tx.manager.findOneByOrFail(OutboxEntity, { jobId: `account.send-contact-code.${code?.id}` }),
      );
      expect(job.payload).toEqual({ contactCodeId: code?.id, requestId: expect.any(String) });
    }
  });

  it('sends one a minute only', async () => {
    await Promise.all([request(), request(), request()]);
    expect(await codesOf(loginName)).toHaveLength(1);
  });
});

describe('using the code', () => {
  it('unlocks the account, ends its sessions and sets the password; once', async () => {
    const { body } = await browser(api).login(loginName);
    for (let i = 0; i < 10; i++) await browser(api).login(loginName, 'wrong password');
    await request();
    await sendCode();
    expect((await confirm()).status).toBe(204);
    expect((await browser(api).login(loginName)).body.code).toBe('auth.failed');
    expect((await browser(api).login(loginName, NEW_PASSWORD)).status).toBe(200);
    expect((await browser(api).get('/auth/me', body.accessToken)).body.code).toBe('auth.session-ended');
    expect((await confirm()).body.code).toBe('auth.code-invalid');
  });

  it('lifts the restriction of the browser in which it is used', async () => {
    const who = browser(api);
    for (let i = 0; i < 5; i++) await who.login(loginName, 'wrong password');
    await request();
    await sendCode();
    await who.post('/auth/recovery/confirm', { loginName, code: CODE, newPassword: NEW_PASSWORD });
    expect((await who.login(loginName, NEW_PASSWORD)).status).toBe(200);
  });

  it('refuses the right code after five wrong ones', async () => {
    await request();
    await sendCode();
    for (let i = 0; i < 5; i++) expect((await confirm('000000')).body.code).toBe('auth.code-invalid');
    expect((await confirm()).body.code).toBe('auth.code-invalid');
  });

  it('counts a wrong code like a wrong password', async () => {
    await request();
    await sendCode();
    for (let i = 0; i < 5; i++) await confirm('000000');
    for (let i = 0; i < 5; i++) await browser(api).login(loginName, 'wrong password');
    expect((await browser(api).login(loginName)).body.code).toBe('auth.account-locked');
  });

  it('refuses a code that has expired, one never sent, and one for a name that does not exist', async () => {
    await request();
    expect((await confirm()).body.code).toBe('auth.code-invalid');
    await sendCode({ expiresAt: new Date(Date.now() - 1000) });
    expect((await confirm()).body.code).toBe('auth.code-invalid');
    expect((await confirm(CODE, NEW_PASSWORD, `nobody-${uuidv7()}`)).body.code).toBe('auth.code-invalid');
  });

  it('refuses a weak password at its place and leaves the code unused', async () => {
    await request();
    await sendCode();
    const short = await confirm(CODE, 'short');
    expect(short.status).toBe(400);
    expect(short.body.errors).toEqual([
      expect.objectContaining({ pointer: '/newPassword', code: 'account.password-too-short' }),
    ]);
    expect((await confirm()).status).toBe(204);
  });
});
