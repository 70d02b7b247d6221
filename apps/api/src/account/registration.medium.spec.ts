import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AccountEntity,
  AttachmentEntity,
  AuditEventEntity,
  EnterpriseEntity,
  IdempotencyEntity,
  InstitutionEntity,
  NotificationEntity,
  RegionEntity,
  RegistrationEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import sharp from 'sharp';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { browser, PASSWORD } from '../testing/browser.js';

// Real: HTTP, multipart, PostgreSQL with row security, files and their encryption. `domain.md` section 1 ★.
const institutionId = uuidv7();
const PAPERS = ['BUSINESS_LICENSE', 'AUTHORIZATION_LETTER', 'INTEGRITY_PLEDGE'];
/** Synthetic: no such person, no such enterprise. */
const ID_NUMBER = '11010119900307000X';
const ORGANISATION = {
  enterpriseName: '演示注册有限公司',
  creditCode: '91441202xyxy000135',
  regionCode: '441202',
  address: '演示路 3 号',
  legalRepresentative: '演示法定代表人',
  legalRepresentativeIdNumber: '110101199003070003',
  agentIdNumber: '110101199003070003',
  supervisionPhone: '0758-0000000',
  institutionId,
};

let api: ApiUnderTest;
let image: Buffer;
let reviewer: SignedIn;
const write = <T>(work: (tx: Transaction) => Promise<T>) => api.test.database.write(systemContext(), work);

beforeAll(async () => {
  api = await startApi();
  image = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#fff' } })
    .png()
    .toBuffer();
  await write(async (tx) => {
    await tx.manager.insert(InstitutionEntity, {
      id: institutionId,
      version: 1,
      code: 'YS',
      name: '演示检定所',
      regionCode: '441200',
      authorizationNumber: '演示',
      address: '演示路',
      phone: '0758-0000000',
    });
    await tx.manager.insert(RegionEntity, [
      { code: '440000', name: '广东省' },
      { code: '441200', name: '肇庆市' },
      { code: '441202', name: '端州区' },
      { code: '441283', name: '高要市', retired: true, successor: '441202' },
    ]);
  });
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId, name: '演示审核员' });
});
afterAll(() => api.close());
beforeEach(() => write((tx) => tx.query('DELETE FROM enterprise')));

interface Registrant extends SignedIn {
  readonly registrationId: string;
  readonly path: string;
}

const aBody = (changes: object = {}) => ({
  loginName: `demo-${uuidv7()}`,
  password: PASSWORD,
  registrantKind: 'AGENT',
  contactPerson: '演示经办人',
  mobile: '13800000000',
  email: 'demo@demo.example',
  ...changes,
});

async function register(changes: object = {}): Promise<Registrant> {
  const answer = await browser(api).post('/registrations', aBody(changes));
  expect(answer.status).toBe(201);
  const { id, registrationId } = answer.body.account;
  const who = api.as({ accountId: id, token: answer.body.accessToken });
  return { ...who, registrationId, path: `/registrations/${registrationId}` };
}

const read = async (who: SignedIn, path: string) => (await who.get(path)).body;
const upload = (who: Registrant, kind: string, content = image, name = 'demo.png') =>
  who.put(`${who.path}/papers/${kind}`).attach('file', content, name);

async function fillIn(who: Registrant, changes: object = {}) {
  const { version } = await read(who, who.path);
  return who.patch(who.path, { ...ORGANISATION, ...changes }, version);
}

async function submit(who: Registrant) {
  const { version } = await read(who, who.path);
  return who.post(`${who.path}/submit`, {}, { version });
}

