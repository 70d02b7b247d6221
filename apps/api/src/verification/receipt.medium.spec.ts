import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AppointmentEntity,
  AppointmentItemEntity,
  InstrumentEntity,
  systemContext,
} from '@quanheng/database';
import { labelBarcode } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anInstitute, type Booking, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23, 10:00 in Shanghai.
let api: ApiUnderTest;
let at: Institute;
let booking: Booking;
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
});
afterAll(() => api.close());

let serial = 0;
beforeEach(async () => {
  const items = Array.from({ length: 3 }, () => ({ serialNumber: `SN-${++serial}` }));
  booking = await at.book(items);
});

const read = <T>(work: Parameters<ApiUnderTest['test']['database']['read']>[1]) =>
  api.test.database.read(systemContext(), work) as Promise<T>;
const instrument = (index: number) =>
  read<InstrumentEntity>((tx) =>
    tx.manager.findOneByOrFail(InstrumentEntity, { id: booking.instrumentIds[index] ?? '' }),
  );
const all = (outcome: string) => booking.itemIds.map((appointmentItemId) => ({ appointmentItemId, outcome }));

describe('the code on the counter', () => {
  it('leads to the appointment, as number, as QR text and as an instrument’s serial number', async () => {
    for (const code of [booking.caseNumber, `https://demo.example/q/${booking.caseNumber}`]) {
      const answer = await at.counter.get(`/receipts/lookup?code=${encodeURIComponent(code)}`);
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({
        appointment: { id: booking.id, status: 'CONFIRMED', departmentName: '力学室', expectedCount: 3 },
        warning: null,
        focusItemId: null,
      });
      expect(answer.body.items).toHaveLength(3);
    }
    const answer = await at.counter.get(`/receipts/lookup?code=sn-${serial}`);
    expect(answer.body).toMatchObject({ appointment: { id: booking.id }, focusItemId: booking.itemIds[2] });
  });

  it('warns of what is not confirmed and of another day', async () => {
    const pending = await at.book([{ serialNumber: 'P-1' }], { status: 'PENDING' });
    const early = await at.book([{ serialNumber: 'P-2' }], { date: '2026-11-25' });
    const warning = async (code: string) =>
      (await at.counter.get(`/receipts/lookup?code=${code}`)).body.warning as string;
    expect(await warning(pending.caseNumber)).toBe('receipt.not-confirmed');
    expect(await warning(early.caseNumber)).toBe('receipt.other-day');
  });

  it('warns of a form that was replaced since, as far as the code says which form it is', async () => {
    const changed = await at.book([{ serialNumber: 'V-1' }]);
    await api.test.database.write(systemContext(), (tx) =>
      tx.manager.update(AppointmentEntity, changed.id, { formVersion: 2 }),
    );
    const replaced = async (code: string) =>
      (await at.counter.get(`/receipts/lookup?code=${encodeURIComponent(code)}`)).body.replacedForm;
    expect(await replaced(`https://demo.example/q/${changed.caseNumber}`)).toBe(1);
    expect(await replaced(`https://demo.example/q/2/${changed.caseNumber}`)).toBeNull();
    expect(await replaced(changed.caseNumber)).toBeNull();
  });

  it('is refused for an instrument that was not filed and booked ★', async () => {
    await at.book([{ serialNumber: 'PENDING-1' }], { status: 'PENDING' });
    for (const code of ['UNKNOWN-1', 'PENDING-1', '261123999999']) {
      const answer = await at.counter.get(`/receipts/lookup?code=${code}`);
      expect([answer.status, answer.body.code]).toEqual([409, 'receipt.not-booked']);
    }
  });

  it('tells nothing of another institution’s case', async () => {
    const answer = await at.stranger.get(`/receipts/lookup?code=${booking.caseNumber}`);
    expect(answer.status).toBe(404);
    expect((await at.clerk.get(`/receipts/lookup?code=${booking.caseNumber}`)).status).toBe(403);
  });
});

