import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { browser } from '../testing/browser.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';
import { accept, arrangeBranch, lookUp, sentToken, tokenOf } from './testing/organisations.js';

// Real: HTTP, guards, PostgreSQL with row security, password hashing. The message isn't sent: a worker does that.
let api: ApiUnderTest;
let admin: SignedIn;
let clerk: SignedIn;
let stranger: SignedIn;
let institutionAdmin: SignedIn;
let platform: SignedIn;
let enterpriseId: string;
let institutionId: string;
let departmentId: string;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  ({ id: institutionId, gauges: departmentId } = await arrangeInstitution(api.test));
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  const other = await arrangeEnterprise(api.test, institutionId);
  admin = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId, name: '演示管理员' });
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  stranger = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: other });
  institutionAdmin = await api.signIn({ roles: ['INSTITUTION_ADMIN'], institutionId });
  platform = await api.signIn({ roles: ['PLATFORM_ADMIN'] });
});
afterAll(() => api.close());

const aPerson = (changes: object = {}) => ({
  displayName: '演示新人',
  roles: ['ENTERPRISE_CLERK'],
  email: `${uuidv7()}@demo.example`,
  ...changes,
});
async function anInvitation(who = admin, changes: object = {}) {
  const answer = await who.post('/invitations', aPerson(changes));
  expect([answer.status, answer.body.code]).toEqual([201, undefined]);
  return answer.body;
}