async function aSubmitted(changes: object = {}): Promise<Registrant> {
  const who = await register();
  expect((await fillIn(who, changes)).status).toBe(200);
  for (const kind of PAPERS) expect((await upload(who, kind)).status).toBe(200);
  expect((await submit(who)).status).toBe(200);
  return who;
}

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
    const body = aBody();
    await browser(api).post('/registrations', body);
    const taken = await browser(api).post('/registrations', {
      ...body,
      loginName: body.loginName.toUpperCase(),
    });
    expect([taken.status, taken.body.code]).toEqual([409, 'account.login-name-taken']);
    expect(taken.body.errors[0].pointer).toBe('/loginName');
    const common = await browser(api).post('/registrations', aBody({ password: 'password123' }));
    expect(common.body.errors[0]).toMatchObject({ pointer: '/password', code: 'account.password-common' });
  });

  it('has one effect when sent twice, and keeps neither password nor token', async () => {
    const body = aBody();
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

  it('names every wrong field at its place', async () => {
    const who = await register();
    const answer = await fillIn(who, {
      creditCode: '91441202XYXY000136',
      agentIdNumber: ID_NUMBER,
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
      (await stranger.put(`${who.path}/papers/BUSINESS_LICENSE`).attach('file', image, 'a.png')).status,
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
    await upload(who, 'BUSINESS_LICENSE', image, '../../second.png');
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
    await fillIn(third);
    for (const kind of PAPERS) await upload(third, kind);
    expect(JSON.parse((await submit(third)).text).code).toBe('registration.credit-code-exists');
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

describe('the review', () => {
  it('is of the institution it was submitted to', async () => {
    const who = await aSubmitted();
    const other = await api.signIn({ roles: ['REVIEWER'], institutionId: uuidv7() });
    const scheduler = await api.signIn({ roles: ['SCHEDULER'], institutionId });
    expect((await other.get(who.path)).status).toBe(404);
    expect((await other.post(`${who.path}/approve`, {}, { version: 3 })).status).toBe(404);
    expect((await scheduler.post(`${who.path}/approve`, {}, { version: 3 })).status).toBe(403);
    const list = await read(reviewer, '/registrations?status=SUBMITTED&limit=200');
    expect(list.items.map((item: { id: string }) => item.id)).toContain(who.registrationId);
    expect((await read(other, '/registrations')).items).toEqual([]);
  });

  it('shows personal data masked; looking at it in full is on record', async () => {
    const who = await aSubmitted();
    const seen = await read(reviewer, who.path);
    expect(seen).toMatchObject({ mobile: '138****0000', agentIdNumber: '110***********0003' });
    expect((await reviewer.get(`/attachments/${seen.papers[0].id}/file`)).status).toBe(200);
    const revealed = await reviewer.post(`${who.path}/reveal`);
    expect(revealed.body).toMatchObject({ mobile: '13800000000', agentIdNumber: '110101199003070003' });
    const [event] = await write((tx) =>
      tx.manager.findBy(AuditEventEntity, { objectId: who.registrationId, action: 'registration.reveal' }),
    );
    expect(event?.actorId).toBe(reviewer.accountId);
  });

  it('returns it with itemised reasons, which are corrected and submitted again', async () => {
    const who = await aSubmitted();
    const comments = [
      { target: 'BUSINESS_LICENSE', reason: '看不清' },
      { target: 'address', reason: '与执照不符' },
    ];
    expect((await decide(who, 'return', { comments: [] })).status).toBe(400);
    expect((await decide(who, 'return', { comments: [{ target: 'nothing', reason: 'x' }] })).status).toBe(
      400,
    );
    expect((await decide(who, 'return', { comments })).status).toBe(200);
    expect(await read(who, who.path)).toMatchObject({ status: 'RETURNED', comments });
    const [told] = await write((tx) =>
      tx.manager.findBy(NotificationEntity, { registrationId: who.registrationId }),
    );
    expect(told).toMatchObject({ template: 'registration.returned', link: '/registration' });
    await upload(who, 'BUSINESS_LICENSE');
    await fillIn(who, { address: '演示路 4 号' });
    expect((await submit(who)).body.status).toBe('SUBMITTED');
    const { papers } = await read(reviewer, who.path);
    expect(papers).toHaveLength(3);
    const { items } = await read(who, `${who.path}/history`);
    expect(items.map((e: { action: string; actorName: string }) => [e.action, e.actorName])).toEqual([
      ['registration.submit', '演示经办人'],
      ['registration.return', '演示检定所'],
      ['registration.submit', '演示经办人'],
      ['registration.create', null],
    ]);
  });

  it('approves it: the enterprise exists, the registrant is its admin at the next request, and is told', async () => {
    const who = await aSubmitted();
    const answer = await decide(who, 'approve');
    expect(answer.body).toMatchObject({ status: 'APPROVED', enterpriseId: expect.any(String) });
    const { enterpriseId } = answer.body;
    const enterprise = await write((tx) =>
      tx.manager.findOneByOrFail(EnterpriseEntity, { id: enterpriseId }),
    );
    expect(enterprise).toMatchObject({
      name: '演示注册有限公司',
      creditCode: '91441202XYXY000135',
      institutionId,
      approvedOn: '2026-11-23',
    });
    expect(await read(who, '/auth/me')).toMatchObject({
      roles: ['ENTERPRISE_ADMIN'],
      enterprise: { id: enterpriseId, name: '演示注册有限公司' },
      registrationStatus: 'APPROVED',
    });
    const told = await write((tx) => tx.manager.findBy(NotificationEntity, { enterpriseId }));
    expect(told.map(({ template }) => template)).toEqual(['registration.approved']);
    expect((await read(who, who.path)).papers).toHaveLength(3);
  });

  it('rejects it with a reason, for good', async () => {
    const who = await aSubmitted();
    expect((await decide(who, 'reject', {})).status).toBe(400);
    expect((await decide(who, 'reject', { reason: '不在本机构受理范围' })).body.status).toBe('REJECTED');
    expect(await read(who, who.path)).toMatchObject({ status: 'REJECTED', reason: '不在本机构受理范围' });
    expect((await submit(who)).status).toBe(409);
    expect((await decide(who, 'approve')).status).toBe(409);
  });

  it('refuses the second of two reviewers who decide at once', async () => {
    const who = await aSubmitted();
    const { version } = await read(reviewer, who.path);
    const send = () => reviewer.post(`${who.path}/approve`, {}, { version });
    const statuses = (await Promise.all([send(), send()])).map((answer) => answer.status).sort();
    expect(statuses).toEqual([200, 412]);
    const accounts = await write((tx) =>
      tx.manager.countBy(AccountEntity, { registrationId: who.registrationId }),
    );
    expect(accounts).toBe(1);
  });

  it('counts and searches its list, page by page', async () => {
    const who = await aSubmitted({ enterpriseName: '演示百分号 100% 公司' });
    const { counts } = await read(reviewer, '/registrations/counts');
    expect(counts.SUBMITTED).toBeGreaterThan(0);
    const found = await read(reviewer, `/registrations?q=${encodeURIComponent('100%')}`);
    expect(found.items.map((item: { id: string }) => item.id)).toEqual([who.registrationId]);
    const first = await read(reviewer, '/registrations?limit=1');
    const second = await read(reviewer, `/registrations?limit=1&cursor=${first.next}`);
    expect(second.items[0].id).not.toBe(first.items[0].id);
  });
});

describe('progress for everybody', () => {
  it('is found by the case number, without personal data', async () => {
    const who = await aSubmitted();
    const { caseNumber } = await read(who, who.path);
    const track = (text: string) => api.request().get(`/api/v1/track?caseNumber=${encodeURIComponent(text)}`);
    const answer = await track(caseNumber.toLowerCase());
    expect(Object.keys(answer.body).sort()).toEqual([
      'caseNumber',
      'createdAt',
      'decidedAt',
      'status',
      'submittedAt',
    ]);
    expect(answer.body).toMatchObject({ caseNumber, status: 'SUBMITTED', decidedAt: null });
    expect((await track('E20261123-99999-0')).status).toBe(404);
  });
});