describe('receiving', () => {
  it('makes a task of each received item, frees the others and tells the client', async () => {
    const [first, second, third] = booking.itemIds;
    const answer = await at.counter.post(
      '/receipts',
      {
        appointmentId: booking.id,
        items: [
          { appointmentItemId: first, outcome: 'RECEIVED', accessories: '接头', appearance: '外观完好' },
          { appointmentItemId: second, outcome: 'MISSING', reason: '未随件送达' },
          { appointmentItemId: third, outcome: 'REFUSED', reason: '表盘破损' },
        ],
        deliveredBy: '演示送检人',
      },
      { version: 1 },
    );
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      caseNumber: expect.stringMatching(/^R20261123-/),
      appointmentStatus: 'RECEIVED',
      dueOn: '2026-12-21',
      received: 1,
      missing: 1,
      refused: 1,
      filesReady: false,
    });
    expect(answer.body.items.map((item: { status: string }) => item.status)).toEqual([
      'RECEIVED',
      'MISSING',
      'REFUSED',
    ]);
    expect((await instrument(0)).openAppointmentItemId).toBe(first);
    expect(await instrument(1)).toMatchObject({
      openAppointmentItemId: null,
      endedWithoutResultOn: '2026-11-23',
    });
    const [task] = (await at.verifier.get(`/tasks?receiptId=${answer.body.id}`)).body.items;
    expect(task).toMatchObject({
      status: 'WAITING',
      dueOn: '2026-12-21',
      caseNumber: expect.stringMatching(/^I2026/),
    });
    const label = await at.counter.get(`/receipts/lookup?code=${labelBarcode(task.caseNumber)}`);
    expect(label.body.focusItemId).toBe(first);
    const stored = await read<{ jobs: unknown[]; told: unknown[]; audits: unknown[] }>(async (tx) => ({
      jobs: await tx.query(`SELECT 1 FROM outbox WHERE job_id = $1`, [`receipt.render.${answer.body.id}`]),
      told: await tx.query(
        `SELECT params FROM notification WHERE template = 'items.received' AND params->>'receivingNumber' = $1`,
        [answer.body.caseNumber],
      ),
      audits: await tx.query(`SELECT 1 FROM audit_event WHERE object_id = $1`, [answer.body.id]),
    }));
    expect(stored.jobs).toHaveLength(1);
    expect(stored.told).toMatchObject([
      { params: { received: 1, missing: 1, refused: 1, dueOn: '2026-12-21' } },
    ]);
    expect(stored.audits).toHaveLength(1);
  });

  it('takes a part now and the rest later', async () => {
    const [first, ...rest] = all('RECEIVED');
    const part = await at.counter.post(
      '/receipts',
      { appointmentId: booking.id, items: [first] },
      { version: 1 },
    );
    expect(part.body.appointmentStatus).toBe('PARTIALLY_RECEIVED');
    const later = await at.counter.post(
      '/receipts',
      { appointmentId: booking.id, items: rest },
      { version: 2 },
    );
    expect([later.status, later.body.appointmentStatus]).toEqual([201, 'RECEIVED']);
    expect(later.body.items).toHaveLength(2);
    const numbers = (await at.verifier.get(`/tasks?appointmentId=${booking.id}`)).body.items.map(
      (task: { caseNumber: string }) => task.caseNumber,
    );
    expect(new Set(numbers).size).toBe(3);
  });

  it('completes an appointment of which nothing came', async () => {
    const items = all('MISSING').map((item) => ({ ...item, reason: '未送达' }));
    const answer = await at.counter.post('/receipts', { appointmentId: booking.id, items }, { version: 1 });
    expect(answer.body.appointmentStatus).toBe('COMPLETED');
    const open = await read<AppointmentItemEntity[]>((tx) =>
      tx.manager.findBy(AppointmentItemEntity, { appointmentId: booking.id, open: true }),
    );
    expect(open).toEqual([]);
  });

  it('happens once for a form scanned at two counters, and the same answer comes for the same key', async () => {
    const body = { appointmentId: booking.id, items: all('RECEIVED') };
    const key = uuidv7();
    const first = await at.counter.post('/receipts', body, { version: 1, key });
    const again = await at.counter.post('/receipts', body, { version: 1, key });
    expect(again.body).toEqual(JSON.parse(JSON.stringify(first.body)));
    const second = await at.counter.post('/receipts', body, { version: 1 });
    expect([second.status, second.body.code]).toEqual([412, 'record.stale']);
    const third = await at.counter.post('/receipts', body, { version: 2 });
    expect([third.status, third.body.code]).toEqual([409, 'receipt.not-confirmed']);
  });

  it.each(['PENDING', 'RETURNED', 'CANCELLED', 'EXPIRED', 'NO_SHOW', 'COMPLETED'] as const)(
    'refuses an appointment that is %s ★',
    async (status) => {
      const closed = await at.book([{ serialNumber: `X-${status}` }], { status });
      const items = [{ appointmentItemId: closed.itemIds[0], outcome: 'RECEIVED' }];
      const answer = await at.counter.post('/receipts', { appointmentId: closed.id, items }, { version: 1 });
      expect([answer.status, answer.body.code]).toEqual([409, 'receipt.not-confirmed']);
    },
  );

  it('asks before receiving on another day', async () => {
    const early = await at.book([{ serialNumber: `EARLY-${serial}` }], { date: '2026-11-24' });
    const body = {
      appointmentId: early.id,
      items: [{ appointmentItemId: early.itemIds[0], outcome: 'RECEIVED' }],
    };
    const asked = await at.counter.post('/receipts', body, { version: 1 });
    expect([asked.status, asked.body.code]).toEqual([409, 'receipt.other-day']);
    const sure = await at.counter.post('/receipts', { ...body, otherDayConfirmed: true }, { version: 1 });
    expect(sure.status).toBe(201);
  });

  it('refuses what the request leaves out or gets wrong, and names the place', async () => {
    const other = await at.book([{ serialNumber: `OTHER-${serial}` }]);
    const send = (items: object[]) =>
      at.counter.post('/receipts', { appointmentId: booking.id, items }, { version: 1 });
    const [first] = booking.itemIds;
    const noReason = await send([{ appointmentItemId: first, outcome: 'REFUSED' }]);
    expect(noReason.status).toBe(400);
    expect(noReason.body.errors).toMatchObject([
      { pointer: '/items/0/reason', code: 'receipt.reason-required' },
    ]);
    const foreign = await send([{ appointmentItemId: other.itemIds[0], outcome: 'RECEIVED' }]);
    expect([foreign.status, foreign.body.code]).toEqual([400, 'receipt.item-not-in-appointment']);
    expect((await send([])).body.code).toBe('receipt.no-items');
    const twice = await send([all('RECEIVED')[0]!, all('RECEIVED')[0]!]);
    expect([twice.status, twice.body.code]).toEqual([409, 'workflow.move-not-allowed']);
  });

  it('is for the desk of this institution only', async () => {
    const body = { appointmentId: booking.id, items: all('RECEIVED') };
    expect((await at.signatory.post('/receipts', body, { version: 1 })).body.code).toBe(
      'workflow.role-not-allowed',
    );
    expect((await at.clerk.post('/receipts', body, { version: 1 })).status).toBe(403);
    expect((await at.stranger.post('/receipts', body, { version: 1 })).status).toBe(404);
    expect((await at.counter.post('/receipts', body)).status).toBe(428);
  });

  it('on site hands the tasks to the verifier of the visit', async () => {
    const visit = await at.book([{ serialNumber: `SITE-${serial}` }], {
      mode: 'ON_SITE',
      address: '演示车间',
      verifierId: at.verifier.accountId,
      verifierName: '演示检定员甲',
    });
    const items = [{ appointmentItemId: visit.itemIds[0], outcome: 'RECEIVED' }];
    const answer = await at.verifier.post('/receipts', { appointmentId: visit.id, items }, { version: 1 });
    expect(answer.status).toBe(201);
    const mine = await at.verifier.get(`/tasks?mine=true&receiptId=${answer.body.id}`);
    expect(mine.body.items).toHaveLength(1);
    expect((await at.otherVerifier.get(`/tasks?mine=true&receiptId=${answer.body.id}`)).body.items).toEqual(
      [],
    );
  });
});

