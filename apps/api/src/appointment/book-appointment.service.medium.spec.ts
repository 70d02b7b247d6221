import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CalendarDayEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  readInstrument,
  SCALE,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Today is Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let institute: ArrangedInstitution;
let enterpriseId: string;
let clerk: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institute = await arrangeInstitution(api.test);
  enterpriseId = await arrangeEnterprise(api.test, institute.id);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId, name: '演示经办人' });
  await api.test.database.write(systemContext(), (tx) =>
    tx.manager.insert(CalendarDayEntity, [
      { date: '2026-12-02', kind: 'HOLIDAY', name: '演示节' },
      { date: '2026-12-05', kind: 'MAKEUP_WORKDAY', name: '演示节' },
    ]),
  );
});
afterAll(() => api.close());

const filed = (count: number, overrides = {}, owner = enterpriseId) =>
  arrangeInstruments(api.test, owner, count, {
    institutionId: institute.id,
    filedOn: '2026-11-20',
    everFiled: true,
    ...overrides,
  });

const bookingOf = (instrumentIds: string[], more = {}) => ({
  institutionId: institute.id,
  mode: 'BRING_IN',
  date: '2026-11-25',
  halfDay: 'AM',
  siteId: institute.siteId,
  contactPerson: '演示联系人',
  contactPhone: '13800000000',
  instrumentIds,
  ...more,
});

const remaining = async (date: string, halfDay: string, departmentId = institute.gauges) => {
  const { body } = await clerk.get(
    `/appointments/slots?institutionId=${institute.id}&mode=BRING_IN&departmentId=${departmentId}&from=${date}&days=1`,
  );
  return body.items.find((slot: { halfDay: string }) => slot.halfDay === halfDay);
};

describe('half-days', () => {
  it('show what is left, and why a day is closed', async () => {
    const { body } = await clerk.get(
      `/appointments/slots?institutionId=${institute.id}&mode=BRING_IN&categoryCodes=${SCALE}&days=13`,
    );
    expect(body).toMatchObject({
      today: '2026-11-23',
      departmentId: institute.scales,
      departmentName: '力学室',
    });
    const at = (date: string, halfDay = 'AM') =>
      body.items.find(
        (slot: { date: string; halfDay: string }) => slot.date === date && slot.halfDay === halfDay,
      );
    expect(at('2026-11-23')).toMatchObject({ open: true, remaining: 20, capacity: 20 });
    expect(at('2026-11-28')).toMatchObject({ open: false, closedReason: 'WEEKEND', remaining: 0 });
    expect(at('2026-12-02')).toMatchObject({ open: false, closedReason: 'HOLIDAY', closedName: '演示节' });
    expect(at('2026-12-05')).toMatchObject({ open: true, remaining: 20 });
  });

  it('are refused for kinds of different departments and for a department of nobody', async () => {
    const base = `/appointments/slots?institutionId=${institute.id}&mode=BRING_IN`;
    expect((await clerk.get(`${base}&categoryCodes=90101,90201`)).body.code).toBe(
      'appointment.department-differs',
    );
    expect((await clerk.get(`${base}&departmentId=${uuidv7()}`)).body.code).toBe(
      'appointment.department-unknown',
    );
  });
});

