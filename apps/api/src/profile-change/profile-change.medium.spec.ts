import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AccountEntity,
  ContactCodeEntity,
  EnterpriseEntity,
  NotificationEntity,
  OutboxEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { browser } from '../testing/browser.js';
import { creditCode } from '../testing/credit-codes.js';
import { aCode, applicant, arrangeChanges, CODE } from '../testing/profile-changes.js';
import { arrangeRegistrants, read } from '../testing/registrants.js';

// Real: HTTP, multipart, PostgreSQL with row security, files. `domain.md` section 1 ★, 资料变更.
let api: ApiUnderTest;
let registrants: Awaited<ReturnType<typeof arrangeRegistrants>>;
let changes: ReturnType<typeof arrangeChanges>;
let reviewer: SignedIn;
let count = 100;
const write = <T>(work: (tx: Transaction) => Promise<T>) => api.test.database.write(systemContext(), work);

beforeAll(async () => {
  api = await startApi();
  registrants = await arrangeRegistrants(api);
  changes = arrangeChanges(api, registrants);
  const { institutionId } = registrants;
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId, name: '演示审核员' });
});
afterAll(() => api.close());

const NAME_PAPERS = ['BUSINESS_LICENSE', 'CHANGE_PROOF'];
const CONTACT_PAPERS = ['BUSINESS_LICENSE', 'AUTHORIZATION_LETTER'];
const CONTACT = {
  kinds: ['CONTACT'],
  contactPerson: '演示新联系人',
  mobile: '13900000001',
  email: 'new@demo.example',
  legalRepresentativeIdNumber: '110101199003070003',
  agentIdNumber: '110101199003070003',
};
async function anEnterprise(email?: string) {
  const code = creditCode(count++);
  return { code, ...(await changes.anEnterprise(reviewer, code, email)) };
}
async function decide(id: string, action: string, body: object = {}, by = reviewer) {
  const { version = 1 } = await read(by, `/profile-changes/${id}`);
  return by.post(`/profile-changes/${id}/${action}`, body, { version });
}
const enterprise = (id: string) => write((tx) => tx.manager.findOneByOrFail(EnterpriseEntity, { id }));
const problem = (answer: { text: string }) => JSON.parse(answer.text);

