import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AttachmentEntity,
  IdempotencyEntity,
  RegistrationEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { normalizeContact } from '@quanheng/operations';
import { aCode, CODE } from '../testing/profile-changes.js';
import { browser } from '../testing/browser.js';
import { aRegistrationBody, arrangeRegistrants, read, type Registrant } from '../testing/registrants.js';

// Real: HTTP, multipart, PostgreSQL with row security, files and their encryption. `domain.md` section 1 ★.
let api: ApiUnderTest;
let arranged: Awaited<ReturnType<typeof arrangeRegistrants>>;
let reviewer: SignedIn;
const write = <T>(work: (tx: Transaction) => Promise<T>) => api.test.database.write(systemContext(), work);

beforeAll(async () => {
  api = await startApi();
  arranged = await arrangeRegistrants(api);
  const { institutionId } = arranged;
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId, name: '演示审核员' });
});
afterAll(() => api.close());
beforeEach(() => write((tx) => tx.query('DELETE FROM enterprise')));

const register: typeof arranged.register = (...args) => arranged.register(...args);
const upload: typeof arranged.upload = (...args) => arranged.upload(...args);
const fillIn: typeof arranged.fillIn = (...args) => arranged.fillIn(...args);
const submit: typeof arranged.submit = (...args) => arranged.submit(...args);
const aSubmitted: typeof arranged.aSubmitted = (...args) => arranged.aSubmitted(...args);
async function decide(who: Registrant, action: string, body: object = {}, by = reviewer) {
  const { version = 1 } = await read(by, who.path);
  return by.post(`${who.path}/${action}`, body, { version });
}

describe('beginning', () => {
  it('makes an account that is signed in and may follow its registration only', async () => {
    const who = await register();
    expect(await read(who, '/auth/me')).toMatchObject({ roles: ['REGISTRANT'], registrationStatus: 'DRAFT' });
    expect(await read(who, who.path)).toMatchObject({
      status: 'DRAFT',
      caseNumber: expect.stringMatching(/^E20261123-\d{5}-[0-9A-Z]$/),
      agentName: '演示经办人',
      papers: [],
      missingPapers: [
        { anyOf: ['BUSINESS_LICENSE', 'LEGAL_ENTITY_CERTIFICATE'] },
        { anyOf: ['AUTHORIZATION_LETTER'] },
        { anyOf: ['INTEGRITY_PLEDGE'] },
      ],
    });
    expect((await who.get('/registrations')).status).toBe(403);
  });

  it('refuses a name that is taken, however it is spelled, and a common password', async () => {
    const body = aRegistrationBody();
    await browser(api).post('/registrations', body);
    const taken = await browser(api).post('/registrations', {
      ...body,
      loginName: body.loginName.toUpperCase(),
    });
    expect([taken.status, taken.body.code]).toEqual([409, 'account.login-name-taken']);
    expect(taken.body.errors[0].pointer).toBe('/loginName');
    const common = await browser(api).post('/registrations', aRegistrationBody({ password: 'password123' }));
    expect(common.body.errors[0]).toMatchObject({ pointer: '/password', code: 'account.password-common' });
  });

  it('says of a field left empty that it is missing, not which pattern it breaks', async () => {
    const empty = aRegistrationBody({ loginName: '', mobile: '', email: '', password: '' });
    const { body } = await browser(api).post('/registrations', empty);
    const said = (body.errors as { pointer: string; code: string }[]).map((each) => each.code);
    expect(said).toEqual(Array(4).fill('field.required'));
  });

  it('has one effect when sent twice, and keeps neither password nor token', async () => {
    const body = aRegistrationBody();
    const send = () =>
      api.request().post('/api/v1/registrations').set('Idempotency-Key', `key-${body.loginName}`).send(body);
    const [first, second] = [await send(), await send()];
    expect(second.body.account).toEqual(first.body.account);
    expect(second.body.accessToken).not.toBe(first.body.accessToken);
    const kept = await write((tx) =>
      tx.manager.findOneByOrFail(IdempotencyEntity, { key: `key-${body.loginName}` }),
    );
    expect(kept.response).toBe(first.body.account.id);
    const other = await browser(api).post('/registrations', { ...body, mobile: '13800000001' });
    expect(other.status).toBe(409);
  });
});

