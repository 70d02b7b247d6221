import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotificationEntity, systemContext } from '@quanheng/database';
import { moveClock, startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL. Today is Monday 2026-11-23.
let api: ApiUnderTest;
let institutionId: string;
let enterpriseId: string;
let clerk: SignedIn;
let reviewer: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institutionId = (await arrangeInstitution(api.test)).id;
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId, name: '演示审核员' });
});
afterAll(() => api.close());

async function file() {
  const instrumentIds = await arrangeInstruments(api.test, enterpriseId, 1);
  return (await clerk.post('/filings', { institutionId, instrumentIds })).body;
}

describe('who reviews', () => {
  it('is claimed, given to a colleague and left again; the queue can be filtered by it', async () => {
    const filing = await file();
    const other = await file();
    const claimed = await reviewer.post(
      `/filings/${filing.id}/assign`,
      { assigneeId: reviewer.accountId },
      { version: filing.version },
    );
    expect(claimed.body).toMatchObject({ assigneeId: reviewer.accountId, assigneeName: '演示审核员' });
    const idsOf = async (assignee: string) =>
      (await reviewer.get(`/filings?assignee=${assignee}`)).body.items.map((one: { id: string }) => one.id);
    expect(await idsOf('me')).toEqual([filing.id]);
    expect(await idsOf('none')).toContain(other.id);
    expect(await idsOf('none')).not.toContain(filing.id);
    const left = await reviewer.post(
      `/filings/${filing.id}/assign`,
      { assigneeId: null },
      { version: claimed.body.version },
    );
    expect(left.body.assigneeId).toBeNull();
  });

  it('is told when somebody was quicker, and must be a reviewer of the institution', async () => {
    const filing = await file();
    const scheduler = await api.signIn({ roles: ['SCHEDULER'], institutionId });
    const claim = (assigneeId: string, who = reviewer) =>
      who.post(`/filings/${filing.id}/assign`, { assigneeId }, { version: filing.version });
    expect((await claim(scheduler.accountId)).body.code).toBe('filing.reviewer-unknown');
    expect((await claim(reviewer.accountId, scheduler)).status).toBe(403);
    expect((await claim(reviewer.accountId, clerk)).status).toBe(403);
    expect((await claim(reviewer.accountId)).status).toBe(200);
    expect((await claim(reviewer.accountId)).status).toBe(412);
    const foreign = await api.signIn({
      roles: ['REVIEWER'],
      institutionId: (await arrangeInstitution(api.test)).id,
    });
    expect((await claim(foreign.accountId, foreign)).status).toBe(404);
  });
});

describe('waiting', () => {
  it('has a last day, five working days after submission', async () => {
    expect(await file()).toMatchObject({ reviewDueOn: '2026-11-30', nudges: 0, mayNudge: true });
  });

  it('may be nudged once per working day, as long as there is something to decide', async () => {
    const filing = await file();
    const nudge = () => clerk.post(`/filings/${filing.id}/nudge`);
    expect((await nudge()).body).toMatchObject({ nudges: 1, nudgedOn: '2026-11-23', mayNudge: false });
    const again = await nudge();
    expect([again.status, again.body.code]).toEqual([409, 'filing.nudged-already']);
    const messages = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(NotificationEntity, { institutionId, template: 'case.nudged' }),
    );
    expect(messages.map((message) => message.params)).toContainEqual(
      expect.objectContaining({ caseNumber: filing.caseNumber, kind: 'FILING', times: 1 }),
    );
    await moveClock(api.test, '2026-11-24T10:00:00+08:00');
    expect((await nudge()).body).toMatchObject({ nudges: 2 });
    await moveClock(api.test, '2026-11-23T10:00:00+08:00');
    const { items } = (await clerk.get(`/filings/${filing.id}/items`)).body;
    await clerk.post(
      `/filings/${filing.id}/items/${items[0].id}/withdraw`,
      {},
      { version: items[0].version },
    );
    expect((await nudge()).body.code).toBe('filing.nothing-to-nudge');
    expect((await reviewer.post(`/filings/${filing.id}/nudge`)).status).toBe(403);
  });
});
