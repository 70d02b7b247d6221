import { CapabilityEntity, ReferenceStandardEntity, type Transaction } from '@quanheng/database';
import { addDays, isFileable, type CatalogueItem } from '@quanheng/domain';
import { CATALOGUE_2020 } from '@quanheng/domain/data';
import { uuidv7 } from 'uuidv7';
import { saveInstitution, seedCapacity, type SavedInstitution } from './save-institution.js';

/** The institution of the operating guide: its section 四 gives sites, departments, duties and telephone numbers. */
const DEPARTMENTS = [
  {
    name: '业务室',
    phone: '0758-6622655、6622635',
    duties: ['注册账号审核', '器具备案审核', '咨询', '预约检定确认（送检）'],
  },
  { name: '强检室', phone: '0758-6622933', duties: ['预约检定确认（现场）'] },
  { name: '电学室', phone: '0758-6622627', duties: ['预约检定确认（现场）'] },
  { name: '力学室', phone: '0758-6622929', duties: ['预约检定确认（现场）'] },
  { name: '热工室', phone: '0758-6622621', duties: ['预约检定确认（现场）'] },
  { name: '长度室', phone: '0758-6622928', duties: ['预约检定确认（现场）'] },
] as const;

const SITES = [
  { name: '业务大厅', address: '肇庆市鼎湖区新城十五区宝鼎路', phone: '0758-6622655' },
  {
    name: '产业计量中心',
    address: '肇庆市肇庆高新区创新创业科学园C1栋首层',
    phone: '0758-3983660（661、662）转8001',
  },
] as const;

type DepartmentName = (typeof DEPARTMENTS)[number]['name'];

/** Which laboratory goes on site for a category; ours, since the guide doesn't say. What isn't named goes to 强检室. */
const LABORATORIES: readonly (readonly [DepartmentName, RegExp])[] = [
  ['电学室', /电能表|充电桩|互感器|心、脑电|听力计|声级计/],
  ['力学室', /衡器|压力|血压|轨道衡|计价器|测速/],
  ['热工室', /体温|气体|水分|热能|酒精|烟度|排放/],
  ['长度室', /焦度|验光|眼压|计量罐/],
];

export type DemoInstitution = SavedInstitution<DepartmentName>;

export async function seedInstitution(tx: Transaction): Promise<DemoInstitution> {
  const institution = await saveInstitution(tx, {
    institution: {
      code: 'ZQ',
      name: '肇庆质计所',
      regionCode: '441200',
      authorizationNumber: '演示授权第 0001 号',
      address: SITES[0].address,
      phone: '0758-6622655',
    },
    sites: SITES,
    departments: DEPARTMENTS,
  });
  await seedCapabilities(tx, institution);
  await seedCapacity(tx, institution, (name) => (name === '业务室' ? ['BRING_IN'] : ['ON_SITE']));
  await seedStandards(tx, institution);
  return institution;
}

/** Bring-in bookings are the business office's, on-site ones each laboratory's (`domain.md` section 4). */
async function seedCapabilities(tx: Transaction, { id, departments }: DemoInstitution): Promise<void> {
  const rows = CATALOGUE_2020.filter(isFileable).flatMap((item) =>
    (['BRING_IN', 'ON_SITE'] as const).map((mode) => ({
      id: uuidv7(),
      institutionId: id,
      categoryCode: item.code,
      mode,
      departmentId: departments.get(mode === 'BRING_IN' ? '业务室' : laboratoryOf(item)) as string,
    })),
  );
  await tx.manager.insert(CapabilityEntity, rows);
}

function laboratoryOf({ category, kind }: CatalogueItem): DepartmentName {
  return LABORATORIES.find(([, pattern]) => pattern.test(`${category} ${kind}`))?.[0] ?? '强检室';
}

/** Openly a demonstration; one has expired, so that its refusal can be seen. */
async function seedStandards(tx: Transaction, { id, departments }: DemoInstitution): Promise<void> {
  const standards = [
    { name: '演示标准砝码组', number: 'DEMO-STD-001', accuracy: 'M1 等级', department: '力学室', days: 300 },
    { name: '演示数字压力计', number: 'DEMO-STD-002', accuracy: '0.05 级', department: '力学室', days: 200 },
    { name: '演示标准金属量器', number: 'DEMO-STD-003', accuracy: '0.025%', department: '强检室', days: 150 },
    {
      name: '演示多功能电能表检定装置',
      number: 'DEMO-STD-004',
      accuracy: '0.05 级',
      department: '电学室',
      days: 250,
    },
    {
      name: '演示标准铂电阻温度计（已过期）',
      number: 'DEMO-STD-005',
      accuracy: '二等',
      department: '热工室',
      days: -10,
    },
  ] as const;
  for (const { department, days, ...standard } of standards) {
    await tx.manager.save(ReferenceStandardEntity, {
      id: uuidv7(),
      institutionId: id,
      departmentId: departments.get(department) ?? null,
      validUntil: addDays(tx.today, days),
      ...standard,
    });
  }
}
