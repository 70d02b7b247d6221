import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AppointmentEntity,
  AppointmentItemEntity,
  CapabilityEntity,
  DepartmentEntity,
  InstrumentEntity,
  SlotEntity,
  systemContext,
} from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstitute, KINDS, type Booking, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security. The form on the counter, and what came along without being on it.
let api: ApiUnderTest;
let at: Institute;
let other: Institute;
let booking: Booking;
let otherDepartment: string;
let serial = 0;

beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  other = await anInstitute(api);
  otherDepartment = uuidv7();
  await api.test.database.write(systemContext(), async (tx) => {
    const { institutionId } = at;
    const row = { version: 1, institutionId, name: '电学室', phone: '0000-5', duties: [], position: 1 };
    await tx.manager.insert(DepartmentEntity, { ...row, id: otherDepartment });
    const of = { institutionId, mode: 'BRING_IN' as const };
    await tx.manager.insert(CapabilityEntity, [
      { ...of, id: uuidv7(), categoryCode: KINDS.gauge, departmentId: at.departmentId },
      { ...of, id: uuidv7(), categoryCode: KINDS.scale, departmentId: otherDepartment },
    ]);
  });
});
afterAll(() => api.close());
beforeEach(async () => {
  booking = await at.book([{ serialNumber: `UX-${++serial}` }]);
  await change(SlotEntity, { id: await slotOf() }, { booked: 1, capacity: 3 });
  // As it is in truth: the appointment's day is its slot's.
  await set('date = (SELECT s.date FROM slot s WHERE s.id = slot_id)');
});

const find = (code: string, who: SignedIn = at.counter) =>
  who.get(`/receipts/unexpected?appointmentId=${booking.id}&code=${encodeURIComponent(code)}`);
const add = (instrumentId: string, version = 1, who: SignedIn = at.counter, key?: string) =>
  who.post(`/appointments/${booking.id}/items`, { instrumentId }, { version, ...(key ? { key } : {}) });
const one = <E extends object>(entity: new () => E, where: object): Promise<E> =>
  api.test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(entity, where));
const change = <E extends object>(entity: new () => E, where: object, to: object) =>
  api.test.database.write(systemContext(), (tx) => tx.manager.update(entity, where, to));
/** Of the appointment, without a new version. */
const set = (what: string) =>
  api.test.database.write(systemContext(), (tx) =>
    tx.query(`UPDATE appointment SET ${what} WHERE id = $1`, [booking.id]),
  );
const slotOf = async () => (await one(AppointmentEntity, { id: booking.id })).slotId;

/** Filed with the institution and in no appointment. */
async function brought(changes: Partial<InstrumentEntity> = {}, of: Institute = at) {
  const serialNumber = changes.serialNumber ?? `UX-${++serial}`;
  const { id, instrumentIds } = await of.book([{ serialNumber, changes }]);
  await change(AppointmentItemEntity, { appointmentId: id }, { open: false, status: 'MISSING' });
  const instrumentId = instrumentIds[0] as string;
  await change(InstrumentEntity, { id: instrumentId }, { openAppointmentItemId: null });
  return { instrumentId, serialNumber };
}

describe('what came along', () => {
  it('is named where the same client has filed it here, in either case of its letters', async () => {
    const { instrumentId, serialNumber } = await brought();
    const { body } = await find(serialNumber.toLowerCase());
    expect(body).toEqual({
      items: [{ instrumentId, name: '压力表', model: 'Y-100', serialNumber, obstacle: null, detail: null }],
      ofAnother: false,
    });
  });

  it('of another client is only said to be another’s', async () => {
    const foreign = uuidv7();
    const { instrumentId, serialNumber } = await brought();
    await api.test.database.write(systemContext(), async (tx) => {
      const [row] = await tx.query('SELECT * FROM enterprise WHERE id = $1', [at.enterpriseId]);
      await tx.query(
        `INSERT INTO enterprise SELECT * FROM jsonb_populate_record(NULL::enterprise, $1::jsonb)`,
        [
          JSON.stringify({
            ...(row as object),
            id: foreign,
            name: '另一演示单位',
            credit_code: '91441200000000FOR',
          }),
        ],
      );
    });
    await change(InstrumentEntity, { id: instrumentId }, { enterpriseId: foreign });
    const { body, text } = await find(serialNumber);
    expect(body).toEqual({ items: [], ofAnother: true });
    expect(text).not.toContain(instrumentId);
    expect((await add(instrumentId)).status).toBe(404);
  });

  it('filed elsewhere or nowhere is not known here', async () => {
    const elsewhere = await brought({}, other);
    const unfiled = await brought({ institutionId: null, filedOn: null });
    for (const { instrumentId, serialNumber } of [elsewhere, unfiled]) {
      expect((await find(serialNumber)).body).toEqual({ items: [], ofAnother: false });
      expect((await add(instrumentId)).status).toBe(404);
    }
    expect((await find('NOBODY-HAS-THIS')).body).toEqual({ items: [], ofAnother: false });
  });
});