describe('what was received', () => {
  it('is listed for both parties, and its papers wait for the worker', async () => {
    const created = await at.counter.post(
      '/receipts',
      { appointmentId: booking.id, items: all('RECEIVED') },
      { version: 1 },
    );
    const { id, caseNumber } = created.body;
    for (const reader of [at.counter, at.clerk]) {
      const list = await reader.get(`/receipts?q=${caseNumber.toLowerCase()}`);
      expect(list.body.items).toMatchObject([{ id, caseNumber, received: 3 }]);
      expect((await reader.get(`/receipts/${id}`)).headers['etag']).toBe('"v1"');
      expect((await reader.get(`/receipts/${id}/history`)).body.items).toMatchObject([
        { action: 'receipt.create' },
      ]);
    }
    expect((await at.stranger.get(`/receipts/${id}`)).status).toBe(404);
    const slip = await at.counter.get(`/receipts/${id}/slip`);
    expect([slip.status, JSON.parse(slip.text).code]).toEqual([409, 'receipt.file-not-ready']);
  });

  it('is expected on its day', async () => {
    const expected = await at.counter.get('/receipts/expected');
    expect(expected.body.items[0]).toMatchObject({ status: 'CONFIRMED' });
    const mine = expected.body.items.find((row: { id: string }) => row.id === booking.id);
    expect(mine).toMatchObject({ expectedCount: 3, enterpriseName: '演示加油站有限公司' });
    expect((await at.counter.get('/receipts/expected?on=2026-11-20')).body.items).toEqual([]);
  });

  it('pages without a gap', async () => {
    for (const item of booking.itemIds)
      await at.counter.post(
        '/receipts',
        { appointmentId: booking.id, items: [{ appointmentItemId: item, outcome: 'RECEIVED' }] },
        { version: 1 + booking.itemIds.indexOf(item) },
      );
    const query = `/receipts?appointmentId=${booking.id}&limit=2`;
    const first = await at.counter.get(query);
    const second = await at.counter.get(`${query}&cursor=${encodeURIComponent(first.body.next)}`);
    expect([first.body.items.length, second.body.items.length, second.body.next]).toEqual([2, 1, null]);
  });
});
