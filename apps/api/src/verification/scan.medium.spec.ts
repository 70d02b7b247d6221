import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { systemContext } from '@quanheng/database';
import { labelBarcode } from '@quanheng/domain';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { anInstitute, type Booking, type Institute } from './testing/institute.js';

// Real: HTTP, guards, PostgreSQL with row security. Monday 2026-11-23, 10:00 in Shanghai.
const STICKER = 'I20251101-00007';
let api: ApiUnderTest;
let at: Institute;
let booking: Booking;
let receipt: { id: string; caseNumber: string; items: { taskNumber: string }[] };
beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  const former = await at.book([{ serialNumber: 'SC-1' }]);
  const items = [{ appointmentItemId: former.itemIds[0], outcome: 'RECEIVED' }];
  receipt = (await at.counter.post('/receipts', { appointmentId: former.id, items }, { version: 1 })).body;
  booking = await at.book([
    { serialNumber: 'SC-2', changes: { labelCode: `${STICKER}-X` } },
    { serialNumber: 'SC-3' },
  ]);
});
afterAll(() => api.close());

const scan = async (code: string, who = at.counter) => {
  const { status, body } = await who.get(`/receipts/scan?code=${encodeURIComponent(code)}`);
  return { status, ...body };
};

it('opens an appointment by its form, by a sticker of the ledger and by a serial number', async () => {
  for (const code of [
    booking.caseNumber,
    `https://demo.example/q/${booking.caseNumber}`,
    booking.caseNumber.toLowerCase(),
  ])
    expect(await scan(code)).toMatchObject({
      kind: 'APPOINTMENT',
      id: booking.id,
      number: booking.caseNumber,
      lookup: { focusItemId: null },
    });
  expect(await scan('sc-2')).toMatchObject({ id: booking.id, lookup: { focusItemId: booking.itemIds[0] } });
});

it('opens the receipt of a slip and of a label that stuck on something received', async () => {
  const [{ taskNumber }] = receipt.items as [{ taskNumber: string }];
  for (const code of [receipt.caseNumber, taskNumber, labelBarcode(taskNumber), `http://x/q/${taskNumber}`])
    expect(await scan(code)).toMatchObject({ kind: 'RECEIPT', id: receipt.id, lookup: null });
});

it('opens a certificate by its QR code and by its number', async () => {
  const token = 'demo-token-of-a-certificate';
  await api.test.database.write(systemContext(), (tx) =>
    tx.query(
      `INSERT INTO certificate (id, version, status, kind, number, enterprise_id, institution_id, instrument_id, task_id,
         client_name, instrument_name, model, serial_number, content, conclusion, verified_on, token, verifier_id, checker_id)
       SELECT gen_random_uuid(), 1, 'ISSUED', 'CERTIFICATE', 'DEMO2026-000001', enterprise_id, institution_id, instrument_id,
         id, '', '', '', '', '{}', 'PASS', '2026-11-23', $2, gen_random_uuid(), gen_random_uuid() FROM verification_task WHERE receipt_id = $1`,
      [receipt.id, token],
    ),
  );
  for (const code of [`https://demo.example/verify/${token}`, 'demo2026-000001'])
    expect(await scan(code)).toMatchObject({ kind: 'CERTIFICATE', number: 'DEMO2026-000001' });
  expect(await scan('https://demo.example/verify/another-token-altogether')).toMatchObject({
    status: 404,
    code: 'receipt.other-institution',
  });
});

it('says what is wrong with any other code, and what to do', async () => {
  const damaged = `${booking.caseNumber.slice(0, -1)}${booking.caseNumber.endsWith('0') ? '1' : '0'}`;
  expect(await scan(damaged)).toMatchObject({ status: 400, code: 'receipt.unreadable-code' });
  expect(await scan(booking.caseNumber, at.stranger)).toMatchObject({
    status: 404,
    code: 'receipt.other-institution',
  });
  expect(await scan(receipt.caseNumber, at.stranger)).toMatchObject({
    status: 404,
    code: 'receipt.other-institution',
  });
  expect(await scan('6901234567892')).toMatchObject({ status: 409, code: 'receipt.not-booked' });
  expect((await scan(booking.caseNumber, at.clerk)).status).toBe(403);
});
