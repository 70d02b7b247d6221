import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemContext, type TenantContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { AuditService } from './audit.service.js';

// Real: PostgreSQL with row security and the hash chain. An object that an enterprise shares with an institution.
let api: ApiUnderTest;
const enterpriseId = uuidv7();
const institutionId = uuidv7();
const objectId = uuidv7();

beforeAll(async () => {
  api = await startApi();
  const record = (action: string, context: TenantContext, reason: string | null = null) =>
    api.test.database.write(context, async (tx) =>
      tx.audit({ action, objectType: 'filing-item', objectId, enterpriseId, institutionId, reason }),
    );
  await record('filing-item.submit', { ...systemContext(), accountName: '演示经办人' });
  await record('filing-item.return', { ...systemContext(), accountName: '演示审核员' }, '缺少准确度等级');
  await record('filing-item.lapse', systemContext());
});
afterAll(() => api.close());

const as = (tenant: Partial<TenantContext>): TenantContext => ({ ...systemContext(), roles: [], ...tenant });
const historyAs = async (tenant: Partial<TenantContext>, types = ['filing-item']) => {
  const { items } = await api.app.get(AuditService).historyOf(as(tenant), types, [objectId]);
  return items.map(({ action, actorName, reason }) => [action, actorName, reason]);
};

describe('the history of an object', () => {
  const whole = [
    ['filing-item.lapse', null, null],
    ['filing-item.return', '演示审核员', '缺少准确度等级'],
    ['filing-item.submit', '演示经办人', null],
  ];

  it('is seen by both parties, newest first, with who and why', async () => {
    expect(await historyAs({ kind: 'enterprise', enterpriseId })).toEqual(whole);
    expect(await historyAs({ kind: 'institution', institutionId })).toEqual(whole);
  });

  it('is empty to everybody else and for other kinds of objects', async () => {
    expect(await historyAs({ kind: 'enterprise', enterpriseId: uuidv7() })).toEqual([]);
    expect(await historyAs({ kind: 'institution', institutionId: uuidv7() })).toEqual([]);
    expect(await historyAs({ kind: 'public' })).toEqual([]);
    expect(await historyAs({ kind: 'enterprise', enterpriseId }, ['appointment'])).toEqual([]);
  });
});
