import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import {
  AppointmentEntity,
  DepartmentEntity,
  InstitutionEntity,
  NotificationEntity,
  SlotEntity,
  systemContext,
} from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { uuidv7 } from 'uuidv7';
import { arrangedInstitution } from '../testing/filed-instruments.js';
import { remindAppointments } from './remind-appointments.js';

// Real: PostgreSQL. Nothing else is used.
let test: TestDatabase;
const slotId = uuidv7();
const departmentId = uuidv7();
const ON = '2026-11-23';
const parties = { enterpriseId: uuidv7(), institutionId: uuidv7() };

beforeAll(async () => {
  test = await createTestDatabase();
  const { institutionId } = parties;
  await test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(InstitutionEntity, arrangedInstitution(institutionId));
    const department = { version: 1, institutionId, name: '演示', phone: '0758-0000000' };
    await tx.manager.insert(DepartmentEntity, { id: departmentId, ...department });
    await tx.manager.insert(SlotEntity, {
      id: slotId,
      institutionId,
      departmentId,
      mode: 'BRING_IN',
      date: '2026-12-20',
      halfDay: 'AM',
      capacity: 100,
      booked: 0,
    });
  });
});
afterAll(() => test.close());
beforeEach(() => test.database.write(systemContext(), (tx) => tx.query('DELETE FROM appointment')));

async function arrange(rest: Partial<AppointmentEntity>, times = 1): Promise<void> {
  await test.database.write(systemContext(), async (tx) => {
    for (let i = 0; i < times; i++) {
      const id = uuidv7();
      await tx.manager.insert(AppointmentEntity, {
        ...parties,
        id,
        version: 1,
        caseNumber: `A20261123-00001-${id.slice(-6)}`,
        enterpriseName: '演示企业',
        mode: 'BRING_IN',
        status: 'CONFIRMED',
        departmentId,
        slotId,
        date: '2026-12-20',
        halfDay: 'AM',
        itemCount: 3,
        contactPerson: '演示联系人',
        contactPhone: '13800000000',
        heldUntil: '2026-12-20',
        createdBy: uuidv7(),
        createdByName: '演示经办人',
        ...rest,
      });
    }
  });
}

async function told(on: string) {
  return test.database.write(systemContext(), async (tx) => {
    const before = new Set((await tx.manager.find(NotificationEntity)).map(({ id }) => id));
    await remindAppointments(tx, on);
    const all = await tx.manager.find(NotificationEntity);
    return all.filter(({ id }) => !before.has(id)).map(({ template, params }) => ({ template, ...params }));
  });
}

it('reminds of tomorrow’s bookings once, in one digest, and of a new day when it was moved', async () => {
  await arrange({ date: '2026-11-24' }, 2);
  await arrange({ date: '2026-11-25' });
  await arrange({ date: '2026-11-24', status: 'CANCELLED' });
  expect(await told(ON)).toEqual([
    { template: 'reminder.booking-tomorrow', count: 2, instruments: 6, date: '2026-11-24' },
  ]);
  expect(await told(ON)).toEqual([]);
  expect(await told('2026-11-24')).toMatchObject([{ count: 1, date: '2026-11-25' }]);
});

it('warns whoever has to act that a hold is about to end, on its last two days, once', async () => {
  const heldUntil = '2026-11-24';
  await arrange({ status: 'PENDING', heldUntil }, 2);
  await arrange({ status: 'RESCHEDULE_PROPOSED', proposedBy: 'INSTITUTION', heldUntil });
  await arrange({ status: 'RESCHEDULE_PROPOSED', proposedBy: 'ENTERPRISE', heldUntil });
  await arrange({ status: 'PENDING', heldUntil: '2026-11-25' });
  const template = 'reminder.holds-expiring';
  const messages = await told(ON);
  expect(messages).toHaveLength(2);
  expect(messages).toEqual(
    expect.arrayContaining([
      { template, side: 'INSTITUTION', count: 3, lastDay: heldUntil },
      { template, side: 'ENTERPRISE', count: 1, lastDay: heldUntil },
    ]),
  );
  expect(await told(ON)).toEqual([]);
});
