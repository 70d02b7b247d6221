import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AccountEntity,
  AuditEventEntity,
  EnterpriseEntity,
  RegistrationEntity,
  systemContext,
} from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { creditCode } from '../testing/credit-codes.js';
import { arrangeRegistrants, ORGANISATION, read } from '../testing/registrants.js';

// Real: HTTP, PostgreSQL with row security. 200 registrations wait (without files); each is decided by one request.
const WAITING = 200;
let api: ApiUnderTest;
let reviewer: SignedIn;

beforeAll(async () => {
  api = await startApi();
  const { institutionId } = await arrangeRegistrants(api);
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId });
  await api.test.database.write(systemContext(), async (tx) => {
    const { legalRepresentativeIdNumber: _legal, agentIdNumber: _agent, ...organisation } = ORGANISATION;
    for (let n = 0; n < WAITING; n++) {
      const [id, accountId] = [uuidv7(), uuidv7()];
      await tx.manager.insert(AccountEntity, {
        ...{
          id: accountId,
          loginName: accountId,
          loginKey: accountId,
          displayName: '演示经办人',
          passwordHash: 'none',
        },
        ...{ status: 'ACTIVE', roles: ['REGISTRANT'], registrationId: id },
      });
      await tx.manager.insert(RegistrationEntity, {
        ...{
          ...organisation,
          id,
          accountId,
          institutionId,
          caseNumber: `case ${n}`,
          creditCode: creditCode(n),
        },
        ...{
          status: 'SUBMITTED',
          registrantKind: 'AGENT',
          contactPerson: '演示经办人',
          mobile: '13800000000',
        },
        ...{ email: 'demo@demo.example', submittedAt: new Date(tx.now.getTime() + n * 1000) },
      });
    }
  });
});
afterAll(() => api.close());

describe('two hundred registrations', () => {
  it('come oldest first on one page of the queue, and are decided one request each', async () => {
    const queue = await read(reviewer, '/registrations?status=SUBMITTED&limit=200');
    expect(queue.items).toHaveLength(WAITING);
    expect(queue.items[0].caseNumber).toBe('case 0');
    let requests = 0;
    for (const { id, version } of queue.items as { id: string; version: number }[]) {
      const returned = requests++ % 10 === 9;
      const comments = [{ target: 'address', reason: '与材料不一致' }];
      const [action, body] = returned ? ['return', { comments }] : ['approve', {}];
      expect((await reviewer.post(`/registrations/${id}/${action}`, body, { version })).status).toBe(200);
    }
    expect(requests).toBe(WAITING);
    const { counts } = await read(reviewer, '/registrations/counts');
    expect(counts).toEqual({ APPROVED: 180, RETURNED: 20 });
    const [enterprises, events] = await api.test.database.read(systemContext(), (tx) =>
      Promise.all([
        tx.manager.count(EnterpriseEntity),
        tx.manager.countBy(AuditEventEntity, { action: 'registration.approve', actorId: reviewer.accountId }),
      ]),
    );
    expect([enterprises, events]).toEqual([180, 180]);
    expect((await read(reviewer, '/registrations?status=SUBMITTED')).items).toEqual([]);
  });
});