describe('beginning without logging in', () => {
  it('asks for a code without saying whether there is such an enterprise, or how often it was asked', async () => {
    const { code } = await anEnterprise();
    const ask = (creditCode: string) =>
      browser(api).post('/profile-changes/codes', { creditCode, channel: 'EMAIL' });
    const answers = [await ask(code), await ask(code.toLowerCase()), await ask(creditCode(9999))];
    expect(answers.map(({ status, body }) => [status, body])).toEqual(Array(3).fill([202, {}]));
    const rows = await write((tx) => tx.manager.findBy(ContactCodeEntity, { subject: code }));
    expect(rows).toHaveLength(1);
    const jobs = await write((tx) => tx.manager.findBy(OutboxEntity, { name: 'account.send-contact-code' }));
    expect(JSON.stringify(jobs)).not.toContain('demo.example');
  });

  it('takes a code once, and no draft can be read without its key', async () => {
    const { code } = await anEnterprise();
    await aCode(api, 'PROFILE_CHANGE', code);
    const proved = { proof: 'EMAIL', code: CODE };
    const answer = await changes.begin(browser(api), code, proved);
    expect(answer.status).toBe(201);
    expect(answer.body.change).toMatchObject({
      status: 'DRAFT',
      proof: 'EMAIL',
      caseNumber: expect.stringMatching(/^P20261123-/),
      missingPapers: [
        { anyOf: ['BUSINESS_LICENSE', 'LEGAL_ENTITY_CERTIFICATE'] },
        { anyOf: ['CHANGE_PROOF'] },
      ],
    });
    const again = await changes.begin(browser(api), code, proved);
    expect([again.status, again.body.code]).toEqual([400, 'profile-change.code-invalid']);
    const { key } = answer.body;
    expect((await applicant(api, `${key.slice(0, -2)}zz`).get('')).status).toBe(401);
    expect((await api.request().get('/api/v1/profile-changes/own')).status).toBe(401);
    expect((await reviewer.get(`/profile-changes/${key.split('.')[0]}`)).status).toBe(404);
  });

  it('counts wrong codes as the log-in counts passwords: five in a browser, ten in all', async () => {
    const { code } = await anEnterprise();
    await aCode(api, 'PROFILE_CHANGE', code);
    const wrong = { proof: 'EMAIL', code: '000000' };
    const one = browser(api);
    for (let i = 0; i < 5; i++) expect((await changes.begin(one, code, wrong)).status).toBe(400);
    expect((await changes.begin(one, code, { ...wrong, code: CODE })).body.code).toBe(
      'auth.browser-restricted',
    );
    const two = browser(api);
    for (let i = 0; i < 5; i++) expect((await changes.begin(two, code, wrong)).status).toBe(400);
    await aCode(api, 'PROFILE_CHANGE', code);
    const locked = await changes.begin(browser(api), code, { proof: 'EMAIL', code: CODE });
    expect([locked.status, locked.body.code]).toEqual([403, 'profile-change.code-locked']);
    // The way out of it: the institution looks at the papers.
    expect((await changes.begin(browser(api), code)).status).toBe(201);
  });

  it('tells an applicant without a proof nothing about the contact', async () => {
    const { code } = await anEnterprise();
    const { body } = await changes.begin(browser(api), code);
    expect(body.change.before).toEqual({
      enterpriseName: '演示注册有限公司',
      legalRepresentative: '演示法定代表人',
      contactPerson: '演**',
      mobile: '138****0000',
      email: 'd***@demo.example',
    });
    const unknown = await changes.begin(browser(api), creditCode(9998));
    expect([unknown.status, unknown.body.code]).toEqual([404, 'profile-change.enterprise-unknown']);
  });

  it('is gone on with by a code to whoever asked; the key before ends', async () => {
    const { code } = await anEnterprise();
    const first = await changes.begun(code);
    const { caseNumber } = await first.read();
    expect((await browser(api).post('/profile-changes/resume/codes', { caseNumber })).status).toBe(202);
    await aCode(api, 'RESUME_PROFILE_CHANGE', caseNumber);
    const { status, body } = await browser(api).post('/profile-changes/resume', { caseNumber, code: CODE });
    expect(status).toBe(200);
    expect((await applicant(api, body.key).read()).id).toBe(first.id);
    expect((await first.get('')).status).toBe(401);
  });
});

