import {
  CapabilityEntity,
  CapacityRuleEntity,
  CatalogueEditionEntity,
  CatalogueItemEntity,
  DepartmentEntity,
  EnterpriseEntity,
  InstitutionEntity,
  InstrumentEntity,
  RegionEntity,
  ServiceSiteEntity,
  systemContext,
} from '@quanheng/database';
import type { TestDatabase } from '@quanheng/database/testing';
import { HALF_DAYS, type VerificationMode } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';

export const GAUGE = '90101';
export const SCALE = '90201';
/** In the catalogue, but not subject to compulsory verification. */
export const RULER = '90901';

/** Regions and a catalogue of three kinds. */
export async function arrangeCatalogue(test: TestDatabase): Promise<void> {
  const kind = (code: string, name: string, compulsory = true) => ({
    editionId: '2020',
    code,
    category: '演示',
    kind: name,
    supervision: compulsory ? '强制检定' : '型式批准',
    mode: 'PERIODIC' as const,
    compulsory,
    scope: '',
    cycleMonths: 6,
    regulations: [],
    purposes: [],
  });
  const region = (code: string, name: string, more = {}) => ({
    code,
    name,
    retired: false,
    generic: false,
    successor: null,
    ...more,
  });
  await test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(CatalogueEditionEntity, {
      id: '2020',
      title: '演示目录',
      status: 'DEMO',
      effectiveFrom: '2020-01-01',
    });
    await tx.manager.insert(CatalogueItemEntity, [
      kind(GAUGE, '压力表'),
      kind(SCALE, '电子汽车衡'),
      kind(RULER, '钢直尺', false),
    ]);
    await tx.manager.insert(RegionEntity, [
      region('440000', '广东省'),
      region('441200', '肇庆市'),
      region('441201', '市辖区', { generic: true }),
      region('441202', '端州区'),
      region('441283', '高要市', { retired: true, successor: '441204' }),
    ]);
  });
}

export interface ArrangedInstitution {
  readonly id: string;
  readonly siteId: string;
  /** Verifies gauges, in both modes. */
  readonly gauges: string;
  /** Verifies scales, in both modes. */
  readonly scales: string;
}

/** An institution with two departments; every working half-day of each takes `capacity` instruments a mode. */
export async function arrangeInstitution(
  test: TestDatabase,
  options: { regionCode?: string; capacity?: number; kinds?: string[] } = {},
): Promise<ArrangedInstitution> {
  const { regionCode = '441200', capacity = 20, kinds = [GAUGE, SCALE] } = options;
  const arranged = { id: uuidv7(), siteId: uuidv7(), gauges: uuidv7(), scales: uuidv7() };
  const modes: VerificationMode[] = ['BRING_IN', 'ON_SITE'];
  const departments = [
    { id: arranged.gauges, name: '热工室', categoryCode: GAUGE },
    { id: arranged.scales, name: '力学室', categoryCode: SCALE },
  ].filter((department) => kinds.includes(department.categoryCode));
  await test.database.write(systemContext(), async (tx) => {
    await tx.manager.insert(InstitutionEntity, {
      id: arranged.id,
      version: 1,
      code: arranged.id,
      name: '演示检定机构',
      regionCode,
      authorizationNumber: '演示',
      address: '演示路 1 号',
      phone: '0758-0000000',
    });
    await tx.manager.insert(ServiceSiteEntity, {
      id: arranged.siteId,
      version: 1,
      institutionId: arranged.id,
      name: '业务大厅',
      address: '演示路 1 号',
      phone: '0758-0000001',
    });
    for (const { id, name, categoryCode } of departments) {
      const owner = { institutionId: arranged.id, departmentId: id };
      await tx.manager.insert(DepartmentEntity, {
        id,
        version: 1,
        institutionId: arranged.id,
        name,
        phone: '0758-0000002',
      });
      for (const mode of modes) {
        await tx.manager.insert(CapabilityEntity, { id: uuidv7(), ...owner, categoryCode, mode });
        const rules = [1, 2, 3, 4, 5].flatMap((weekday) =>
          HALF_DAYS.map((halfDay) => ({ id: uuidv7(), ...owner, mode, weekday, halfDay, capacity })),
        );
        await tx.manager.insert(CapacityRuleEntity, rules);
      }
    }
  });
  return arranged;
}

export async function arrangeEnterprise(test: TestDatabase, institutionId: string): Promise<string> {
  const id = uuidv7();
  await test.database.write(systemContext(), (tx) =>
    tx.manager.insert(EnterpriseEntity, {
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
    }),
  );
  return id;
}

/** Gauges to be brought in, unless `overrides` say otherwise; answers their ids. */
export async function arrangeInstruments(
  test: TestDatabase,
  enterpriseId: string,
  count: number,
  overrides: Partial<InstrumentEntity> = {},
): Promise<string[]> {
  const rows = Array.from({ length: count }, () => {
    const id = uuidv7();
    return {
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
      categoryCode: GAUGE,
      location: '一号车间',
      lifecycle: 'ACTIVE' as const,
      identityKey: id,
      searchText: '压力表',
      ...overrides,
    };
  });
  await test.database.write(systemContext(), (tx) => tx.manager.insert(InstrumentEntity, rows));
  return rows.map((row) => row.id);
}

/** The instrument as it is stored now. */
export function readInstrument(test: TestDatabase, id: string): Promise<InstrumentEntity> {
  return test.database.read(systemContext(), (tx) => tx.manager.findOneByOrFail(InstrumentEntity, { id }));
}