describe('filling in', () => {
  it('keeps ID numbers encrypted and answers them masked', async () => {
    const who = await register();
    const answer = await fillIn(who);
    expect(answer.body).toMatchObject({
      creditCode: '91441202XYXY000135',
      regionName: '广东省 肇庆市 端州区',
      legalRepresentativeIdNumber: '110***********0003',
      mobile: '13800000000',
      institution: { name: '演示检定所' },
      missingFields: [],
    });
    const row = await write((tx) =>
      tx.manager.findOneByOrFail(RegistrationEntity, { id: who.registrationId }),
    );
    expect(row.agentIdNumber).toMatch(/^s1\./);
  });

  it('keeps what a later change leaves out, also in its answer', async () => {
    const who = await register();
    const { version } = (await fillIn(who)).body as { version: number };
    const answer = await who.patch(
      `/registrations/${who.registrationId}`,
      { address: '演示路 3 号' },
      version,
    );
    expect(answer.body).toMatchObject({
      address: '演示路 3 号',
      legalRepresentativeIdNumber: '110***********0003',
      missingFields: [],
    });
  });

  it('names every wrong field at its place', async () => {
    const who = await register();
    const answer = await fillIn(who, {
      creditCode: '91441202XYXY000136',
      agentIdNumber: '11010119900307000X',
      regionCode: '441299',
      institutionId: uuidv7(),
    });
    const errors = JSON.parse(answer.text).errors.map((e: { pointer: string; code: string }) => [
      e.pointer,
      e.code,
    ]);
    expect(errors).toEqual([
      ['/creditCode', 'registration.credit-code-invalid'],
      ['/agentIdNumber', 'registration.id-number-invalid'],
      ['/regionCode', 'registration.region-unknown'],
      ['/institutionId', 'registration.institution-unknown'],
    ]);
    const retired = JSON.parse((await fillIn(who, { regionCode: '441283' })).text);
    expect(retired.errors[0].detail).toContain('441202');
  });

  it('refuses a stale version, and a stranger', async () => {
    const who = await register();
    await fillIn(who);
    expect((await who.patch(who.path, { address: '别处' }, 1)).status).toBe(412);
    const stranger = await register();
    expect((await stranger.get(who.path)).status).toBe(404);
    expect((await stranger.patch(who.path, { address: '别处' }, 2)).status).toBe(404);
    expect(
      (await stranger.put(`${who.path}/papers/BUSINESS_LICENSE`).attach('file', arranged.image, 'a.png'))
        .status,
    ).toBe(404);
    expect((await reviewer.get(who.path)).status).toBe(404);
  });
});

describe('papers', () => {
  it('are checked by content, not by name; one of a kind takes the place of the former', async () => {
    const who = await register();
    const fake = await upload(who, 'BUSINESS_LICENSE', Buffer.from('MZ no picture'), 'licence.pdf');
    expect(fake.status).toBe(415);
    await upload(who, 'BUSINESS_LICENSE');
    await upload(who, 'BUSINESS_LICENSE', arranged.image, '../../second.png');
    const { papers } = await read(who, who.path);
    expect(papers).toEqual([expect.objectContaining({ kind: 'BUSINESS_LICENSE', fileName: 'second.png' })]);
    expect((await who.get(`/attachments/${papers[0].id}/file?inline=true`)).headers['content-type']).toBe(
      'image/png',
    );
    expect((await who.delete(`${who.path}/papers/BUSINESS_LICENSE`)).status).toBe(204);
    expect((await who.delete(`${who.path}/papers/BUSINESS_LICENSE`)).status).toBe(404);
    expect((await who.get(`/attachments/${papers[0].id}/file`)).status).toBe(404);
    expect((await upload(who, 'CERTIFICATE')).status).toBe(404);
  });

  it('that show an ID card are encrypted at rest', async () => {
    const who = await register({ registrantKind: 'LEGAL_REPRESENTATIVE' });
    await upload(who, 'ID_CARD_FRONT');
    const row = await write((tx) =>
      tx.manager.findOneByOrFail(AttachmentEntity, { registrationId: who.registrationId }),
    );
    expect(row.encrypted).toBe(true);
  });

  it('larger than 10 MB are refused', async () => {
    const who = await register();
    expect((await upload(who, 'BUSINESS_LICENSE', Buffer.alloc(10 * 1024 * 1024 + 1, 1))).status).toBe(413);
  });
});

