import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hash } from '@node-rs/argon2';
import { AccountEntity, AuditEventEntity, systemContext } from '@quanheng/database';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { browser, PASSWORD } from '../testing/browser.js';
import { arrangeAppointment } from '../testing/bookings.js';
import { aRegistrationBody } from '../testing/registrants.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';

// Real: HTTP, password check, PostgreSQL with row security.
let api: ApiUnderTest;
let enterpriseId: string;
let admin: SignedIn;
let clerk: SignedIn;
let staff: SignedIn;
let institute: Awaited<ReturnType<typeof arrangeInstitution>>;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institute = await arrangeInstitution(api.test);
  enterpriseId = await arrangeEnterprise(api.test, institute.id);
  admin = await withPassword(await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId }));
  clerk = await withPassword(await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId }));
  staff = await withPassword(await api.signIn({ roles: ['REVIEWER'], institutionId: institute.id }));
});
afterAll(() => api.close());

async function withPassword(who: SignedIn): Promise<SignedIn> {
  const passwordHash = await hash(PASSWORD, { memoryCost: 8192, timeCost: 1 });
  await api.test.database.write(systemContext(), (tx) =>
    tx.manager.update(AccountEntity, who.accountId, { passwordHash }),
  );
  return who;
}
const ask = (who: SignedIn, scope: string, currentPassword = PASSWORD) =>
  who.post('/privacy/erasures', { scope, currentPassword });
const codeOf = (answer: { status: number; text: string }) => [answer.status, JSON.parse(answer.text).code];

describe('asking to be forgotten', () => {
  it('needs the password; a wrong one asks for nothing', async () => {
    expect(codeOf(await ask(clerk, 'ACCOUNT', 'wrong'))).toEqual([400, 'request.invalid']);
    expect((await clerk.get('/privacy')).body.account.request).toBeNull();
  });

  it('is carried out after some days, can be taken back, and is on record', async () => {
    const { status, body } = await ask(clerk, 'ACCOUNT');
    expect(status).toBe(201);
    expect(body).toMatchObject({ scope: 'ACCOUNT', dueOn: '2026-11-30' });
    expect(codeOf(await ask(clerk, 'ACCOUNT'))).toEqual([409, 'privacy.already-requested']);
    expect((await clerk.get('/privacy')).body).toMatchObject({
      graceDays: 7,
      account: { request: body },
      enterprise: null,
    });
    expect((await admin.post(`/privacy/erasures/${body.id}/cancel`)).status).toBe(404);
    expect((await clerk.post(`/privacy/erasures/${body.id}/cancel`)).status).toBe(200);
    expect((await clerk.post(`/privacy/erasures/${body.id}/cancel`)).status).toBe(404);
    const events = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.find(AuditEventEntity, { where: { actorId: clerk.accountId }, order: { seq: 'ASC' } }),
    );
    expect(events.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['privacy.request-erasure', 'privacy.cancel-erasure']),
    );
  });

  it('is refused to staff and to the last admin, with the way out', async () => {
    expect(codeOf(await ask(staff, 'ACCOUNT'))).toEqual([409, 'privacy.ask-your-admin']);
    expect(codeOf(await ask(admin, 'ACCOUNT'))).toEqual([409, 'privacy.last-admin']);
    expect((await admin.get('/privacy')).body.account).toMatchObject({
      obstacle: 'privacy.last-admin',
      obstacleText: expect.stringContaining('唯一'),
    });
  });

  it('of an enterprise is its admin’s, and waits for open business', async () => {
    expect(codeOf(await ask(clerk, 'ENTERPRISE'))).toEqual([403, 'access.forbidden']);
    const { id } = await arrangeAppointment(api, institute, enterpriseId, 'CONFIRMED');
    expect(codeOf(await ask(admin, 'ENTERPRISE'))).toEqual([409, 'privacy.open-business']);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE appointment SET status = 'COMPLETED' WHERE id = $1`, [id]),
    );
    expect((await ask(admin, 'ENTERPRISE')).status).toBe(201);
  });
});

describe('somebody who registers', () => {
  const moveTo = (status: string, id: string) =>
    api.test.database.write(systemContext(), (tx) =>
      tx.query('UPDATE registration SET status = $1 WHERE id = $2', [status, id]),
    );

  it('may leave while the case isn’t with its reviewer, and is told what stays and why', async () => {
    const { account, accessToken } = (await browser(api).post('/registrations', aRegistrationBody())).body;
    const who = api.as({ accountId: account.id, token: accessToken });
    await moveTo('SUBMITTED', account.registrationId);
    const waiting = (await who.get('/privacy')).body;
    expect([waiting.account.obstacle, waiting.enterprise]).toEqual(['privacy.in-review', null]);
    expect(codeOf(await ask(who, 'ACCOUNT'))).toEqual([409, 'privacy.in-review']);
    await moveTo('RETURNED', account.registrationId);
    const { status, body } = await ask(who, 'ACCOUNT');
    expect([status, body.dueOn]).toEqual([201, '2026-11-30']);
    expect(body.terms.erased.join()).toContain('注册申请及其材料');
    for (const { what, why } of body.terms.kept) expect(what.length * why.length).toBeGreaterThan(0);
    expect((await who.get('/privacy')).body.account.request.id).toBe(body.id);
    expect((await who.post('/privacy/exports', { scope: 'ACCOUNT' })).status).toBe(403);
    expect((await who.post(`/privacy/erasures/${body.id}/cancel`)).status).toBe(200);
  });
});

describe('taking one’s data out', () => {
  it('is long work; an enterprise’s data is its admin’s', async () => {
    const own = await clerk.post('/privacy/exports', { scope: 'ACCOUNT' });
    expect([own.status, own.body.kind]).toEqual([202, 'privacy.export']);
    expect((await clerk.post('/privacy/exports', { scope: 'ENTERPRISE' })).status).toBe(403);
    expect((await admin.post('/privacy/exports', { scope: 'ENTERPRISE' })).status).toBe(202);
  });
});
