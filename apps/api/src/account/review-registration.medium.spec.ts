import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AccountEntity,
  AuditEventEntity,
  EnterpriseEntity,
  NotificationEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeRegistrants, read, type Registrant } from '../testing/registrants.js';

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

const upload: typeof arranged.upload = (...args) => arranged.upload(...args);
const fillIn: typeof arranged.fillIn = (...args) => arranged.fillIn(...args);
const submit: typeof arranged.submit = (...args) => arranged.submit(...args);
const aSubmitted: typeof arranged.aSubmitted = (...args) => arranged.aSubmitted(...args);
async function decide(who: Registrant, action: string, body: object = {}, by = reviewer) {
  const { version = 1 } = await read(by, who.path);
  return by.post(`${who.path}/${action}`, body, { version });
}

const corrected = async (who: Registrant) =>
  (await read(who, who.path)).comments.map((each: { corrected: boolean }) => each.corrected);

describe('the review', () => {
  it('is of the institution it was submitted to', async () => {
    const who = await aSubmitted();
    const { institutionId } = arranged;
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
    const revealed = await reviewer.post(`${who.path}/unmask`, { reason: '与证件核对' });
    expect(revealed.body).toMatchObject({ mobile: '13800000000', agentIdNumber: '110101199003070003' });
    const [event] = await write((tx) =>
      tx.manager.findBy(AuditEventEntity, {
        objectId: who.registrationId,
        action: 'registration.unmask',
        reason: '与证件核对',
      }),
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
    expect(await corrected(who)).toEqual([false, false]);
    const [told] = await write((tx) =>
      tx.manager.findBy(NotificationEntity, { registrationId: who.registrationId }),
    );
    expect(told).toMatchObject({ template: 'registration.returned', link: '/registration' });
    await fillIn(who);
    expect(await corrected(who)).toEqual([false, false]);
    await fillIn(who, { address: '演示路 4 号' });
    expect(await corrected(who)).toEqual([false, true]);
    await upload(who, 'BUSINESS_LICENSE');
    expect(await corrected(who)).toEqual([true, true]);
    expect((await submit(who)).body.status).toBe('SUBMITTED');
    const seen = await read(reviewer, who.path);
    expect(seen.papers).toHaveLength(3);
    expect(seen.comments[1]).toEqual({ target: 'address', reason: '与执照不符', corrected: true });
    const { items } = await read(who, `${who.path}/history`);
    expect(items.map((e: { action: string; actorName: string }) => [e.action, e.actorName])).toEqual([
      ['registration.submit', '演示经办人'],
      ['registration.return', '演示检定所'],
      ['registration.submit', '演示经办人'],
      ['registration.create', '演示经办人'],
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
      institutionId: arranged.institutionId,
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

describe('a case that a reviewer has taken', () => {
  it('is found by that filter, and decided by a colleague only after taking it over', async () => {
    const who = await aSubmitted();
    const { institutionId } = arranged;
    const colleague = await api.signIn({ roles: ['REVIEWER'], institutionId, name: '演示同事' });
    const assign = (by: SignedIn, accountId: string | null) => by.post(`${who.path}/assign`, { accountId });
    expect((await assign(colleague, colleague.accountId)).status).toBe(204);
    const idsOf = async (by: SignedIn, assigned: string) =>
      (await read(by, `/registrations?limit=200&assigned=${assigned}`)).items.map(
        (item: { id: string }) => item.id,
      );
    expect(await idsOf(colleague, 'MINE')).toEqual([who.registrationId]);
    expect(await idsOf(reviewer, 'MINE')).toEqual([]);
    expect(await idsOf(reviewer, 'UNASSIGNED')).not.toContain(who.registrationId);
    expect((await read(reviewer, who.path)).assignedTo).toMatchObject({ name: '演示同事', mine: false });
    expect((await read(who, who.path)).assignedTo).toBeNull();
    const refused = JSON.parse((await decide(who, 'approve')).text);
    expect([refused.status, refused.code]).toEqual([409, 'review.assigned-to-other']);
    expect((await assign(reviewer, reviewer.accountId)).status).toBe(204);
    expect((await decide(who, 'approve')).status).toBe(200);
  });

  it('is given to reviewers of the same institution only', async () => {
    const who = await aSubmitted();
    const other = await api.signIn({ roles: ['REVIEWER'], institutionId: uuidv7() });
    expect((await other.post(`${who.path}/assign`, { accountId: other.accountId })).status).toBe(404);
    expect((await reviewer.post(`${who.path}/assign`, { accountId: other.accountId })).status).toBe(400);
    const { items } = await read(reviewer, '/registrations/reviewers');
    const ids = items.map(({ id }: { id: string }) => id);
    expect(ids).toContain(reviewer.accountId);
    expect(ids).not.toContain(other.accountId);
  });
});
