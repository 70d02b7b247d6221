import {
  InstrumentEntity,
  VerificationTaskEntity,
  type AppointmentEntity,
  type AppointmentItemEntity,
  type ReceiptEntity,
  type Transaction,
} from '@quanheng/database';
import { formatCaseNumber } from '@quanheng/domain';
import { In } from 'typeorm';
import { uuidv7 } from 'uuidv7';

/** Each received item is a task of its department, with the instrument as it was handed in (`domain.md` section 7). */
export async function createTasks(
  tx: Transaction,
  appointment: AppointmentEntity,
  receipt: ReceiptEntity,
  items: readonly AppointmentItemEntity[],
): Promise<void> {
  if (items.length === 0) return;
  const found = await tx.manager.findBy(InstrumentEntity, { id: In(items.map((item) => item.instrumentId)) });
  const instruments = new Map(found.map((instrument) => [instrument.id, instrument]));
  const first = await tx.nextNumber(`I:${tx.today}`, items.length);
  const inOrder = [...items].sort((a, b) => a.position - b.position);
  const { id: receiptId, enterpriseId, institutionId, dueOn } = receipt;
  await tx.manager.insert(
    VerificationTaskEntity,
    inOrder.map((item, index) => ({
      id: uuidv7(),
      version: 1,
      caseNumber: formatCaseNumber('I', tx.today, first + index),
      enterpriseId,
      enterpriseName: appointment.enterpriseName,
      institutionId,
      departmentId: appointment.departmentId,
      appointmentId: appointment.id,
      appointmentItemId: item.id,
      receiptId,
      instrumentId: item.instrumentId,
      instrument: snapshotOf(instruments.get(item.instrumentId)!),
      status: 'WAITING' as const,
      dueOn,
      // On site it is the verifier who was named for the visit.
      verifierId: appointment.verifierId,
      verifierName: appointment.verifierName,
    })),
  );
}

function snapshotOf(instrument: InstrumentEntity): Record<string, string | null> {
  const { name, model, serialNumber, ownNumber, manufacturer, measuringRange, accuracyClass } = instrument;
  const { categoryCode, location, verificationMode } = instrument;
  return {
    name,
    model,
    serialNumber,
    ownNumber: ownNumber || null,
    manufacturer,
    measuringRange,
    accuracyClass,
    categoryCode,
    location,
    verificationMode,
  };
}