describe('submitting', () => {
  it('names the missing fields, then the missing papers', async () => {
    const who = await register();
    const incomplete = JSON.parse((await submit(who)).text);
    expect([incomplete.status, incomplete.code]).toEqual([409, 'registration.incomplete']);
    expect(incomplete.errors.map((e: { pointer: string }) => e.pointer)).toContain('/creditCode');
    await fillIn(who);
    await upload(who, 'INTEGRITY_PLEDGE');
    const papers = JSON.parse((await submit(who)).text);
    expect(papers).toMatchObject({ status: 409, code: 'registration.paper-missing' });
    expect(papers.detail).toBe('还缺少材料：营业执照或法人证书、授权委托书');
  });

  it('is refused for a credit code that exists already', async () => {
    const first = await aSubmitted();
    const second = await aSubmitted();
    expect((await decide(first, 'approve')).status).toBe(200);
    const late = JSON.parse((await decide(second, 'approve')).text);
    expect([late.status, late.code]).toEqual([409, 'registration.credit-code-exists']);
    const third = await register();
    const told = JSON.parse((await fillIn(third)).text);
    expect(told).toMatchObject({
      status: 409,
      code: 'registration.credit-code-exists',
      details: { admin: '演**（138****0000）', institution: '演示检定所', phone: '0758-0000000' },
      errors: [{ pointer: '/creditCode' }],
    });
    expect(told.detail).toContain('演**（138****0000）');
    expect(told.detail).not.toContain('13800000000');
  });

  it('closes the registration to changes', async () => {
    const who = await aSubmitted();
    const { version, submittedAt } = await read(who, who.path);
    expect(submittedAt).toMatch(/^2026-11-23/);
    expect((await who.patch(who.path, { address: '别处' }, version)).status).toBe(409);
    expect((await upload(who, 'BUSINESS_LICENSE')).status).toBe(409);
    expect((await who.delete(`${who.path}/papers/BUSINESS_LICENSE`)).status).toBe(409);
    expect((await submit(who)).status).toBe(409);
  });
});

describe('going on without the password', () => {
  const ask = (contact: string) => browser(api).post('/registrations/resume/codes', { contact });
  const resume = (contact: string, code: string, from = browser(api)) =>
    from.post('/registrations/resume', { contact, code });

  it('takes a code to the e-mail or the mobile that was given', async () => {
    const who = await register({ email: 'left@demo.example', mobile: '13800000088' });
    for (const contact of ['LEFT@demo.example ', '138 0000 0088']) {
      expect((await ask(contact)).status).toBe(202);
      await aCode(api, 'RESUME_REGISTRATION', normalizeContact(contact));
      const answer = await resume(contact, CODE);
      expect(answer.body.account).toMatchObject({
        registrationId: who.registrationId,
        roles: ['REGISTRANT'],
      });
      expect((await resume(contact, CODE)).status).toBe(400);
    }
  });

  it('answers unknown contacts, and those of accounts with more rights, in the same way', async () => {
    const done = await aSubmitted({ email: 'admin@demo.example' });
    await decide(done, 'approve');
    for (const contact of ['nobody@demo.example', 'admin@demo.example']) {
      const asked = await ask(contact);
      expect([asked.status, asked.body]).toEqual([202, {}]);
      await aCode(api, 'RESUME_REGISTRATION', contact);
      const answer = await resume(contact, CODE);
      expect([answer.status, answer.body.code]).toEqual([400, 'auth.code-invalid']);
    }
  });

  it('counts wrong codes with wrong passwords', async () => {
    const { loginName } = aRegistrationBody();
    await register({ loginName, email: 'guessed@demo.example' });
    for (let i = 0; i < 2; i++) {
      const from = browser(api);
      for (let n = 0; n < 5; n++)
        expect((await resume('guessed@demo.example', '000000', from)).status).toBe(400);
      expect((await resume('guessed@demo.example', '000000', from)).body.code).toBe(
        'auth.browser-restricted',
      );
    }
    expect((await browser(api).login(loginName)).body.code).toBe('auth.account-locked');
  });
});
