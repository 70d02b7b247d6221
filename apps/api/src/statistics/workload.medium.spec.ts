import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { moveClock, startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anInstitute, type Institute } from '../verification/testing/institute.js';
import { signing, type Signing } from '../certificate/testing/signing.js';

// Real: HTTP, guards, PostgreSQL with row security. Received on Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let at: Institute;
let drafts: Signing['drafts'];
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  ({ drafts } = signing(api, at));
});
afterAll(() => api.close());

const workload = async (days = 30) => (await at.counter.get(`/statistics/workload?days=${days}`)).body;

describe('the workload of an institution', () => {
  it('says what came in and was done, how long it took and how it ended', async () => {
    await drafts(['PASS', 'PASS', 'FAIL']);
    const body = await workload();
    expect(body).toMatchObject({ from: '2026-10-25', until: '2026-11-23', appointments: 1, noShows: 0 });
    expect(body.departments).toMatchObject([
      { received: 3, done: 3, overdue: 0, passed: 2, p50Days: 0, p90Days: 0 },
    ]);
    expect(body.weeks).toEqual([{ weekOf: '2026-11-23', received: 3, done: 3, p50Days: 0 }]);
    expect(body.hours).toEqual([{ hour: 10, arrivals: 1 }]);
  });

  it('leaves out what came before the period, and is nobody else’s', async () => {
    await moveClock(api.test, '2027-01-10T10:00:00+08:00');
    expect(await workload(7)).toMatchObject({ departments: [], weeks: [], hours: [], appointments: 0 });
    const stranger = await api.signIn({ roles: ['COUNTER_CLERK'], institutionId: crypto.randomUUID() });
    expect((await stranger.get('/statistics/workload?days=366')).body.departments).toEqual([]);
    expect((await at.clerk.get('/statistics/workload')).status).toBe(403);
    expect((await at.counter.get('/statistics/workload?days=1')).status).toBe(400);
  });
});