describe('an invitation', () => {
  it('makes an account with the roles that the admin chose and the name that its owner chose', async () => {
    const { id } = await anInvitation(admin, { mobile: '13800000001' });
    const token = await tokenOf(admin, id);
    expect((await lookUp(api, token)).body).toMatchObject({
      organisationName: '演示企业',
      roles: ['ENTERPRISE_CLERK'],
      invitedByName: '演示管理员',
    });
    const loginName = `xinren-${uuidv7()}`;
    expect((await accept(api, token, { loginName })).status).toBe(204);
    const signedIn = await browser(api).login(loginName);
    expect(signedIn.body.account).toMatchObject({
      roles: ['ENTERPRISE_CLERK'],
      enterprise: { id: enterpriseId },
    });
    const { body } = await admin.get('/members');
    const joined = body.items.find((member: { loginName: string }) => member.loginName === loginName);
    expect(joined).toMatchObject({ displayName: '演示新人', mobile: '138****0001', branchId: null });
    const open = (await admin.get('/invitations')).body.items.map((each: { id: string }) => each.id);
    expect(open).not.toContain(id);
  });

  it('into an institution names no branch: those are an enterprise’s', async () => {
    const branchId = await arrangeBranch(api, enterpriseId, '演示分厂');
    for (const who of [institutionAdmin, platform]) {
      const roles = who === platform ? ['PLATFORM_ADMIN'] : ['VERIFIER'];
      const { status, body } = await who.post('/invitations', aPerson({ roles, branchId }));
      expect([status, body.errors]).toMatchObject([400, [{ pointer: '/branchId', code: 'branch.unknown' }]]);
    }
  });

  it('is used once, also when two accept it at the same time', async () => {
    const { id } = await anInvitation();
    const token = await tokenOf(admin, id);
    const answers = await Promise.all([1, 2, 3, 4].map(() => accept(api, token)));
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409, 409, 409]);
    expect((await accept(api, token)).body.code).toBe('invitation.used');
    expect((await lookUp(api, token)).body.code).toBe('invitation.used');
  });

  it('expires, of real time, and can be sent again: then only the new link works', async () => {
    const { id, version } = await anInvitation();
    const first = await sentToken(api, id);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE invitation SET expires_at = now() - interval '1 second' WHERE id = $1`, [id]),
    );
    expect((await accept(api, first)).body.code).toBe('invitation.expired');
    const [listed] = (await admin.get('/invitations')).body.items;
    expect(listed).toMatchObject({ id, status: 'EXPIRED' });
    const sent = await admin.post(`/invitations/${id}/resend`, {}, { version });
    expect(sent.body).toMatchObject({ status: 'PENDING', sentAt: null, version: version + 1 });
    expect((await lookUp(api, first)).body.code).toBe('invitation.invalid');
    expect((await accept(api, await sentToken(api, id))).status).toBe(204);
    const jobs = await api.test.database.read(systemContext(), (tx) =>
      tx.query(
        `SELECT payload ->> 'revision' AS revision FROM outbox WHERE payload ->> 'invitationId' = $1 ORDER BY id`,
        [id],
      ),
    );
    expect(jobs).toEqual([{ revision: '1' }, { revision: '2' }]);
  });

  it('is withdrawn with all its links', async () => {
    const { id } = await anInvitation();
    const tokens = [await sentToken(api, id), await tokenOf(admin, id)];
    const { body } = await admin.get('/invitations');
    const { version } = body.items.find((each: { id: string }) => each.id === id);
    expect((await admin.post(`/invitations/${id}/withdraw`, {}, { version })).body.status).toBe('WITHDRAWN');
    for (const token of tokens) expect((await accept(api, token)).status).toBe(404);
    expect((await admin.post(`/invitations/${id}/link`)).body.code).toBe('invitation.withdrawn');
  });

  it('is nothing without the right token: guessed, altered, of another, or of nobody', async () => {
    const { id } = await anInvitation();
    const token = await tokenOf(admin, id);
    const other = await tokenOf(admin, (await anInvitation()).id);
    const forged = [`${id}.x`, `${token}x`, `${id}.${other.split('.')[1]}`, uuidv7(), 'x', `${uuidv7()}.abc`];
    for (const each of forged) {
      expect((await lookUp(api, each)).body.code).toBe('invitation.invalid');
      expect((await accept(api, each)).body.code).toBe('invitation.invalid');
    }
    // Of its two links, the one made by hand is replaced, the one sent stays.
    const sent = await sentToken(api, id);
    const second = await tokenOf(admin, id);
    expect((await lookUp(api, token)).status).toBe(404);
    expect([(await lookUp(api, sent)).status, (await lookUp(api, second)).status]).toEqual([200, 200]);
  });

  it('refuses a taken name, however it is spelled, and a poor password, and stays open', async () => {
    const token = await tokenOf(admin, (await anInvitation()).id);
    const loginName = `taken-${uuidv7()}`;
    expect((await accept(api, await tokenOf(admin, (await anInvitation()).id), { loginName })).status).toBe(
      204,
    );
    const taken = await accept(api, token, { loginName: ` ${loginName.toUpperCase()} ` });
    expect([taken.status, taken.body.errors[0].pointer]).toEqual([409, '/loginName']);
    expect((await accept(api, token, { password: '12345678' })).body.errors[0].code).toBe(
      'account.password-common',
    );
    expect((await accept(api, token)).status).toBe(204);
  });

  it('keeps no link that could be used: neither in the database nor in an answer that is stored', async () => {
    const { id } = await anInvitation();
    const secret = (await tokenOf(admin, id)).split('.')[1] as string;
    const found = await api.test.database.read(systemContext(), (tx) =>
      tx.query(
        `SELECT 1 FROM invitation v WHERE v::text LIKE $1 UNION ALL SELECT 1 FROM idempotency i WHERE i::text LIKE $1
         UNION ALL SELECT 1 FROM outbox o WHERE o::text LIKE $1 UNION ALL SELECT 1 FROM audit_event e WHERE e::text LIKE $1`,
        [`%${secret}%`],
      ),
    );
    expect(found).toEqual([]);
  });
});

describe('inviting', () => {
  it('needs an address, and one open invitation an address is enough', async () => {
    const { email } = await anInvitation();
    expect((await admin.post('/invitations', aPerson({ email: null }))).body.errors[0].pointer).toBe(
      '/email',
    );
    expect((await admin.post('/invitations', aPerson({ email: email.toUpperCase() }))).body.code).toBe(
      'invitation.exists',
    );
    expect((await stranger.post('/invitations', aPerson({ email }))).status).toBe(201);
  });

  it.each([
    ['enterprise', () => admin, ['ENTERPRISE_VIEWER', 'ENTERPRISE_CLERK'], ['VERIFIER']],
    ['institution', () => institutionAdmin, ['VERIFIER', 'CHECKER', 'SIGNATORY'], ['ENTERPRISE_CLERK']],
    ['platform', () => platform, ['PLATFORM_ADMIN'], ['REVIEWER']],
  ])('%s admins give the roles of their organisation only', async (_name, who, allowed, forbidden) => {
    expect((await who().post('/invitations', aPerson({ roles: allowed }))).body.roles).toEqual(allowed);
    for (const roles of [forbidden, [...allowed, ...forbidden], ['SYSTEM'], ['nonsense']])
      expect((await who().post('/invitations', aPerson({ roles }))).body.code).toBe(
        'member.role-not-allowed',
      );
    expect((await who().post('/invitations', aPerson({ roles: [] }))).body.code).toBe('member.role-required');
  });

  it('puts staff into a department of their institution, members into a branch of their enterprise', async () => {
    const placed = await anInvitation(institutionAdmin, { roles: ['VERIFIER'], departmentId });
    expect(placed.departmentName).toBe('热工室');
    const foreign = { roles: ['VERIFIER'], departmentId: uuidv7() };
    expect((await institutionAdmin.post('/invitations', aPerson(foreign))).body.code).toBe(
      'department.unknown',
    );
    const branchId = await arrangeBranch(api, enterpriseId, '演示一分厂');
    expect((await anInvitation(admin, { branchId })).branchName).toBe('演示一分厂');
    expect((await stranger.post('/invitations', aPerson({ branchId }))).body.code).toBe('branch.unknown');
  });

  it('is for admins; another organisation’s invitation is not there', async () => {
    const { id, version } = await anInvitation();
    const steps = (who: SignedIn) => [
      who.post(`/invitations/${id}/resend`, {}, { version }),
      who.post(`/invitations/${id}/withdraw`, {}, { version }),
      who.post(`/invitations/${id}/link`),
    ];
    for (const who of [stranger, institutionAdmin, platform])
      expect((await Promise.all(steps(who))).map(({ status }) => status)).toEqual([404, 404, 404]);
    const forbidden = [...steps(clerk), clerk.get('/invitations'), clerk.post('/invitations', aPerson())];
    for (const answer of await Promise.all(forbidden)) expect(answer.status).toBe(403);
    expect((await api.request().get('/api/v1/invitations')).status).toBe(401);
    const listed = (await stranger.get('/invitations')).body.items.map((each: { id: string }) => each.id);
    expect(listed).not.toContain(id);
  });

  it('tells the second of two who change one at once', async () => {
    const { id, version } = await anInvitation();
    const both = await Promise.all([
      admin.post(`/invitations/${id}/withdraw`, {}, { version }),
      admin.post(`/invitations/${id}/resend`, {}, { version }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await admin.post(`/invitations/${id}/resend`)).status).toBe(428);
  });

  it('is on record, without the address', async () => {
    const { id, email } = await anInvitation();
    await accept(api, await tokenOf(admin, id));
    const events = await api.test.database.read(systemContext(), (tx) =>
      tx.query<{ action: string; all: string }>(
        `SELECT action, e::text AS all FROM audit_event e WHERE object_id = $1 OR after ->> 'invitationId' = $1 ORDER BY seq`,
        [id],
      ),
    );
    expect(events.map(({ action }) => action)).toEqual([
      'invitation.create',
      'invitation.link',
      'account.join',
    ]);
    expect(events.some(({ all }) => all.includes(email))).toBe(false);
    const joined = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneBy(AccountEntity, { email }),
    );
    expect(joined?.enterpriseId).toBe(enterpriseId);
  });
});
