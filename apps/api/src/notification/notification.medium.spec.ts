import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotificationEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Three messages for one enterprise, one for another.
let api: ApiUnderTest;
let clerk: SignedIn;
let colleague: SignedIn;
let stranger: SignedIn;
let foreign: string;

beforeAll(async () => {
  api = await startApi();
  const institution = await arrangeInstitution(api.test);
  const own = await arrangeEnterprise(api.test, institution.id);
  const other = await arrangeEnterprise(api.test, institution.id);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId: own });
  colleague = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: own });
  stranger = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId: other });
  for (let minute = 1; minute <= 3; minute++) await tell(own, minute);
  foreign = await tell(other, 9);
});
afterAll(() => api.close());

async function tell(enterpriseId: string, minute: number): Promise<string> {
  const id = uuidv7();
  await api.test.database.write(systemContext(), (tx) =>
    tx.manager.insert(NotificationEntity, {
      id,
      enterpriseId,
      template: 'appointment.returned',
      params: { appointmentNumber: `A20261123-0000${minute}-X`, institutionName: 'Demo', reason: 'Demo' },
      link: `/e/appointments?n=${minute}`,
      createdAt: new Date(`2026-11-23T01:0${minute}:00Z`),
    }),
  );
  return id;
}

const links = ({ body }: { body: { items: { link: string }[] } }) =>
  body.items.map(({ link }) => link.at(-1));

describe('the inbox', () => {
  it('shows the newest first, in pages, in the reader’s language', async () => {
    const first = await clerk.get('/notifications?limit=2').set('Accept-Language', 'en');
    expect(links(first)).toEqual(['3', '2']);
    expect(first.body.items[0].title).not.toMatch(/\p{Script=Han}/u);
    const second = await clerk.get(`/notifications?limit=2&cursor=${first.body.next}`);
    expect(links(second)).toEqual(['1']);
    expect(second.body.next).toBeNull();
    expect(second.body.items[0].title).toMatch(/\p{Script=Han}/u);
  });

  it('says what a message says and what to do, without the address and closing of a letter', async () => {
    const { body } = await clerk.get('/notifications?limit=1');
    const [{ body: said, linkLabel }] = body.items;
    expect(said).not.toMatch(/https?:|请勿回复/);
    expect(said).not.toBe('');
    expect(linkLabel).toMatch(/\p{Script=Han}/u);
  });

  it('is closed to others: messages, cursors, and those who are not signed in', async () => {
    expect(links(await stranger.get('/notifications'))).toEqual(['9']);
    const { body } = await clerk.get('/notifications?limit=1');
    expect((await stranger.get(`/notifications?limit=1&cursor=${body.next}`)).status).toBe(400);
    expect((await api.request().get('/api/v1/notifications')).status).toBe(401);
  });

  it('is read by each person for himself', async () => {
    const { body } = await clerk.get('/notifications');
    expect((await clerk.post(`/notifications/${body.items[0].id}/read`)).status).toBe(204);
    expect((await clerk.get('/notifications/unread-count')).body).toEqual({ count: 2 });
    expect(links(await clerk.get('/notifications?unread=true'))).toEqual(['2', '1']);
    expect((await colleague.get('/notifications/unread-count')).body).toEqual({ count: 3 });
  });

  it('marks nothing of another’s, and all of one’s own at once', async () => {
    await clerk.post(`/notifications/${foreign}/read`);
    expect((await stranger.get('/notifications/unread-count')).body).toEqual({ count: 1 });
    await clerk.post('/notifications/read-all');
    expect((await clerk.get('/notifications/unread-count')).body).toEqual({ count: 0 });
    expect((await stranger.get('/notifications/unread-count')).body).toEqual({ count: 1 });
  });
});
