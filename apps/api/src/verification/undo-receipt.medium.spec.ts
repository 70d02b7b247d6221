import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { InstrumentEntity, systemContext, VerificationTaskEntity } from '@quanheng/database';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anInstitute, type Booking, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security. The clock is moved by hand.
let api: ApiUnderTest;
let at: Institute;
let booking: Booking;
let serial = 0;
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
});
afterAll(() => api.close());
beforeEach(async () => {
  booking = await at.book(Array.from({ length: 3 }, () => ({ serialNumber: `UN-${++serial}` })));
});

const receive = async (items: object[], version = 1) =>
  (await at.counter.post('/receipts', { appointmentId: booking.id, items }, { version })).body;
const mixed = () => [
  { appointmentItemId: booking.itemIds[0], outcome: 'RECEIVED', note: '带校准标签' },
  { appointmentItemId: booking.itemIds[1], outcome: 'MISSING', reason: '未随件送达' },
  { appointmentItemId: booking.itemIds[2], outcome: 'REFUSED', reason: '表盘破损' },
];
const undo = (id: string, version = 1, who = at.counter) => who.post(`/receipts/${id}/undo`, {}, { version });
const instruments = () =>
  api.test.database.read(systemContext(), (tx) =>
    tx.manager.find(InstrumentEntity, {
      where: booking.instrumentIds.map((id) => ({ id })),
      order: { id: 'ASC' },
    }),
  );
const stateOf = async () =>
  (await instruments()).map((each) => [each.openAppointmentItemId, each.endedWithoutResultOn]);

describe('taking a receipt back', () => {
  it('leaves everything as it was before it, and says so to both sides', async () => {
    const before = await stateOf();
    const receipt = await receive(mixed());
    expect(Date.parse(receipt.undoableUntil) - Date.parse(receipt.receivedAt)).toBe(30_000);
    expect(await stateOf()).not.toEqual(before);
    const answer = await undo(receipt.id);
    expect([answer.status, answer.body.items, answer.body.undoneByName]).toEqual([200, [], '演示前台']);
    expect(await stateOf()).toEqual(before);
    const lookup = await at.counter.get(`/receipts/lookup?code=${booking.caseNumber}`);
    expect(lookup.body.appointment).toMatchObject({ status: 'CONFIRMED', expectedCount: 3 });
    expect((await at.verifier.get(`/tasks?appointmentId=${booking.id}`)).body.items).toEqual([]);
    const history = await at.clerk.get(`/receipts/${receipt.id}/history`);
    expect(history.body.items[0]).toMatchObject({ action: 'receipt.undo' });
    const told = await api.test.database.read(systemContext(), (tx) =>
      tx.query(
        `SELECT 1 FROM notification WHERE template = 'items.received-undone' AND params->>'receivingNumber' = $1`,
        [receipt.caseNumber],
      ),
    );
    expect(told).toHaveLength(1);
    const slip = await at.counter.get(`/receipts/${receipt.id}/slip`);
    expect(JSON.parse(slip.text).code).toBe('receipt.undone');
  });

  it('is followed by receiving the same form again, with labels of their own', async () => {
    const first = await receive(mixed());
    await undo(first.id);
    const { version } = (await at.counter.get(`/receipts/lookup?code=${booking.caseNumber}`)).body
      .appointment;
    const again = await receive(mixed(), version);
    expect(again).toMatchObject({ received: 1, missing: 1, refused: 1 });
    expect(again.caseNumber).not.toBe(first.caseNumber);
  });

  it('leaves an earlier part received', async () => {
    const [one, ...rest] = mixed();
    await receive([one!]);
    const second = await receive(rest, 2);
    await undo(second.id);
    const lookup = await at.counter.get(`/receipts/lookup?code=${booking.caseNumber}`);
    expect(lookup.body.appointment).toMatchObject({ status: 'PARTIALLY_RECEIVED', expectedCount: 2 });
  });

  it('happens once, however often it is asked for at once', async () => {
    const receipt = await receive(mixed());
    const answers = await Promise.all(Array.from({ length: 4 }, () => undo(receipt.id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    expect((await undo(receipt.id, 2)).body.code).toBe('receipt.undone');
  });

  it('is refused when the time is over', async () => {
    const receipt = await receive(mixed());
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE receipt SET received_at = received_at - interval '31 seconds' WHERE id = $1`, [
        receipt.id,
      ]),
    );
    const answer = await undo(receipt.id);
    expect([answer.status, answer.body.code]).toEqual([409, 'receipt.undo-over']);
    expect(answer.body.detail).toContain('30 秒');
  });

  it('is refused once a verifier has begun, and of both at once one is', async () => {
    const receipt = await receive(mixed());
    const [{ taskId }] = receipt.items;
    const [begun, undone] = await Promise.all([
      at.verifier.post(`/tasks/${taskId}/start`, {}, { version: 1 }),
      undo(receipt.id),
    ]);
    expect([200, 201, 404]).toContain(begun.status);
    expect(undone.status).toBe(begun.status === 404 ? 200 : 409);
    const left = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.countBy(VerificationTaskEntity, { id: taskId }),
    );
    expect(left).toBe(begun.status === 404 ? 0 : 1);
    const second = await at.book([{ serialNumber: `UN-${++serial}` }]);
    booking = second;
    const other = await receive([{ appointmentItemId: second.itemIds[0], outcome: 'RECEIVED' }]);
    await at.verifier.post(`/tasks/${other.items[0].taskId}/start`, {}, { version: 1 });
    expect((await undo(other.id)).body.code).toBe('receipt.undo-begun');
  });

  it('is refused once what it freed is booked again', async () => {
    const receipt = await receive(mixed());
    await api.test.database.write(systemContext(), (tx) =>
      tx.query('UPDATE instrument SET open_appointment_item_id = id WHERE id = $1', [
        booking.instrumentIds[1],
      ]),
    );
    expect((await undo(receipt.id)).body.code).toBe('receipt.undo-begun');
  });

  it('is for this institution’s desk, and for who has seen the receipt as it is', async () => {
    const receipt = await receive(mixed());
    expect((await undo(receipt.id, 1, at.clerk)).status).toBe(403);
    expect((await undo(receipt.id, 1, at.signatory)).status).toBe(403);
    expect((await undo(receipt.id, 1, at.stranger)).status).toBe(404);
    expect((await undo(receipt.id, 7)).status).toBe(412);
    expect((await at.counter.post(`/receipts/${receipt.id}/undo`, {})).status).toBe(428);
  });
});
