import {
  AppointmentEntity,
  AppointmentItemEntity,
  CatalogueEditionEntity,
  CatalogueItemEntity,
  DepartmentEntity,
  EnterpriseEntity,
  InstitutionEntity,
  InstrumentEntity,
  ReferenceStandardEntity,
  SlotEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import { addDays, formatCaseNumber, identityKey, toBusinessDate } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import type { ApiUnderTest, SignedIn } from '../../testing/api-under-test.js';

/** Pressure gauge: half a year. Water meter: once, for six years. Scale: periodic, its cycle not in the catalogue. */
export const KINDS = { gauge: '90101', meter: '90201', scale: '90301' } as const;

export interface Institute {
  readonly institutionId: string;
  readonly enterpriseId: string;
  readonly departmentId: string;
  readonly standardId: string;
  readonly expiredStandardId: string;
  readonly clerk: SignedIn;
  readonly counter: SignedIn;
  readonly verifier: SignedIn;
  readonly otherVerifier: SignedIn;
  readonly checker: SignedIn;
  readonly signatory: SignedIn;
  /** Hand out the work. */
  readonly scheduler: SignedIn;
  readonly admin: SignedIn;
  /** Somebody of another institution with every role. */
  readonly stranger: SignedIn;
  book(items: Booked[], changes?: Partial<AppointmentEntity>): Promise<Booking>;
}

export interface Booked {
  readonly serialNumber: string;
  readonly categoryCode?: string;
  readonly changes?: Partial<InstrumentEntity>;
}

export interface Booking {
  readonly id: string;
  readonly caseNumber: string;
  readonly itemIds: string[];
  readonly instrumentIds: string[];
}

let sequence = 0;

/** A demo institute with its staff, one client, three kinds, two standards. Rows are arranged directly. */
export async function anInstitute(api: ApiUnderTest): Promise<Institute> {
  const ids = {
    institutionId: uuidv7(),
    enterpriseId: uuidv7(),
    departmentId: uuidv7(),
    standardId: uuidv7(),
    expiredStandardId: uuidv7(),
  };
  const elsewhere = uuidv7();
  await api.test.database.write(systemContext(), async (tx) => {
    await insertInstitution(tx, ids.institutionId, `T${++sequence}`);
    await insertInstitution(tx, elsewhere, `T${++sequence}`);
    await insertParties(tx, ids);
    await insertCatalogue(tx);
  });
  const { institutionId, enterpriseId } = ids;
  const staff = (name: string, ...roles: Parameters<ApiUnderTest['signIn']>[0]['roles']) =>
    api.signIn({ institutionId, roles, name });
  return {
    ...ids,
    clerk: await api.signIn({ enterpriseId, roles: ['ENTERPRISE_CLERK'], name: '演示经办' }),
    counter: await staff('演示前台', 'COUNTER_CLERK'),
    verifier: await staff('演示检定员甲', 'VERIFIER', 'CHECKER', 'SIGNATORY'),
    otherVerifier: await staff('演示检定员乙', 'VERIFIER'),
    checker: await staff('演示核验员', 'CHECKER'),
    signatory: await staff('演示签发人', 'SIGNATORY'),
    scheduler: await staff('演示调度', 'SCHEDULER'),
    admin: await staff('演示机构管理员', 'INSTITUTION_ADMIN'),
    stranger: await api.signIn({
      institutionId: elsewhere,
      roles: ['COUNTER_CLERK', 'VERIFIER', 'CHECKER', 'SIGNATORY', 'INSTITUTION_ADMIN'],
    }),
    book: (items, changes = {}) =>
      api.test.database.write(systemContext(), (tx) =>
        insertBooking(tx, ids, items, changes, toBusinessDate(api.test.clock.now())),
      ),
  };
}

async function insertInstitution(tx: Transaction, id: string, code: string): Promise<void> {
  await tx.manager.insert(InstitutionEntity, {
    id,
    version: 1,
    code,
    name: '演示检定机构',
    regionCode: '441200',
    authorizationNumber: '（演示）法计 00000 号',
    address: '演示市演示路 1 号',
    phone: '0000-3333333',
  });
}

async function insertParties(
  tx: Transaction,
  {
    institutionId,
    enterpriseId,
    departmentId,
    ...standards
  }: Omit<Institute, 'book'> | Record<string, string>,
): Promise<void> {
  const row = { version: 1, institutionId: institutionId as string };
  await tx.manager.insert(EnterpriseEntity, {
    ...row,
    id: enterpriseId as string,
    name: '演示加油站有限公司',
    creditCode: `9144120000000000${String(++sequence).padStart(2, '0')}`,
    regionCode: '441202',
    address: '演示市演示路 2 号',
    legalRepresentative: '演示甲',
    contactPerson: '演示乙',
    mobile: '00000000000',
    email: 'demo@demo.example',
    approvedOn: '2026-01-01',
  });
  await tx.manager.insert(DepartmentEntity, {
    ...row,
    id: departmentId as string,
    name: '力学室',
    phone: '0000-4444444',
    duties: [],
    position: 0,
  });
  const standard = { ...row, departmentId: null, number: 'BZ-0001', accuracy: '0.4 级' };
  await tx.manager.insert(ReferenceStandardEntity, [
    { ...standard, id: standards['standardId'] as string, name: '精密压力表', validUntil: '2027-05-31' },
    { ...standard, id: standards['expiredStandardId'] as string, name: '旧压力表', validUntil: '2026-11-22' },
  ]);
}

async function insertCatalogue(tx: Transaction): Promise<void> {
  const edition = { id: 'test', title: 'Test', status: 'DEMO' as const, effectiveFrom: '2020-01-01' };
  await tx.manager.upsert(CatalogueEditionEntity, edition, ['id']);
  const kind = {
    editionId: 'test',
    category: '演示',
    supervision: '强制检定',
    compulsory: true,
    scope: '',
    purposes: [],
  };
  const regulations = ['JJG 52-2013'];
  await tx.manager.upsert(
    CatalogueItemEntity,
    [
      { ...kind, code: KINDS.gauge, kind: '压力表', mode: 'PERIODIC', cycleMonths: 6, regulations },
      {
        ...kind,
        code: KINDS.meter,
        kind: '水表',
        mode: 'FIRST_ONLY_LIMITED_USE',
        useLimitMonths: 72,
        regulations,
      },
      { ...kind, code: KINDS.scale, kind: '秤', mode: 'PERIODIC', cycleMonths: null, regulations },
    ],
    ['editionId', 'code'],
  );
}

async function insertBooking(
  tx: Transaction,
  {
    institutionId,
    enterpriseId,
    departmentId,
  }: { institutionId: string; enterpriseId: string; departmentId: string },
  items: readonly Booked[],
  changes: Partial<AppointmentEntity>,
  today: string,
): Promise<Booking> {
  const id = uuidv7();
  const slotId = uuidv7();
  const own = { enterpriseId, institutionId };
  await tx.manager.insert(SlotEntity, {
    id: slotId,
    institutionId,
    departmentId,
    mode: 'BRING_IN',
    // One half-day each: the day of the visit is the appointment's own here.
    date: addDays('2027-01-01', ++sequence),
    halfDay: 'AM',
    capacity: 500,
  });
  const caseNumber = formatCaseNumber('A', today, ++sequence);
  await tx.manager.insert(AppointmentEntity, {
    ...own,
    id,
    version: 1,
    caseNumber,
    enterpriseName: '演示加油站有限公司',
    mode: 'BRING_IN',
    status: 'CONFIRMED',
    departmentId,
    slotId,
    date: today,
    halfDay: 'AM',
    itemCount: items.length,
    contactPerson: '演示乙',
    contactPhone: '00000000000',
    heldUntil: today,
    createdBy: uuidv7(),
    createdByName: '演示乙',
    ...changes,
  });
  const instruments = items.map((item) => toInstrument(item, own));
  const rows = instruments.map((instrument, position) => ({
    ...own,
    id: instrument.openAppointmentItemId as string,
    version: 1,
    appointmentId: id,
    instrumentId: instrument.id as string,
    position,
    status: 'EXPECTED' as const,
    open: true,
  }));
  await tx.manager.insert(InstrumentEntity, instruments as never);
  await tx.manager.insert(AppointmentItemEntity, rows);
  return {
    id,
    caseNumber,
    itemIds: rows.map((row) => row.id),
    instrumentIds: instruments.map((instrument) => instrument.id as string),
  };
}

function toInstrument(
  { serialNumber, categoryCode = KINDS.gauge, changes = {} }: Booked,
  own: { enterpriseId: string; institutionId: string },
): Partial<InstrumentEntity> {
  const identity = { name: '压力表', model: 'Y-100', serialNumber, ownNumber: '' };
  return {
    ...own,
    ...identity,
    id: uuidv7(),
    version: 1,
    identityKey: identityKey(identity),
    searchText: serialNumber,
    manufacturer: '演示仪表厂',
    measuringRange: '（0～1.6）MPa',
    accuracyClass: '1.6 级',
    origin: 'DOMESTIC',
    usageState: 'NEW',
    purpose: 'SAFETY',
    instrumentType: 'WORKING_INSTRUMENT',
    verificationMode: 'BRING_IN',
    regionCode: '441202',
    categoryCode,
    lifecycle: 'ACTIVE',
    filedOn: '2026-11-20',
    everFiled: true,
    openAppointmentItemId: uuidv7(),
    ...changes,
  };
}