describe('previewing', () => {
  it('groups by institution, mode and department, and proposes the earliest half-days that fit', async () => {
    const gauges = await filed(3);
    const scales = await filed(2, { categoryCode: SCALE, verificationMode: 'ON_SITE' });
    const answer = await clerk.post('/appointments/preview', { instrumentIds: [...gauges, ...scales] });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      today: '2026-11-23',
      bookable: 5,
      blockedCount: 0,
      contact: { contactPerson: '演示联系人' },
    });
    const [first, second] = answer.body.groups;
    expect(first).toMatchObject({
      mode: 'BRING_IN',
      departmentName: '热工室',
      sites: [{ name: '业务大厅' }],
    });
    expect(first.proposals).toHaveLength(3);
    expect(first.proposals[0]).toEqual({ date: '2026-11-24', halfDay: 'AM', remaining: 20 });
    expect(first.parts).toEqual([{ date: '2026-11-24', halfDay: 'AM', instrumentIds: gauges }]);
    expect(first.instruments[0]).toMatchObject({ id: gauges[0], until: '2026-11-30' });
    expect(second).toMatchObject({ mode: 'ON_SITE', departmentName: '力学室' });
  });

  it('splits what no half-day holds', async () => {
    const many = await filed(45);
    const { body } = await clerk.post('/appointments/preview', { instrumentIds: many });
    expect(body.groups[0].proposals).toEqual([]);
    expect(
      body.groups[0].parts.map((part: { instrumentIds: string[] }) => part.instrumentIds.length),
    ).toEqual([20, 20, 5]);
  });

  it('finds everything that is due by itself', async () => {
    const owner = await arrangeEnterprise(api.test, institute.id);
    const staff = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: owner });
    const old = { filedOn: '2026-01-05' };
    const due = [
      ...(await filed(1, { ...old, validUntil: '2026-12-23' }, owner)),
      ...(await filed(1, { ...old, failed: true }, owner)),
      ...(await filed(1, { ...old, endedWithoutResultOn: '2026-11-13' }, owner)),
      ...(await filed(1, { filedOn: '2026-11-13' }, owner)),
    ];
    await filed(1, { ...old, validUntil: '2026-12-24' }, owner);
    await filed(1, { ...old, validUntil: '2026-11-22' }, owner);
    await filed(1, { lifecycle: 'SEALED' }, owner);
    const { body } = await staff.post('/appointments/preview', { due: true });
    expect(body.groups[0].instruments.map((one: { id: string }) => one.id).sort()).toEqual([...due].sort());
    expect(body.blocked).toEqual([]);
  });
});

