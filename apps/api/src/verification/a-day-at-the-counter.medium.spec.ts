import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { systemContext } from '@quanheng/database';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anInstitute, type Booking, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security. 60 arrivals with 300 instruments, two counters at work at once.
// Customers without a booking: walk-in.medium.spec.ts. The scanner and its input method: the journey at the counter.
const ARRIVALS = 60;
const EACH = 5;
let api: ApiUnderTest;
let at: Institute;
let bookings: Booking[];
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  bookings = [];
  for (let index = 0; index < ARRIVALS; index++)
    bookings.push(
      await at.book(Array.from({ length: EACH }, (_, item) => ({ serialNumber: `D-${index}-${item}` }))),
    );
});
afterAll(() => api.close());

interface Arrival {
  readonly index: number;
  readonly booking: Booking;
}

/** Every tenth lacks one, every fifteenth has a broken one; the rest is as it was booked. */
function outcomesOf({ index, booking }: Arrival): object[] {
  return booking.itemIds.map((appointmentItemId, item) => {
    if (item === 0 && index % 10 === 0)
      return { appointmentItemId, outcome: 'MISSING', reason: '未随件送达' };
    if (item === 1 && index % 15 === 0) return { appointmentItemId, outcome: 'REFUSED', reason: '外观损坏' };
    return { appointmentItemId, outcome: 'RECEIVED', appearance: '外观完好' };
  });
}

async function arrive(arrival: Arrival): Promise<string> {
  const { body } = await at.counter.get(`/receipts/scan?code=${arrival.booking.caseNumber}`);
  const { id, version } = body.lookup.appointment;
  const request = { appointmentId: id, items: outcomesOf(arrival) };
  const register = () => at.counter.post('/receipts', request, { version });
  // Every seventh form is scanned at both counters at once.
  const answers = await Promise.all(arrival.index % 7 === 0 ? [register(), register()] : [register()]);
  expect(answers.map(({ status }) => status).sort()).toEqual(answers.length === 2 ? [201, 412] : [201]);
  return answers.find(({ status }) => status === 201)!.body.id as string;
}

it('receives 300 instruments of 60 arrivals, each once, with what was wrong said at the counter', async () => {
  expect((await at.counter.get('/receipts/expected')).body.items).toHaveLength(ARRIVALS);
  const queue = bookings.map((booking, index) => ({ booking, index }));
  const receiptIds: string[] = [];
  const counter = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) receiptIds.push(await arrive(next));
  };
  await Promise.all([counter(), counter()]);

  // Registered by mistake: taken back, and received again.
  const [mistaken = ''] = receiptIds.slice(-1);
  const undone = await at.counter.post(`/receipts/${mistaken}/undo`, {}, { version: 1 });
  expect(undone.status).toBe(200);
  const again = bookings.findIndex((each) => each.id === undone.body.appointmentId);
  await arrive({ index: again, booking: bookings[again]! });

  // A form of this morning, one of next week, one that nobody confirmed, one of nobody.
  const scan = async (code: string) => (await at.counter.get(`/receipts/scan?code=${code}`)).body;
  expect((await scan(bookings[0]!.caseNumber)).lookup.warning).toBe('receipt.not-confirmed');
  const later = await at.book([{ serialNumber: 'D-later' }], { date: '2026-11-30' });
  expect((await scan(later.caseNumber)).lookup.warning).toBe('receipt.other-day');
  const pending = await at.book([{ serialNumber: 'D-pending' }], { status: 'PENDING' });
  expect((await scan(pending.caseNumber)).lookup.warning).toBe('receipt.not-confirmed');
  expect((await scan('UNKNOWN-1')).code).toBe('receipt.not-booked');

  expect(await figures()).toEqual({
    received: ARRIVALS * EACH - 6 - 4,
    missing: 6,
    refused: 4,
    tasks: ARRIVALS * EACH - 10,
    labels: ARRIVALS * EACH - 10,
    receipts: ARRIVALS,
    undone: 1,
    free: 10,
  });
});

/** Items of the sixty by status; tasks with as many different numbers; receipts in force; instruments free again. */
async function figures(): Promise<object> {
  const [row] = await api.test.database.read(systemContext(), (tx) =>
    tx.query<object>(
      `WITH item AS (SELECT * FROM appointment_item WHERE appointment_id = ANY($1))
       SELECT (SELECT count(*)::int FROM item WHERE status = 'RECEIVED') AS received,
         (SELECT count(*)::int FROM item WHERE status = 'MISSING') AS missing,
         (SELECT count(*)::int FROM item WHERE status = 'REFUSED') AS refused,
         (SELECT count(*)::int FROM verification_task WHERE appointment_id = ANY($1)) AS tasks,
         (SELECT count(DISTINCT case_number)::int FROM verification_task WHERE appointment_id = ANY($1)) AS labels,
         (SELECT count(*)::int FROM receipt WHERE undone_at IS NULL) AS receipts,
         (SELECT count(*)::int FROM receipt WHERE undone_at IS NOT NULL) AS undone,
         (SELECT count(*)::int FROM instrument n JOIN item ON item.instrument_id = n.id
          WHERE n.open_appointment_item_id IS NULL) AS free`,
      [bookings.map((booking) => booking.id)],
    ),
  );
  return row!;
}
