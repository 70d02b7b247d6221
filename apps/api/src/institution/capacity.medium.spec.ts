import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SlotEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeCatalogue, arrangeInstitution, type ArrangedInstitution } from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23; every half-day takes 20 a mode.
let api: ApiUnderTest;
let own: ArrangedInstitution;
let other: ArrangedInstitution;
let admin: SignedIn;
let platform: SignedIn;
beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  own = await arrangeInstitution(api.test);
  other = await arrangeInstitution(api.test, { regionCode: '440000' });
  admin = await api.signIn({ roles: ['INSTITUTION_ADMIN'], institutionId: own.id });
  platform = await api.signIn({ roles: ['PLATFORM_ADMIN'] });
});
afterAll(() => api.close());

const place = (weekday: number, halfDay: string, capacity: number, mode = 'BRING_IN') => ({
  ...{ mode, weekday, halfDay, capacity },
});
const week = (id: string, version: number, items: object[], who = admin) =>
  who.put(`/departments/${id}/week`, { items }).set('If-Match', `"v${version}"`);
const halfDay = (body: object, id = own.gauges, who = admin) => who.put(`/departments/${id}/half-day`, body);
const lineOf = async (departmentId: string, mode = 'BRING_IN') => {
  const { lines } = (await admin.get('/statistics/capacity?days=10')).body;
  const line = lines.find(
    (one: { departmentId: string; mode: string }) => one.departmentId === departmentId && one.mode === mode,
  );
  return Object.fromEntries(
    line.items.map((item: { date: string; halfDay: string; capacity: number }) => [
      `${item.date} ${item.halfDay}`,
      item.capacity,
    ]),
  );
};
const slot = (date: string, booked: number, more: Partial<SlotEntity> = {}) =>
  api.test.database.write(systemContext(), (tx) =>
    tx.manager.insert(SlotEntity, {
      ...{ id: uuidv7(), institutionId: own.id, departmentId: own.gauges, mode: 'BRING_IN' },
      ...{ date, halfDay: 'AM', capacity: 20, booked, ...more },
    }),
  );

describe('the week of a department', () => {
  it('is replaced; half-days to come follow, those set by hand and what is booked stay', async () => {
    await slot('2026-11-24', 15);
    await slot('2026-12-01', 3, { adjusted: true, capacity: 50 });
    const answer = await week(own.gauges, 1, [place(2, 'AM', 12), place(3, 'PM', 7), place(4, 'AM', 0)]);
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      departmentId: own.gauges,
      version: 2,
      items: [place(2, 'AM', 12), place(3, 'PM', 7)],
      overbooked: [{ date: '2026-11-24', halfDay: 'AM', mode: 'BRING_IN', booked: 15, capacity: 12 }],
    });
    expect(await lineOf(own.gauges)).toMatchObject({
      ...{ '2026-11-23 AM': 0, '2026-11-24 AM': 12, '2026-11-25 PM': 7, '2026-12-01 AM': 50 },
    });
  });

  it('of two who set it at once one wins and the other is told', async () => {
    const both = await Promise.all(
      [30, 40].map((capacity) => week(own.scales, 1, [place(1, 'AM', capacity)])),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('refuses the same half-day twice, a weekend, a missing version, and other roles and institutions', async () => {
    const twice = await week(own.gauges, 2, [place(1, 'AM', 1), place(1, 'AM', 2)]);
    expect([twice.status, twice.body.errors[0].pointer]).toEqual([400, '/items/1']);
    expect((await week(own.gauges, 2, [place(6, 'AM', 1)])).status).toBe(400);
    expect((await admin.put(`/departments/${own.gauges}/week`, { items: [] })).status).toBe(428);
    expect((await week(other.gauges, 1, [])).status).toBe(404);
    const clerk = await api.signIn({ roles: ['COUNTER_CLERK'], institutionId: own.id });
    expect((await week(own.gauges, 2, [], clerk)).status).toBe(403);
  });
});

describe('one half-day', () => {
  const monday = { mode: 'ON_SITE', date: '2026-11-30', halfDay: 'PM' };

  it('is set by hand, and goes by the week again', async () => {
    const set = await halfDay({ ...monday, capacity: 3 }, own.scales);
    expect(set.body).toMatchObject({ ...monday, capacity: 3, booked: 0, adjusted: true });
    expect((await lineOf(own.scales, 'ON_SITE'))['2026-11-30 PM']).toBe(3);
    const back = await halfDay({ ...monday, capacity: null }, own.scales);
    expect(back.body).toMatchObject({ adjusted: false });
  });

  it('that is past, too far or another institution’s is refused', async () => {
    expect((await halfDay({ ...monday, date: '2026-11-22', capacity: 1 })).status).toBe(400);
    expect((await halfDay({ ...monday, date: '2028-01-03', capacity: 1 })).status).toBe(400);
    expect((await halfDay({ ...monday, capacity: 1 }, other.gauges)).status).toBe(404);
  });
});

describe('the calendar', () => {
  const day = (date: string, body: object, who = platform) => who.put(`/calendar/${date}`, body);
  const closed = () =>
    api.test.database.read(systemContext(), (tx) =>
      tx.query(`SELECT closed_reason AS reason FROM slot WHERE date = '2026-11-26'`),
    );

  it('makes a day a holiday, which closes its half-days, and takes it back', async () => {
    await slot('2026-11-26', 4);
    const set = await day('2026-11-26', { kind: 'HOLIDAY', name: '演示假日' });
    expect([set.status, set.body]).toEqual([
      200,
      { date: '2026-11-26', kind: 'HOLIDAY', name: '演示假日', reoffered: 0 },
    ]);
    expect(await closed()).toEqual([{ reason: '演示假日' }]);
    expect((await api.request().get('/api/v1/calendar')).body.items).toHaveLength(1);
    expect((await platform.delete('/calendar/2026-11-26')).status).toBe(204);
    expect(await closed()).toEqual([{ reason: null }]);
    expect((await platform.delete('/calendar/2026-11-26')).status).toBe(404);
  });

  it('is the platform’s alone, and takes dates only', async () => {
    const holiday = { kind: 'HOLIDAY', name: '演示假日' };
    expect((await day('2026-11-27', holiday, admin)).status).toBe(403);
    expect((await day('2026-11-31', holiday)).status).toBe(404);
    expect((await day('2026-11-27', { kind: 'SUNNY', name: 'x' })).status).toBe(400);
  });
});
