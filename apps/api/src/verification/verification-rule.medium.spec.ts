import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anInstitute, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL. Monday 2026-11-23; each institution and mode has its own number of working days.
let api: ApiUnderTest;
let at: Institute;
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
});
afterAll(() => api.close());

let serial = 0;
const dueOn = async (mode: 'BRING_IN' | 'ON_SITE') => {
  const booking = await at.book([{ serialNumber: `D-${++serial}` }], { mode });
  const items = booking.itemIds.map((appointmentItemId) => ({ appointmentItemId, outcome: 'RECEIVED' }));
  const receipt = await at.counter.post('/receipts', { appointmentId: booking.id, items }, { version: 1 });
  return receipt.body.dueOn as string;
};

it('counts from receipt, by institution and mode', async () => {
  expect((await at.verifier.get('/verification-rule')).body).toEqual({
    ...{ bringInWorkingDays: null, onSiteWorkingDays: null, defaultWorkingDays: 20 },
  });
  expect(await dueOn('BRING_IN')).toBe('2026-12-21');
  const rule = { bringInWorkingDays: 5, onSiteWorkingDays: 2 };
  expect((await at.verifier.put('/verification-rule', rule)).status).toBe(403);
  expect((await at.admin.put('/verification-rule', { ...rule, onSiteWorkingDays: 0 })).status).toBe(400);
  expect((await at.admin.put('/verification-rule', rule)).body).toMatchObject(rule);
  expect([await dueOn('BRING_IN'), await dueOn('ON_SITE')]).toEqual(['2026-11-30', '2026-11-25']);
  expect((await at.stranger.get('/verification-rule')).body.bringInWorkingDays).toBeNull();
});
