import {
  EnterpriseEntity,
  FilingEntity,
  FilingItemEntity,
  InstitutionEntity,
  InstrumentEntity,
  systemContext,
} from '@quanheng/database';
import type { TestDatabase } from '@quanheng/database/testing';
import { uuidv7 } from 'uuidv7';

export interface FiledCase {
  readonly filedOn: string;
  readonly validUntil: string | null;
  readonly endedWithoutResultOn: string | null;
  readonly failed: boolean;
  readonly verifiedForGood: boolean;
  /** In an open appointment. */
  readonly booked: boolean;
}

export const arrangedInstitution = (id: string) => ({
  id,
  version: 1,
  code: id,
  name: '演示检定机构',
  regionCode: '441200',
  authorizationNumber: '演示',
  address: '演示路 1 号',
  phone: '0758-0000000',
});

export const arrangedEnterprise = (id: string, institutionId: string) => ({
  id,
  version: 1,
  name: '演示企业',
  creditCode: id,
  regionCode: '441202',
  address: '演示路 2 号',
  legalRepresentative: '演示',
  contactPerson: '演示联系人',
  mobile: '13800000000',
  email: 'demo@example.com',
  institutionId,
  approvedOn: '2026-01-01',
});

export const arrangedInstrument = (id: string, enterpriseId: string) => ({
  id,
  version: 1,
  enterpriseId,
  name: '压力表',
  model: 'Y-100',
  serialNumber: id.slice(-12),
  ownNumber: '',
  manufacturer: '演示仪表厂',
  measuringRange: '(0～1.6)MPa',
  accuracyClass: '1.6级',
  origin: 'DOMESTIC' as const,
  usageState: 'IN_USE' as const,
  purpose: 'SAFETY' as const,
  instrumentType: 'WORKING_INSTRUMENT' as const,
  verificationMode: 'BRING_IN' as const,
  regionCode: '441202',
  categoryCode: '90101',
  lifecycle: 'ACTIVE' as const,
  identityKey: id,
  searchText: '压力表',
  everFiled: true,
});

/** Instruments with an approved filing item each; answers their ids in the order of the cases. */
export async function arrangeFiledInstruments(
  test: TestDatabase,
  cases: readonly FiledCase[],
): Promise<string[]> {
  const [institutionId, enterpriseId, filingId] = [uuidv7(), uuidv7(), uuidv7()];
  const rows = cases.map(({ booked, ...facts }) => ({
    ...arrangedInstrument(uuidv7(), enterpriseId),
    ...facts,
    institutionId,
    openAppointmentItemId: booked ? uuidv7() : null,
  }));
  const items = rows.map((row, position) => ({
    id: uuidv7(),
    version: 1,
    filingId,
    enterpriseId,
    institutionId,
    instrumentId: row.id,
    position,
    status: 'APPROVED' as const,
    snapshot: {},
    approvedOn: row.filedOn,
  }));
  await test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(InstitutionEntity, arrangedInstitution(institutionId));
    await tx.manager.insert(EnterpriseEntity, arrangedEnterprise(enterpriseId, institutionId));
    await tx.manager.insert(FilingEntity, {
      id: filingId,
      version: 1,
      caseNumber: filingId,
      enterpriseId,
      institutionId,
      enterpriseName: '演示企业',
      submittedBy: uuidv7(),
      submittedByName: '演示经办人',
      submittedAt: tx.now,
    });
    await tx.manager.insert(InstrumentEntity, rows);
    await tx.manager.insert(FilingItemEntity, items);
  });
  return rows.map((row) => row.id);
}
