import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EnterpriseEntity, InstrumentEntity, NotificationEntity, systemContext } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { pino } from 'pino';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { sendReminders } from './send-reminders.handler.js';

// Real: PostgreSQL. The handler uses nothing else.
let test: TestDatabase;
let scan: (on: string) => Promise<void>;
const enterpriseId = uuidv7();

beforeAll(async () => {
  test = await createTestDatabase();
  const handler = sendReminders({
    database: test.database,
    logger: pino({ level: 'silent' }),
  } as unknown as WorkerServices);
  scan = (on) => handler({ on }, { signal: new AbortController().signal, requestId: undefined, attempt: 1 });
  await test.database.write(systemContext(), (tx) =>
    tx.manager.insert(EnterpriseEntity, {
      id: enterpriseId,
      version: 1,
      name: '演示企业',
      creditCode: '91441202XYXY000135',
      regionCode: '441202',
      address: '演示路',
      legalRepresentative: '演示',
      contactPerson: '演示',
      mobile: '13800000000',
      email: 'demo@example.com',
      institutionId: uuidv7(),
      approvedOn: '2026-01-01',
    }),
  );
});
afterAll(() => test.close());

let serial = 0;
async function anInstrument(rest: Partial<InstrumentEntity>): Promise<void> {
  const serialNumber = String(++serial);
  await test.database.write(systemContext(), (tx) =>
    tx.manager.insert(InstrumentEntity, {
      id: uuidv7(),
      version: 1,
      enterpriseId,
      name: '压力表',
      model: 'Y-100',
      serialNumber,
      ownNumber: '',
      manufacturer: '演示',
      measuringRange: '(0～1)MPa',
      accuracyClass: '1.6级',
      origin: 'DOMESTIC',
      usageState: 'IN_USE',
      purpose: 'SAFETY',
      instrumentType: 'WORKING_INSTRUMENT',
      verificationMode: 'BRING_IN',
      regionCode: '441202',
      categoryCode: '91601',
      identityKey: serialNumber,
      searchText: serialNumber,
      lifecycle: 'ACTIVE',
      ...rest,
    }),
  );
}
/** The messages that a scan of this day made. */
async function told(on: string) {
  const messages = () => test.database.read(systemContext(), (tx) => tx.manager.find(NotificationEntity));
  const before = new Set((await messages()).map(({ id }) => id));
  await scan(on);
  const fresh = (await messages()).filter(({ id }) => !before.has(id));
  return fresh.map(({ template, params }) => ({ template, ...params }));
}

describe('reminders', () => {
  it('come once as one digest when the last month begins, by the calendar and not by 30 days', async () => {
    for (let i = 0; i < 3; i++) await anInstrument({ validUntil: '2027-03-31' });
    expect(await told('2027-02-27')).toEqual([]);
    expect(await told('2027-02-28')).toEqual([
      { template: 'reminder.due-soon', count: 3, firstValidUntil: '2027-03-31' },
    ]);
    expect(await told('2027-02-28')).toEqual([]);
    expect(await told('2027-03-01')).toEqual([]);
  });

  it.each([
    ['2027-03-24', 'reminder.due-soon'],
    ['2027-03-25', null],
    ['2027-03-30', 'reminder.due-soon'],
    ['2027-03-31', null],
    ['2027-04-01', 'reminder.overdue'],
    ['2027-04-07', null],
    ['2027-04-08', 'reminder.overdue'],
  ])('come again a week and a day before, and weekly once overdue: on %s %s', async (on, template) => {
    expect((await told(on)).map((message) => message.template)).toEqual(template ? [template] : []);
  });

  it('leave out what is out of use or booked, and warn of a window about to lapse', async () => {
    await test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE instrument SET lifecycle = 'SCRAPPED'`),
    );
    await anInstrument({ validUntil: '2028-03-31', lifecycle: 'SEALED' });
    await anInstrument({ validUntil: '2028-03-31', openAppointmentItemId: uuidv7() });
    await anInstrument({ filedOn: '2028-03-01' });
    expect(await told('2028-03-07')).toEqual([]);
    expect(await told('2028-03-08')).toEqual([
      { template: 'reminder.window-lapsing', count: 1, firstLastDay: '2028-03-11' },
    ]);
  });

  it('of several steps are one message, however many scans run at once', async () => {
    await anInstrument({ validUntil: '2029-03-31' });
    await anInstrument({ validUntil: '2029-03-05' });
    await anInstrument({ validUntil: '2029-03-02' });
    await anInstrument({ validUntil: '2029-02-20' });
    const [first] = await Promise.all([told('2029-03-01'), scan('2029-03-01'), scan('2029-03-01')]);
    expect(first).toHaveLength(2);
    expect(first).toContainEqual({ template: 'reminder.due-soon', count: 3, firstValidUntil: '2029-03-02' });
    expect(first).toContainEqual({ template: 'reminder.overdue', count: 1 });
  });

  it('are promised to the queue together with the message', async () => {
    const count = (table: string) =>
      test.database.read(systemContext(), async (tx) => (await tx.query(`SELECT 1 FROM ${table}`)).length);
    expect(await count('outbox')).toBe(await count('notification'));
    expect(await count('outbox')).toBe(8);
  });

  it('warn of window 4 about to lapse, of the later of two windows, and once', async () => {
    await anInstrument({ filedOn: '2029-03-01', endedWithoutResultOn: '2029-03-08' });
    await anInstrument({
      filedOn: '2029-01-02',
      endedWithoutResultOn: '2029-03-08',
      validUntil: '2029-03-01',
    });
    await anInstrument({ filedOn: '2029-03-01', validUntil: '2029-06-30' });
    await anInstrument({ filedOn: '2029-03-01', failed: true });
    const lapsing = async (on: string) =>
      (await told(on)).filter(({ template }) => template === 'reminder.window-lapsing');
    expect(await lapsing('2029-03-14')).toEqual([]);
    expect(await lapsing('2029-03-15')).toEqual([
      { template: 'reminder.window-lapsing', count: 2, firstLastDay: '2029-03-18' },
    ]);
    expect(await lapsing('2029-03-16')).toEqual([]);
  });

  it('go by the window lengths that are set', async () => {
    const set = (days: number) =>
      test.database.write(systemContext(), (tx) =>
        tx.query(
          `INSERT INTO setting (key, value) VALUES ('rules', $1) ON CONFLICT (key) DO UPDATE SET value = $1`,
          [JSON.stringify({ bookingDaysAfterApproval: days })],
        ),
      );
    await set(20);
    await test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE instrument SET lifecycle = 'SEALED'`),
    );
    await anInstrument({ filedOn: '2030-03-01' });
    expect(await told('2030-03-10')).toEqual([]);
    expect(await told('2030-03-18')).toMatchObject([
      { template: 'reminder.window-lapsing', firstLastDay: '2030-03-21' },
    ]);
  });
});