describe('booking', () => {
  it('holds places and instruments for two working days', async () => {
    const instrumentIds = await filed(3);
    const before = (await remaining('2026-11-30', 'PM')).remaining;
    const answer = await clerk.post(
      '/appointments',
      bookingOf(instrumentIds, { date: '2026-11-30', halfDay: 'PM' }),
    );
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      status: 'PENDING',
      itemCount: 3,
      departmentName: '热工室',
      siteName: '业务大厅',
      heldUntil: '2026-11-25',
      formReady: false,
    });
    expect(answer.body.caseNumber).toMatch(/^A20261123-/);
    expect((await remaining('2026-11-30', 'PM')).remaining).toBe(before - 3);
    const { body } = await clerk.get(`/appointments/${answer.body.id}/items`);
    expect(body.items.map((item: { instrumentId: string }) => item.instrumentId)).toEqual(instrumentIds);
    expect((await readInstrument(api.test, instrumentIds[0] as string)).openAppointmentItemId).toBe(
      body.items[0].id,
    );
    expect((await clerk.get(`/appointments/${answer.body.id}/form`)).body.code).toBe(
      'appointment.form-not-ready',
    );
  });

  it('names every instrument outside its window, with the reason and the way out', async () => {
    const [lapsed] = await filed(1, { filedOn: '2026-11-12' });
    const [early] = await filed(1, { filedOn: '2026-01-05', validUntil: '2027-03-31' });
    const [unfiled] = await arrangeInstruments(api.test, enterpriseId, 1);
    const [sealed] = await filed(1, { lifecycle: 'SEALED' });
    const [onSite] = await filed(1, { verificationMode: 'ON_SITE' });
    const [booked] = await filed(1);
    await clerk.post('/appointments', bookingOf([booked as string]));
    const ids = [lapsed, early, unfiled, sealed, onSite, booked, uuidv7()] as string[];
    const answer = await clerk.post('/appointments', bookingOf(ids));
    expect([answer.status, answer.body.code]).toEqual([409, 'appointment.items-blocked']);
    expect(answer.body.errors.map((error: { code: string }) => error.code)).toEqual([
      'appointment.filing-lapsed',
      'appointment.window-not-open',
      'appointment.not-filed',
      'appointment.instrument-not-active',
      'appointment.mode-differs',
      'appointment.already-booked',
      'appointment.instrument-not-found',
    ]);
    expect(answer.body.errors[0]).toMatchObject({ pointer: '/instrumentIds/0' });
    expect(answer.body.errors[0].detail).toContain('2026-11-22');
    expect(answer.body.errors[1].detail).toContain('2027-02-28');
  });

  it('opens and closes each window on its day', async () => {
    const cases = [
      [{ filedOn: '2026-11-13' }, 201],
      [{ filedOn: '2026-11-12' }, 409],
      [{ filedOn: '2026-01-05', validUntil: '2026-12-23' }, 201],
      [{ filedOn: '2026-01-05', validUntil: '2026-12-24' }, 409],
      [{ filedOn: '2026-01-05', validUntil: '2026-11-23' }, 201],
      [{ filedOn: '2026-01-05', validUntil: '2026-11-22' }, 409],
    ] as const;
    for (const [overrides, status] of cases) {
      const answer = await clerk.post(
        '/appointments',
        bookingOf(await filed(1, overrides), { date: '2026-12-01' }),
      );
      expect([overrides, answer.status]).toEqual([overrides, status]);
    }
  });

  it('needs a site of the institution, or an address', async () => {
    const ids = await filed(1);
    expect((await clerk.post('/appointments', bookingOf(ids, { siteId: undefined }))).body.code).toBe(
      'appointment.site-required',
    );
    expect((await clerk.post('/appointments', bookingOf(ids, { siteId: uuidv7() }))).body.code).toBe(
      'appointment.site-required',
    );
    const onSite = await filed(1, { verificationMode: 'ON_SITE' });
    const body = bookingOf(onSite, { mode: 'ON_SITE', siteId: undefined });
    expect((await clerk.post('/appointments', body)).body.code).toBe('appointment.address-required');
    const answer = await clerk.post('/appointments', { ...body, address: '一号门' });
    expect(answer.body).toMatchObject({ mode: 'ON_SITE', address: '一号门', siteId: null });
  });

  it('needs a number under which somebody can be called', async () => {
    const ids = await filed(1);
    for (const contactPhone of ['abc', '12', '   ']) {
      const { status, body } = await clerk.post('/appointments', bookingOf(ids, { contactPhone }));
      expect([status, body.errors?.[0]?.pointer]).toEqual([400, '/contactPhone']);
    }
    const answer = await clerk.post('/appointments', bookingOf(ids, { contactPhone: '0758-6622655 转 8' }));
    expect(answer.status).toBe(201);
  });

  it.each([
    ['2026-11-28', 'AM', 'appointment.slot-closed'],
    ['2026-12-02', 'AM', 'appointment.slot-closed'],
    ['2026-11-20', 'PM', 'appointment.slot-past'],
    ['2027-11-23', 'AM', 'appointment.slot-closed'],
  ])('refuses %s %s: %s', async (date, halfDay, code) => {
    const answer = await clerk.post('/appointments', bookingOf(await filed(1), { date, halfDay }));
    expect([answer.status, answer.body.code]).toEqual([409, code]);
  });

  it('refuses instruments of two departments, 501 of them, and a viewer', async () => {
    const mixed = [...(await filed(1)), ...(await filed(1, { categoryCode: SCALE }))];
    expect((await clerk.post('/appointments', bookingOf(mixed))).body.code).toBe(
      'appointment.department-differs',
    );
    const tooMany = Array.from({ length: 501 }, () => uuidv7());
    expect((await clerk.post('/appointments', bookingOf(tooMany))).status).toBe(400);
    const viewer = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
    expect((await viewer.post('/appointments', bookingOf(await filed(1)))).status).toBe(403);
  });

  it('says how much is left where it is too little', async () => {
    const answer = await clerk.post('/appointments', bookingOf(await filed(21), { date: '2026-12-03' }));
    expect([answer.status, answer.body.code]).toEqual([409, 'appointment.slot-full']);
    expect(answer.body.details).toEqual({ remaining: 20, needed: 21 });
  });

  it('sells no place twice and loses none, however many book at once', async () => {
    const date = '2026-12-04';
    const enterprises = await Promise.all(
      Array.from({ length: 24 }, async () => {
        const owner = await arrangeEnterprise(api.test, institute.id);
        const staff = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: owner });
        return { staff, ids: await filed(1, {}, owner) };
      }),
    );
    const answers = await Promise.all(
      enterprises.map(({ staff, ids }) => staff.post('/appointments', bookingOf(ids, { date }))),
    );
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(20);
    const told = answers.filter((answer) => answer.status === 409);
    expect(told.map((answer) => answer.body.code)).toEqual(Array(4).fill('appointment.slot-full'));
    expect(await remaining(date, 'AM')).toMatchObject({ remaining: 0, capacity: 20 });
  });

  it('answers a repeated request with the same appointment and books once', async () => {
    const body = bookingOf(await filed(1), { date: '2026-12-07' });
    const key = uuidv7();
    const answers = [
      await clerk.post('/appointments', body, { key }),
      await clerk.post('/appointments', body, { key }),
    ];
    expect(answers[0]?.body.id).toBe(answers[1]?.body.id);
    expect((await remaining('2026-12-07', 'AM')).remaining).toBe(19);
  });
});