describe('filling in and submitting', () => {
  it('names wrong fields at their place, and refuses a stale version', async () => {
    const { code } = await anEnterprise();
    const who = await changes.begun(code);
    const answer = await who.patch({ kinds: [], agentIdNumber: '11010119900307000X' });
    expect(problem(answer).errors.map((e: { pointer: string }) => e.pointer)).toEqual([
      '/kinds',
      '/agentIdNumber',
    ]);
    expect((await who.patch({ enterpriseName: '演示' }, 9)).status).toBe(412);
    expect((await who.patch({ status: 'APPROVED' })).status).toBe(400);
  });

  it('needs every field, every paper and a difference', async () => {
    const { code } = await anEnterprise();
    const who = await changes.begun(code);
    expect(problem(await who.post('submit')).code).toBe('profile-change.incomplete');
    await who.patch({ enterpriseName: '演示注册有限公司' });
    expect(problem(await who.post('submit')).code).toBe('profile-change.nothing-changed');
    await who.patch({ enterpriseName: '演示更名有限公司' });
    await who.put('BUSINESS_LICENSE', registrants.image);
    expect(problem(await who.post('submit'))).toMatchObject({
      status: 409,
      code: 'profile-change.paper-missing',
      detail: '还缺少材料：变更证明',
    });
    await who.put('CHANGE_PROOF', registrants.image, '../../proof.png');
    expect((await who.read()).papers.map(({ fileName }: { fileName: string }) => fileName)).toEqual([
      'demo.png',
      'proof.png',
    ]);
    expect((await who.get('/papers/CHANGE_PROOF/file')).headers['content-type']).toBe('image/png');
    expect((await who.post('submit')).body.status).toBe('SUBMITTED');
    expect((await who.put('CHANGE_PROOF', registrants.image)).status).toBe(409);
    expect((await who.patch({ enterpriseName: '别的' })).status).toBe(409);
  });

  it('refuses hostile papers with a clear answer', async () => {
    const { code } = await anEnterprise();
    const who = await changes.begun(code);
    expect((await who.put('BUSINESS_LICENSE', Buffer.from('MZ no picture'), 'licence.pdf')).status).toBe(415);
    expect((await who.put('BUSINESS_LICENSE', Buffer.alloc(10 * 1024 * 1024 + 1, 1))).status).toBe(413);
    expect((await who.put('INTEGRITY_PLEDGE', registrants.image)).status).toBe(404);
    expect((await who.read()).papers).toEqual([]);
  });

  it('is one at a time: of two submitted at once one is refused', async () => {
    const { code } = await anEnterprise();
    const pair = [await changes.begun(code), await changes.begun(code)];
    for (const who of pair) {
      await who.patch({ enterpriseName: '演示更名有限公司' });
      for (const paper of NAME_PAPERS) await who.put(paper, registrants.image);
    }
    const statuses = (await Promise.all(pair.map((who) => who.post('submit')))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, 409]);
    const open = pair[(await pair[0]!.read()).status === 'SUBMITTED' ? 0 : 1]!;
    const other = pair[open === pair[0] ? 1 : 0]!;
    expect(problem(await other.post('submit')).code).toBe('profile-change.open');
    expect((await open.post('withdraw')).body.status).toBe('WITHDRAWN');
    expect((await other.post('submit')).status).toBe(200);
  });

  it('is told to the enterprise, whose admin withdraws what was not asked for', async () => {
    const { code, registrant, enterpriseId } = await anEnterprise();
    const who = await changes.submitted(code, { enterpriseName: '演示冒名有限公司' }, NAME_PAPERS);
    const told = await write((tx) => tx.manager.findBy(NotificationEntity, { enterpriseId }));
    expect(told.map(({ template }) => template)).toContain('profile-change.submitted');
    const { items } = await read(registrant, '/enterprises/mine/profile-changes');
    expect(items).toEqual([expect.objectContaining({ id: who.id, status: 'SUBMITTED', proof: 'REVIEW' })]);
    const other = await anEnterprise();
    const path = `/enterprises/mine/profile-changes/${who.id}/withdraw`;
    expect((await other.registrant.post(path, {}, { version: items[0].version })).status).toBe(404);
    expect((await registrant.post(path, {}, { version: 99 })).status).toBe(412);
    expect((await registrant.post(path, {}, { version: items[0].version })).status).toBe(204);
    expect((await who.read()).status).toBe('WITHDRAWN');
    expect((await enterprise(enterpriseId)).name).toBe('演示注册有限公司');
  });

  it('begins for an admin signed in with the proof of the session, and goes on where it was left', async () => {
    const { registrant } = await anEnterprise();
    const start = () => registrant.post('/enterprises/mine/profile-changes', { kind: 'CONTACT' });
    const [first, second] = [await start(), await start()];
    expect(first.body.change).toMatchObject({
      proof: 'SESSION',
      applicantName: '演示经办人',
      kinds: ['CONTACT'],
    });
    expect(second.body.change.id).toBe(first.body.change.id);
    expect((await reviewer.post('/enterprises/mine/profile-changes', { kind: 'CONTACT' })).status).toBe(403);
  });
});