describe('adding', () => {
  it('books it into the appointment, takes a place, is told and is received like the rest', async () => {
    const { instrumentId, serialNumber } = await brought();
    const answer = await add(instrumentId);
    expect(answer.status).toBe(200);
    const { appointment, items, focusItemId } = answer.body;
    expect(appointment).toMatchObject({ version: 2, itemCount: 2, expectedCount: 2, status: 'CONFIRMED' });
    expect(items.at(-1)).toMatchObject({ id: focusItemId, serialNumber, status: 'EXPECTED' });
    expect((await one(SlotEntity, { id: await slotOf() })).booked).toBe(2);
    expect((await one(InstrumentEntity, { id: instrumentId })).openAppointmentItemId).toBe(focusItemId);

    const history = (await at.clerk.get(`/appointments/${booking.id}/history`)).body.items;
    expect(history[0]).toMatchObject({ action: 'appointment.add-item', actorName: '演示前台' });
    const inbox = (await at.clerk.get('/notifications')).body.items;
    expect(inbox[0]).toMatchObject({ link: `/e/appointments/${booking.id}` });

    const decided = items.map(({ id }: { id: string }) => ({ appointmentItemId: id, outcome: 'RECEIVED' }));
    const body = { appointmentId: booking.id, items: decided, otherDayConfirmed: true };
    const receipt = await at.counter.post('/receipts', body, { version: 2 });
    expect(receipt.body).toMatchObject({ received: 2, appointmentStatus: 'RECEIVED' });
  });

  it('of one by two clerks at once happens once, and again by its key', async () => {
    const { instrumentId } = await brought();
    const key = uuidv7();
    const both = await Promise.all([
      add(instrumentId, 1, at.counter, key),
      add(instrumentId, 1, at.verifier),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await one(SlotEntity, { id: await slotOf() })).booked).toBe(2);
    const [first] = both;
    if (first?.status === 200) expect((await add(instrumentId, 1, at.counter, key)).body).toEqual(first.body);
    expect((await add(instrumentId, 2)).body.code).toBe('appointment.already-booked');
  });

  it.each([
    ['outside its window', { filedOn: '2026-10-01' }, 'appointment.filing-lapsed'],
    ['not in use', { lifecycle: 'SEALED' as const }, 'appointment.instrument-not-active'],
    ['of the other mode', { verificationMode: 'ON_SITE' as const }, 'filing.institution-not-capable'],
    ['of another department', { categoryCode: KINDS.scale }, 'receipt.other-department'],
  ])('what is %s is refused, with the way on', async (_what, changes, code) => {
    const { instrumentId, serialNumber } = await brought(changes);
    const { items } = (await find(serialNumber)).body;
    expect(items).toMatchObject([
      { instrumentId, obstacle: code, detail: expect.stringContaining(serialNumber) },
    ]);
    const refused = await add(instrumentId);
    expect([refused.status, refused.body.code]).toEqual([409, code]);
  });

  it('sells no place twice: what is full stays full', async () => {
    const [first, second, third] = [await brought(), await brought(), await brought()];
    expect((await add(first.instrumentId)).status).toBe(200);
    expect((await add(second.instrumentId, 2)).status).toBe(200);
    const refused = await add(third.instrumentId, 3);
    expect([refused.body.code, refused.body.details.remaining]).toEqual(['appointment.slot-full', 0]);
    expect((await one(SlotEntity, { id: await slotOf() })).booked).toBe(3);
    expect((await one(AppointmentEntity, { id: booking.id })).itemCount).toBe(3);
  });

  it('is for the desk of the institution, and for what is being received', async () => {
    const { instrumentId, serialNumber } = await brought();
    expect((await add(instrumentId, 1, at.clerk)).status).toBe(403);
    expect((await add(instrumentId, 1, at.scheduler)).status).toBe(403);
    expect((await add(instrumentId, 1, at.stranger)).status).toBe(404);
    expect((await find(serialNumber, at.stranger)).status).toBe(404);
    expect((await add(instrumentId, 9)).status).toBe(412);
    await set(`status = 'PENDING'`);
    expect((await add(instrumentId)).body.code).toBe('receipt.not-confirmed');
  });
});
