import {
  AppointmentEntity,
  AppointmentItemEntity,
  InstrumentEntity,
  SlotEntity,
  systemContext,
} from '@quanheng/database';
import type { AppointmentStatus } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import type { ApiUnderTest } from './api-under-test.js';
import { arrangeInstruments, type ArrangedInstitution } from './scenario.js';

/** An appointment of one filed gauge in any status, for Thursday 2026-11-26 in the morning; one that waits for an answer moves to the 27th. */
export async function arrangeAppointment(
  api: ApiUnderTest,
  institute: ArrangedInstitution,
  enterpriseId: string,
  status: AppointmentStatus,
  more: Partial<AppointmentEntity> = {},
): Promise<{ id: string; version: number; instrumentId: string }> {
  const institutionId = institute.id;
  const filed = { institutionId, filedOn: '2026-11-20', everFiled: true };
  const [instrumentId = ''] = await arrangeInstruments(api.test, enterpriseId, 1, filed);
  const [id, itemId] = [uuidv7(), uuidv7()];
  await api.test.database.write(systemContext(), async (tx) => {
    const slotOf = async (date: string) => {
      const key = { departmentId: institute.gauges, mode: 'BRING_IN' as const, date, halfDay: 'AM' as const };
      const known = await tx.manager.findOneBy(SlotEntity, key);
      if (known) {
        await tx.manager.update(SlotEntity, { id: known.id }, { booked: known.booked + 1 });
        return known.id;
      }
      const slot = { id: uuidv7(), institutionId, ...key, capacity: 5000, booked: 1 };
      await tx.manager.insert(SlotEntity, slot);
      return slot.id;
    };
    const proposal =
      status === 'RESCHEDULE_PROPOSED'
        ? {
            proposedSlotId: await slotOf('2026-11-27'),
            proposedDate: '2026-11-27',
            proposedHalfDay: 'AM' as const,
            proposedBy: 'INSTITUTION' as const,
          }
        : {};
    await tx.manager.insert(AppointmentEntity, {
      id,
      version: 1,
      caseNumber: id,
      enterpriseId,
      enterpriseName: '演示企业',
      institutionId,
      mode: 'BRING_IN',
      status,
      departmentId: institute.gauges,
      siteId: institute.siteId,
      slotId: await slotOf('2026-11-26'),
      date: '2026-11-26',
      halfDay: 'AM',
      itemCount: 1,
      contactPerson: '演示联系人',
      contactPhone: '13800000000',
      heldUntil: '2026-11-25',
      createdBy: uuidv7(),
      createdByName: '演示经办人',
      ...proposal,
      ...more,
    });
    const owner = { enterpriseId, institutionId, appointmentId: id, instrumentId };
    await tx.manager.insert(AppointmentItemEntity, { id: itemId, version: 1, ...owner, status: 'EXPECTED' });
    await tx.manager.update(InstrumentEntity, { id: instrumentId }, { openAppointmentItemId: itemId });
  });
  return { id, version: 1, instrumentId };
}