describe('the review', () => {
  it('is of the institution it was submitted to', async () => {
    const { code } = await anEnterprise();
    const { id } = await changes.submitted(code, { enterpriseName: '演示更名有限公司' }, NAME_PAPERS);
    const other = await api.signIn({ roles: ['REVIEWER'], institutionId: uuidv7() });
    const scheduler = await api.signIn({ roles: ['SCHEDULER'], institutionId: registrants.institutionId });
    expect((await other.get(`/profile-changes/${id}`)).status).toBe(404);
    expect((await other.post(`/profile-changes/${id}/approve`, {}, { version: 3 })).status).toBe(404);
    expect((await scheduler.post(`/profile-changes/${id}/approve`, {}, { version: 3 })).status).toBe(403);
    expect((await read(other, '/profile-changes')).items).toEqual([]);
    const { items } = await read(reviewer, '/profile-changes?status=SUBMITTED&limit=200');
    expect(items.map((item: { id: string }) => item.id)).toContain(id);
    const seen = await read(reviewer, `/profile-changes/${id}`);
    expect((await reviewer.get(`/attachments/${seen.papers[0].id}/file`)).status).toBe(200);
    expect((await other.get(`/attachments/${seen.papers[0].id}/file`)).status).toBe(404);
  });

  it('returns it itemised; corrected it is submitted again', async () => {
    const { code } = await anEnterprise();
    const who = await changes.submitted(code, { enterpriseName: '演示更名' }, NAME_PAPERS);
    const comments = [{ target: 'enterpriseName', reason: '与执照不符' }];
    expect((await decide(who.id, 'return', { comments: [] })).status).toBe(400);
    expect((await decide(who.id, 'return', { comments })).body).toMatchObject({
      status: 'RETURNED',
      comments,
    });
    const told = await write((tx) => tx.manager.findBy(NotificationEntity, { profileChangeId: who.id }));
    expect(told.map(({ template, link }) => [template, link])).toEqual([
      ['profile-change.returned', '/profile-change'],
    ]);
    await who.patch({ enterpriseName: '演示更名有限公司' });
    expect((await who.post('submit')).body.status).toBe('SUBMITTED');
    const { items } = await read(reviewer, `/profile-changes/${who.id}/history`);
    expect(items.map((e: { action: string; actorName: string }) => [e.action, e.actorName])).toEqual([
      ['profile-change.submit', '演示申请人'],
      ['profile-change.return', '演示审核员'],
      ['profile-change.submit', '演示申请人'],
      ['profile-change.create', '演示申请人'],
    ]);
  });

  it('puts a name into force on the day of approval and keeps the one before', async () => {
    const { code, registrant, enterpriseId } = await anEnterprise();
    const body = {
      kinds: ['NAME', 'LEGAL_REPRESENTATIVE'],
      enterpriseName: '演示更名有限公司',
      legalRepresentative: '演示新法人',
    };
    const { id } = await changes.submitted(code, body, NAME_PAPERS);
    expect((await enterprise(enterpriseId)).name).toBe('演示注册有限公司');
    const approved = await decide(id, 'approve');
    expect(approved.body).toMatchObject({
      status: 'APPROVED',
      enterpriseName: '演示更名有限公司',
      before: { enterpriseName: '演示注册有限公司', legalRepresentative: '演示法定代表人' },
    });
    expect(await read(registrant, '/enterprises/mine')).toMatchObject({
      name: '演示更名有限公司',
      legalRepresentative: '演示新法人',
      formerNames: [{ name: '演示注册有限公司', usedFrom: '2026-11-23', usedUntil: '2026-11-23' }],
    });
    // Nobody's access has changed.
    expect((await read(registrant, '/auth/me')).roles).toEqual(['ENTERPRISE_ADMIN']);
    expect((await decide(id, 'reject', { reason: '晚了' })).status).toBe(409);
  });

  it('moves the access to the new contact: the former one is out at the next request', async () => {
    const { code, registrant, enterpriseId, loginName } = await anEnterprise();
    const { id } = await changes.submitted(code, CONTACT, CONTACT_PAPERS);
    const before = await read(registrant, '/auth/me');
    expect(before.roles).toEqual(['ENTERPRISE_ADMIN']);
    expect((await decide(id, 'approve')).status).toBe(200);
    expect((await registrant.get('/enterprises/mine')).status).toBe(401);
    expect((await browser(api).login(loginName)).status).toBe(403);
    const row = await enterprise(enterpriseId);
    const account = await write((tx) =>
      tx.manager.findOneByOrFail(AccountEntity, { id: row.contactAccountId ?? '' }),
    );
    expect(account).toMatchObject({
      loginName: `${code}-1`,
      displayName: '演示新联系人',
      roles: ['ENTERPRISE_ADMIN'],
      email: 'new@demo.example',
      status: 'ACTIVE',
    });
    expect((await browser(api).login(account.loginName, 'Quanheng-demo-2026')).status).toBe(401);
    const told = await write((tx) => tx.manager.findBy(NotificationEntity, { profileChangeId: id }));
    expect(told.map(({ template }) => template).sort()).toEqual([
      'profile-change.approved',
      'profile-change.contact-replaced',
    ]);
    const inbox = await write((tx) =>
      tx.manager.findBy(NotificationEntity, { enterpriseId, template: 'profile-change.approved' }),
    );
    expect(inbox.map(({ params, link }) => [params['loginName'], link])).toEqual([
      [`${code}-1`, '/forgot-password'],
    ]);
  });

  it('lets the same person keep the account under another number, and makes a member the admin', async () => {
    const same = await anEnterprise();
    const moved = { ...CONTACT, contactPerson: '演示经办人' };
    const first = await changes.submitted(same.code, moved, CONTACT_PAPERS);
    expect((await decide(first.id, 'approve')).status).toBe(200);
    expect((await same.registrant.get('/auth/me')).status).toBe(401);
    expect((await browser(api).login(same.loginName)).status).toBe(200);
    const warned = await write((tx) =>
      tx.manager.find(NotificationEntity, { where: { template: 'account.changed' }, order: { id: 'DESC' } }),
    );
    const { accountId } = same.registrant;
    expect(
      warned.slice(0, 2).map((each) => [each.accountId, each.profileChangeId, each.params['change']]),
    ).toEqual([
      [null, first.id, 'CONTACT'],
      [accountId, null, 'CONTACT'],
    ]);
    const other = await anEnterprise();
    const member = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId: other.enterpriseId });
    await write((tx) =>
      tx.manager.update(AccountEntity, { id: member.accountId }, { mobile: CONTACT.mobile }),
    );
    const second = await changes.submitted(other.code, CONTACT, CONTACT_PAPERS);
    expect((await decide(second.id, 'approve')).status).toBe(200);
    expect((await enterprise(other.enterpriseId)).contactAccountId).toBe(member.accountId);
    const account = await write((tx) => tx.manager.findOneByOrFail(AccountEntity, { id: member.accountId }));
    expect(account.roles).toEqual(['ENTERPRISE_ADMIN']);
  });

  it('refuses the second of two reviewers who decide at once', async () => {
    const { code, enterpriseId } = await anEnterprise();
    const { id } = await changes.submitted(code, { enterpriseName: '演示更名有限公司' }, NAME_PAPERS);
    const { version } = await read(reviewer, `/profile-changes/${id}`);
    const send = () => reviewer.post(`/profile-changes/${id}/approve`, {}, { version });
    const statuses = (await Promise.all([send(), send()])).map(({ status }) => status).sort();
    expect(statuses).toEqual([200, 412]);
    const names = await write((tx) =>
      tx.query('SELECT name FROM enterprise_former_name WHERE enterprise_id = $1', [enterpriseId]),
    );
    expect(names).toHaveLength(1);
  });

  it('asks before deciding a case that a colleague has taken', async () => {
    const { code } = await anEnterprise();
    const { id } = await changes.submitted(code, { enterpriseName: '演示更名有限公司' }, NAME_PAPERS);
    const colleague = await api.signIn({
      roles: ['REVIEWER'],
      institutionId: registrants.institutionId,
      name: '演示同事',
    });
    const take = (who: SignedIn, accountId: string | null) =>
      who.post(`/profile-changes/${id}/assign`, { accountId });
    expect((await take(reviewer, uuidv7())).status).toBe(400);
    expect((await take(colleague, colleague.accountId)).status).toBe(204);
    const mine = await read(colleague, '/profile-changes?assigned=MINE');
    expect(mine.items).toEqual([
      expect.objectContaining({ id, assignedTo: expect.objectContaining({ mine: true }) }),
    ]);
    const free = await read(reviewer, '/profile-changes?assigned=UNASSIGNED&limit=200');
    expect(free.items.map((item: { id: string }) => item.id)).not.toContain(id);
    const refused = problem(await decide(id, 'approve'));
    expect([refused.code, refused.details.name]).toEqual(['review.assigned-to-other', '演示同事']);
    expect((await take(reviewer, reviewer.accountId)).status).toBe(204);
    expect((await decide(id, 'approve')).status).toBe(200);
  });

  it('shows numbers in full on record only', async () => {
    const { code } = await anEnterprise();
    const { id } = await changes.submitted(code, CONTACT, CONTACT_PAPERS);
    const seen = await read(reviewer, `/profile-changes/${id}`);
    expect(seen).toMatchObject({
      mobile: '139****0001',
      agentIdNumber: '110***********0003',
      applicantMobile: '139****0000',
    });
    const unmasked = await reviewer.post(`/profile-changes/${id}/unmask`, { reason: '核对材料' });
    expect(unmasked.body).toMatchObject({ mobile: '13900000001', agentIdNumber: '110101199003070003' });
    const events = await write((tx) =>
      tx.query(`SELECT actor_id FROM audit_event WHERE object_id = $1 AND action = 'profile-change.unmask'`, [
        id,
      ]),
    );
    expect(events).toEqual([{ actor_id: reviewer.accountId }]);
  });
});
