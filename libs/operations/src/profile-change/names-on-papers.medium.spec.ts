import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { EnterpriseEntity, EnterpriseFormerNameEntity, systemContext } from '@quanheng/database';
import { createTestDatabase, type TestDatabase } from '@quanheng/database/testing';
import { uuidv7 } from 'uuidv7';
import { namesOnPapers } from './names-on-papers.js';

// Real: PostgreSQL with row security.
let test: TestDatabase;
beforeAll(async () => void (test = await createTestDatabase()));
afterAll(() => test.close());

it('states the name in force and the one before it', async () => {
  const [renamed, never] = [uuidv7(), uuidv7()];
  const institutionId = uuidv7();
  const names = await test.database.write(systemContext(), async (tx) => {
    for (const id of [renamed, never]) {
      await tx.manager.insert(EnterpriseEntity, {
        ...{
          id,
          name: '演示现名有限公司',
          creditCode: id,
          regionCode: '441202',
          address: '演示路',
          mobile: '13800000000',
        },
        ...{ legalRepresentative: '演示', contactPerson: '演示', email: 'demo@demo.example', institutionId },
        approvedOn: '2026-01-01',
      });
    }
    const former = { enterpriseId: renamed, profileChangeId: uuidv7() };
    await tx.manager.insert(EnterpriseFormerNameEntity, [
      { ...former, id: uuidv7(), name: '演示最早有限公司', usedFrom: '2026-01-01', usedUntil: '2026-05-01' },
      { ...former, id: uuidv7(), name: '演示原名有限公司', usedFrom: '2026-05-01', usedUntil: '2026-11-01' },
    ]);
    return namesOnPapers(tx, [renamed, never, renamed]);
  });
  expect([...names]).toEqual([
    [renamed, '演示现名有限公司（曾用名：演示原名有限公司）'],
    [never, '演示现名有限公司'],
  ]);
});
