import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CalendarDayEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  GAUGE,
  SCALE,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. A city's institution for everything, a province's for gauges.
let api: ApiUnderTest;
let city: ArrangedInstitution;
let province: ArrangedInstitution;
let clerk: SignedIn;
let staff: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  city = await arrangeInstitution(api.test, { regionCode: '441200' });
  province = await arrangeInstitution(api.test, { regionCode: '440000', kinds: [GAUGE] });
  clerk = await api.signIn({
    roles: ['ENTERPRISE_CLERK'],
    enterpriseId: await arrangeEnterprise(api.test, city.id),
  });
  staff = await api.signIn({ roles: ['SCHEDULER'], institutionId: city.id, name: '演示调度员' });
  await api.signIn({ roles: ['VERIFIER'], institutionId: city.id, name: '演示检定员' });
  await api.signIn({ roles: ['VERIFIER'], institutionId: province.id, name: '别处的检定员' });
});
afterAll(() => api.close());

const open = (path: string) => api.request().get(`/api/v1${path}`);

describe('choosing an institution', () => {
  it('proposes the nearest: county, then city, then province', async () => {
    const { body } = await open('/institutions?regionCode=441202');
    expect(body.items.map(({ id, proposed }: { id: string; proposed: boolean }) => [id, proposed])).toEqual([
      [city.id, true],
      [province.id, false],
    ]);
  });

  it('offers only those that may do the kind in the mode', async () => {
    const { body } = await open(`/institutions?categoryCode=${SCALE}&mode=ON_SITE`);
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual([city.id]);
  });

  it('proposes none outside their regions, and refuses what is no region', async () => {
    const { body } = await open('/institutions?regionCode=110101');
    expect(body.items.some(({ proposed }: { proposed: boolean }) => proposed)).toBe(false);
    expect((await open('/institutions?regionCode=44')).status).toBe(400);
    expect((await open('/institutions?unknown=1')).status).toBe(400);
  });
});

describe('an institution', () => {
  it('shows everybody its sites, departments and capabilities', async () => {
    const { body } = await open(`/institutions/${city.id}`);
    expect(body.sites).toMatchObject([{ name: '业务大厅' }]);
    expect(body.departments.map(({ name }: { name: string }) => name).sort()).toEqual(['力学室', '热工室']);
    const { body: able } = await open(`/institutions/${province.id}/capabilities`);
    expect(able.items).toMatchObject([
      { categoryCode: GAUGE, kind: '压力表', mode: 'BRING_IN', departmentName: '热工室' },
      { categoryCode: GAUGE, mode: 'ON_SITE' },
    ]);
  });

  it('is 404 where there is none', async () => {
    for (const path of ['', '/capabilities']) {
      expect((await open(`/institutions/${uuidv7()}${path}`)).status).toBe(404);
    }
    expect((await staff.get(`/institutions/${uuidv7()}/capacity`)).status).toBe(404);
  });

  it('keeps its weekly capacity to its own staff', async () => {
    const { body } = await staff.get(`/institutions/${city.id}/capacity`);
    // Two departments, two modes, five days, two half-days.
    expect(body.items).toHaveLength(40);
    expect(body.items[0]).toMatchObject({ mode: 'BRING_IN', weekday: 1, halfDay: 'AM', capacity: 20 });
    expect((await staff.get(`/institutions/${province.id}/capacity`)).status).toBe(404);
    expect((await clerk.get(`/institutions/${city.id}/capacity`)).status).toBe(403);
    expect((await open(`/institutions/${city.id}/capacity`)).status).toBe(401);
  });
});

describe('staff', () => {
  it('are those of the caller’s institution, by role', async () => {
    const { body } = await staff.get('/staff?role=VERIFIER');
    expect(body.items).toMatchObject([{ displayName: '演示检定员', roles: ['VERIFIER'] }]);
    expect((await staff.get('/staff')).body.items).toHaveLength(2);
  });

  it('are nothing to enterprises', async () => {
    expect((await clerk.get('/staff')).status).toBe(403);
    expect((await open('/staff')).status).toBe(401);
  });
});

describe('the calendar', () => {
  it('tells the days of a year, and that a year is unknown', async () => {
    await api.test.database.write(systemContext(), (tx) =>
      tx.manager.insert(CalendarDayEntity, [
        { date: '2026-01-01', kind: 'HOLIDAY', name: '元旦' },
        { date: '2026-02-14', kind: 'MAKEUP_WORKDAY', name: '春节' },
      ]),
    );
    const { body } = await open('/calendar');
    expect(body).toEqual({
      year: 2026,
      known: true,
      items: [
        { date: '2026-01-01', kind: 'HOLIDAY', name: '元旦' },
        { date: '2026-02-14', kind: 'MAKEUP_WORKDAY', name: '春节' },
      ],
    });
    expect((await open('/calendar?year=2030')).body).toEqual({ year: 2030, known: false, items: [] });
  });
});
