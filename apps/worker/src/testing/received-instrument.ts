import {
  AppointmentEntity,
  AppointmentItemEntity,
  CertificateEntity,
  DepartmentEntity,
  EnterpriseEntity,
  InstitutionEntity,
  InstrumentEntity,
  ReceiptEntity,
  SlotEntity,
  systemContext,
  VerificationTaskEntity,
  type CertificateContent,
} from '@quanheng/database';
import type { TestDatabase } from '@quanheng/database/testing';
import { formatCaseNumber } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { arrangedEnterprise, arrangedInstitution, arrangedInstrument } from './filed-instruments.js';

export interface ReceivedCase {
  readonly receiptId: string;
  readonly taskId: string;
  readonly taskNumber: string;
  readonly instrumentId: string;
  readonly enterpriseId: string;
  readonly institutionId: string;
}

/** Two instruments of one form: one received, with its task, the other missing. */
export async function arrangeReceipt(test: TestDatabase): Promise<ReceivedCase> {
  const ids = Array.from({ length: 9 }, () => uuidv7());
  const [
    institutionId,
    enterpriseId,
    departmentId,
    slotId,
    appointmentId,
    receiptId,
    taskId,
    ...instruments
  ] = ids as [string, string, string, string, string, string, string, string, string];
  const own = { enterpriseId, institutionId };
  const row = { version: 1, ...own };
  const taskNumber = formatCaseNumber('I', '2026-11-23', 42);
  await test.database.write(systemContext(), async ({ manager }) => {
    await manager.insert(InstitutionEntity, arrangedInstitution(institutionId));
    await manager.insert(EnterpriseEntity, arrangedEnterprise(enterpriseId, institutionId));
    const department = {
      id: departmentId,
      version: 1,
      institutionId,
      name: '力学室',
      phone: '0758-0000001',
      duties: [],
    };
    await manager.insert(DepartmentEntity, department);
    const visit = { mode: 'ON_SITE' as const, date: '2026-11-23', halfDay: 'AM' as const };
    await manager.insert(SlotEntity, { ...visit, id: slotId, institutionId, departmentId, capacity: 9 });
    await manager.insert(AppointmentEntity, {
      ...row,
      ...visit,
      id: appointmentId,
      caseNumber: formatCaseNumber('A', '2026-11-23', 7),
      enterpriseName: '演示企业',
      status: 'RECEIVED',
      departmentId,
      slotId,
      itemCount: 2,
      contactPerson: '演示联系人',
      contactPhone: '13800000000',
      heldUntil: '2026-11-25',
      createdBy: uuidv7(),
      createdByName: '演示联系人',
    });
    await manager.insert(ReceiptEntity, {
      ...row,
      id: receiptId,
      caseNumber: formatCaseNumber('R', '2026-11-23', 3),
      appointmentId,
      receivedBy: uuidv7(),
      receivedByName: '演示前台',
      receivedAt: new Date('2026-11-23T02:00:00Z'),
      dueOn: '2026-12-21',
    });
    const items = instruments.map((instrumentId, position) => ({
      ...row,
      id: uuidv7(),
      appointmentId,
      instrumentId,
      position,
      receiptId,
      status: position === 0 ? ('RECEIVED' as const) : ('MISSING' as const),
      open: position === 0,
      reason: position === 0 ? null : '未随件送达',
      accessories: position === 0 ? '三通接头' : null,
    }));
    for (const id of instruments)
      await manager.insert(InstrumentEntity, arrangedInstrument(id, enterpriseId));
    await manager.insert(AppointmentItemEntity, items);
    await manager.insert(VerificationTaskEntity, {
      ...row,
      id: taskId,
      caseNumber: taskNumber,
      enterpriseName: '演示企业',
      departmentId,
      appointmentId,
      appointmentItemId: items[0]!.id,
      receiptId,
      instrumentId: instruments[0],
      instrument: {},
      status: 'WAITING',
      dueOn: '2026-12-21',
    });
  });
  return { ...own, receiptId, taskId, taskNumber, instrumentId: instruments[0] };
}

const CONTENT: CertificateContent = {
  institution: {
    name: '演示检定机构',
    authorizationNumber: '演示',
    address: '演示路 1 号',
    phone: '0758-0000000',
  },
  instrument: {
    name: '压力表',
    model: 'Y-100',
    serialNumber: 'SN/7',
    ownNumber: null,
    manufacturer: '演示仪表厂',
    measuringRange: '(0～1.6)MPa',
    accuracyClass: '1.6级',
  },
  regulation: 'JJG 52-2013',
  standards: [
    { id: uuidv7(), name: '精密压力表', number: 'BZ-1', accuracy: '0.4级', validUntil: '2027-05-31' },
  ],
  temperature: '20.5 ℃',
  humidity: '52 %RH',
  place: null,
  results: [{ item: '示值误差', requirement: '±0.026 MPa', result: '+0.008 MPa', pass: true }],
  grantedClass: '1.6级',
  verifierName: '演示检定员',
  checkerName: '演示核验员',
  mode: 'PERIODIC',
};

/** A certificate of the received instrument: issued, or with `changes` whatever else. */
export async function arrangeCertificate(
  test: TestDatabase,
  { institutionId, enterpriseId, instrumentId, taskId }: ReceivedCase,
  changes: Partial<CertificateEntity> = {},
): Promise<string> {
  const id = uuidv7();
  await test.database.write(systemContext(), (tx) =>
    tx.manager.insert(CertificateEntity, {
      ...{ id, version: 1, institutionId, enterpriseId, instrumentId, taskId },
      status: 'ISSUED',
      kind: 'VERIFICATION_CERTIFICATE',
      number: `YS-2026-${id.slice(-5)}`,
      clientName: '演示企业',
      instrumentName: '压力表',
      model: 'Y-100',
      serialNumber: 'SN/7',
      content: CONTENT,
      conclusion: 'PASS',
      verifiedOn: '2026-11-23',
      validUntil: '2027-05-22',
      verifierId: uuidv7(),
      checkerId: uuidv7(),
      signatoryName: '演示签发人',
      issuedAt: new Date('2026-11-24T02:00:00Z'),
      issuedOn: '2026-11-24',
      token: `token-${id}`,
      ...changes,
    } as never),
  );
  return id;
}

/** The findings of a FAIL. */
export const FAILED_CONTENT: CertificateContent = {
  ...CONTENT,
  results: [{ item: '示值误差', requirement: '±0.026 MPa', result: '+0.090 MPa', pass: false }],
};
