import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemContext } from '@quanheng/database';
import { DEFAULT_SETTINGS } from '@quanheng/domain';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';

// Real: HTTP, guards, PostgreSQL with row security.
let api: ApiUnderTest;
let admin: SignedIn;
beforeAll(async () => {
  api = await startApi();
  admin = await api.signIn({ roles: ['PLATFORM_ADMIN'] });
});
afterAll(() => api.close());

const read = async () => (await api.request().get('/api/v1/settings')).body;
const valueOf = async (key: string) =>
  (await read()).items.find((item: { key: string }) => item.key === key).value;
const change = (version: number, key: string, value: number, who = admin) =>
  who.patch('/settings', { values: [{ key, value }] }, version);
const settingsSeen = () => api.test.database.read(systemContext(), (tx) => Promise.resolve(tx.settings));

describe('settings', () => {
  it('are the defaults until somebody changes one, which holds from the next transaction on', async () => {
    expect([(await read()).version, await settingsSeen()]).toEqual([0, DEFAULT_SETTINGS]);
    const answer = await change(0, 'holdWorkingDays', 3);
    expect([answer.status, answer.body.version, await valueOf('holdWorkingDays')]).toEqual([200, 1, 3]);
    expect(await settingsSeen()).toEqual({ ...DEFAULT_SETTINGS, holdWorkingDays: 3 });
    const [event] = await api.test.database.read(systemContext(), (tx) =>
      tx.query(`SELECT before, after FROM audit_event WHERE action = 'settings.change'`),
    );
    expect(event).toEqual({ before: { holdWorkingDays: 2 }, after: { holdWorkingDays: 3 } });
  });

  it('keep what was changed before when another one is changed', async () => {
    const { version } = await read();
    await change(version, 'verificationWorkingDays', 15);
    expect([await valueOf('holdWorkingDays'), await valueOf('verificationWorkingDays')]).toEqual([3, 15]);
  });

  it('of two who change at once one wins and the other is told', async () => {
    const { version } = await read();
    const both = await Promise.all([5, 6].map((days) => change(version, 'holdWorkingDays', days)));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it.each([
    ['holdWorkingDays', 0],
    ['holdWorkingDays', 31],
    ['paperMaxBytes', 10],
  ])('refuse %s = %p with the bounds', async (key, value) => {
    const answer = await change((await read()).version, key, value);
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/values/0/value']);
  });

  it('refuse what they do not know, a missing version and everybody else', async () => {
    const { version } = await read();
    expect((await change(version, 'colour', 1)).status).toBe(400);
    const values = [{ key: 'holdWorkingDays', value: 4 }];
    expect((await admin.patch('/settings', { values })).status).toBe(428);
    for (const roles of [['ENTERPRISE_ADMIN'], ['INSTITUTION_ADMIN'], ['REGULATOR']] as const) {
      const other = await api.signIn({ roles: [...roles] });
      expect((await change(version, 'holdWorkingDays', 4, other)).status).toBe(403);
    }
    expect((await api.request().patch('/api/v1/settings').send({ values })).status).toBe(401);
  });
});
