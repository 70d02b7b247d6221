import { hash } from '@node-rs/argon2';
import { AccountEntity, EnterpriseEntity, type Transaction } from '@quanheng/database';
import { normalizeText, type Role } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import type { DemoInstitution } from './institution.js';
import type { SavedInstitution } from './save-institution.js';
import { SECOND_INSTITUTION } from './second-institution.js';

/** One password for all, shown on the log-in page: the demo is no place for secrets (`quality.md` section 1.11). */
const PASSWORD = 'Quanheng-demo-2026';

/** What the log-in page and the terminal show. */
export interface DemoAccount {
  readonly loginName: string;
  readonly displayName: string;
  readonly roleLabel: string;
  readonly password: string;
  /** Shown folded, under this heading. */
  readonly group?: string;
}

/** Credit codes are the synthetic ones of the test vectors. */
const ENTERPRISES = [
  {
    key: 'station',
    name: '演示加油站有限公司',
    creditCode: '91441202XYXY000135',
    regionCode: '441202',
    address: '肇庆市端州区演示路 1 号',
  },
  {
    key: 'hospital',
    name: '演示医院',
    creditCode: '12441200XYXY0003X0',
    regionCode: '441203',
    address: '肇庆市鼎湖区演示路 2 号',
  },
] as const;

const STAFF: readonly [string, string, string, Role[]][] = [
  ['shenhe', '演示审核员', '审核员', ['REVIEWER']],
  ['diaodu', '演示调度员', '调度员', ['SCHEDULER']],
  ['qiantai', '演示前台', '前台受理员', ['COUNTER_CLERK']],
  ['jianding', '演示检定员', '检定员', ['VERIFIER']],
  ['heyan', '演示核验员', '核验员', ['CHECKER']],
  ['qianfa', '演示签发人', '签发人', ['SIGNATORY']],
  ['jigou', '演示机构管理员', '机构管理员', ['INSTITUTION_ADMIN', 'REVIEWER', 'SCHEDULER', 'COUNTER_CLERK']],
];

/** Three people do what takes seven elsewhere: the duties that the server separates are still different people's. */
const SECOND_STAFF: readonly [string, string, string, Role[]][] = [
  [
    'sihui',
    '演示四会站长',
    '机构管理员（另一家）',
    ['INSTITUTION_ADMIN', 'REVIEWER', 'SCHEDULER', 'COUNTER_CLERK', 'SIGNATORY'],
  ],
  ['sihuijian', '演示四会检定员', '检定员（另一家）', ['VERIFIER']],
  ['sihuihe', '演示四会核验员', '核验员（另一家）', ['CHECKER']],
];

const CLERKS: readonly [string, string, string, Role[], (typeof ENTERPRISES)[number]['key']][] = [
  ['qiye', '演示企业管理员', '企业管理员', ['ENTERPRISE_ADMIN'], 'station'],
  ['jingban', '演示经办人', '企业经办人', ['ENTERPRISE_CLERK'], 'station'],
  ['zhidu', '演示只读用户', '企业只读', ['ENTERPRISE_VIEWER'], 'station'],
  ['yiyuan', '演示医院管理员', '企业管理员（另一家）', ['ENTERPRISE_ADMIN'], 'hospital'],
];

export interface DemoPeople {
  readonly accounts: DemoAccount[];
  readonly stationId: string;
}

export async function seedPeople(
  tx: Transaction,
  institution: DemoInstitution,
  second: SavedInstitution,
): Promise<DemoPeople> {
  const passwordHash = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  const enterpriseIds = new Map<string, string>();
  for (const { key, ...enterprise } of ENTERPRISES) {
    enterpriseIds.set(key, await seedEnterprise(tx, enterprise, institution.id));
  }
  const accounts: DemoAccount[] = [];
  const add = async (
    loginName: string,
    displayName: string,
    roleLabel: string,
    roles: Role[],
    tenant: Partial<AccountEntity>,
    group?: string,
  ) => {
    const loginKey = normalizeText(loginName);
    await tx.manager.save(AccountEntity, {
      id: uuidv7(),
      loginName,
      loginKey,
      displayName,
      passwordHash,
      status: 'ACTIVE' as const,
      roles,
      ...tenant,
    });
    accounts.push({ loginName, displayName, roleLabel, password: PASSWORD, ...(group ? { group } : {}) });
  };
  for (const [name, display, label, roles, key] of CLERKS) {
    await add(name, display, label, roles, {
      enterpriseId: enterpriseIds.get(key) ?? null,
      email: `${name}@example.com`,
    });
  }
  const departmentId = institution.departments.get('业务室') ?? null;
  for (const [name, display, label, roles] of STAFF) {
    await add(name, display, label, roles, {
      institutionId: institution.id,
      departmentId,
      email: `${name}@example.com`,
    });
  }
  await add('pingtai', '演示平台管理员', '平台管理员', ['PLATFORM_ADMIN'], { email: 'pingtai@example.com' });
  for (const [name, display, label, roles] of SECOND_STAFF) {
    const tenant = { institutionId: second.id, email: `${name}@example.com` };
    await add(name, display, label, roles, tenant, SECOND_INSTITUTION);
  }
  return { accounts, stationId: enterpriseIds.get('station') as string };
}

type NewEnterprise = Pick<EnterpriseEntity, 'name' | 'creditCode' | 'regionCode' | 'address'>;

async function seedEnterprise(
  tx: Transaction,
  enterprise: NewEnterprise,
  institutionId: string,
): Promise<string> {
  const id = uuidv7();
  await tx.manager.save(EnterpriseEntity, {
    id,
    ...enterprise,
    institutionId,
    legalRepresentative: '演示法定代表人',
    contactPerson: '演示联系人',
    mobile: '13800000000',
    email: `${enterprise.creditCode.toLowerCase()}@example.com`,
    supervisionPhone: null,
    approvedOn: tx.today,
  });
  return id;
}
