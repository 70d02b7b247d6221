import { CapabilityEntity, type Transaction } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { saveInstitution, seedCapacity, type SavedInstitution } from './save-institution.js';

export const SECOND_INSTITUTION = '演示四会检定站';

const ADDRESS = '四会市演示大道 8 号';
const PHONE = '0758-0000008';

/** A county's station that verifies some kinds only: pressure gauges and gas alarms brought in, fuel dispensers on site. */
const CAPABILITIES = [
  { categoryCode: '91601', mode: 'BRING_IN', department: '演示收发室' },
  { categoryCode: '92901', mode: 'BRING_IN', department: '演示收发室' },
  { categoryCode: '90801', mode: 'ON_SITE', department: '演示现场室' },
] as const;

/** Openly a demonstration: whoever chooses an institution has another to choose, and staff who see none of the first's data. */
export async function seedSecondInstitution(tx: Transaction): Promise<SavedInstitution> {
  const institution = await saveInstitution(tx, {
    institution: {
      code: 'SH',
      name: SECOND_INSTITUTION,
      regionCode: '441284',
      authorizationNumber: '演示授权第 0002 号',
      address: ADDRESS,
      phone: PHONE,
    },
    sites: [{ name: '演示收发大厅', address: ADDRESS, phone: PHONE }],
    departments: [
      { name: '演示收发室', phone: PHONE, duties: ['注册账号审核', '器具备案审核', '预约检定确认（送检）'] },
      { name: '演示现场室', phone: PHONE, duties: ['预约检定确认（现场）'] },
    ],
  });
  await tx.manager.insert(
    CapabilityEntity,
    CAPABILITIES.map(({ categoryCode, mode, department }) => ({
      ...{ id: uuidv7(), institutionId: institution.id, categoryCode, mode },
      departmentId: institution.departments.get(department) as string,
    })),
  );
  await seedCapacity(tx, institution, (name) => (name === '演示收发室' ? ['BRING_IN'] : ['ON_SITE']));
  return institution;
}
