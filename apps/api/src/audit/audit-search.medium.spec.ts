import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, systemContext, type AuditEntry } from '@quanheng/database';
import { AUDIT_MODULES, auditKind } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { moveClock, startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';

// Real: HTTP, roles, row security, PostgreSQL.
let api: ApiUnderTest;
let enterpriseId: string;
let institutionId: string;
let admins: Record<'enterprise' | 'other' | 'institution' | 'platform', SignedIn>;
const objectId = uuidv7();

beforeAll(async () => {
  api = await startApi();
  institutionId = (await arrangeInstitution(api.test)).id;
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  const otherId = await arrangeEnterprise(api.test, institutionId);
  admins = {
    enterprise: await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId }),
    other: await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: otherId }),
    institution: await api.signIn({ roles: ['INSTITUTION_ADMIN'], institutionId }),
    platform: await api.signIn({ roles: ['PLATFORM_ADMIN'] }),
  };
  const business = { objectType: 'filing-item', objectId, enterpriseId, institutionId };
  await record('演示经办人', { action: 'filing-item.submit', ...business });
  await record('演示审核员', {
    action: 'filing-item.return',
    ...business,
    before: { status: 'SUBMITTED' },
    after: { status: 'RETURNED', contact: { mobile: '13800000000', agentIdNumber: '110101199003070003' } },
    reason: '缺少准确度等级',
  });
  await record('演示经办人', {
    action: 'account.sign-in',
    objectType: 'account',
    objectId: uuidv7(),
    enterpriseId,
  });
  await record('演示平台管理员', { action: 'setting.update', objectType: 'setting', objectId: 'rules' });
  await moveClock(api.test, '2026-11-25T02:00:00Z');
  await record('演示审核员', {
    action: 'registration.unmask',
    objectType: 'registration',
    objectId: uuidv7(),
    institutionId,
    enterpriseId,
  });
});
afterAll(() => api.close());

const record = (accountName: string, entry: AuditEntry) =>
  apiClock().write({ ...systemContext('r-1'), accountName }, async (tx) => tx.audit(entry));
/** With the API's own sense of time. */
const apiClock = () => new Database(api.test.database.dataSource, { demo: true });
const actionsOf = async (who: SignedIn, query = '') => {
  const answer = await who.get(`/audit-events${query}`);
  expect(answer.status).toBe(200);
  return answer.body.items.map(({ action }: { action: string }) => action);
};

describe('who sees what', () => {
  it('an enterprise sees its own, also what an institution did to it', async () => {
    expect(await actionsOf(admins.enterprise)).toEqual([
      'registration.unmask',
      'account.sign-in',
      'filing-item.return',
      'filing-item.submit',
    ]);
    expect(await actionsOf(admins.other)).toEqual([]);
  });

  it('an institution sees its own', async () => {
    expect(await actionsOf(admins.institution)).toEqual([
      'registration.unmask',
      'filing-item.return',
      'filing-item.submit',
    ]);
  });

  it('the platform sees configuration and security, no business', async () => {
    expect(await actionsOf(admins.platform)).toEqual([
      'registration.unmask',
      'setting.update',
      'account.sign-in',
    ]);
    expect(await actionsOf(admins.platform, '?kind=BUSINESS')).toEqual([]);
    expect(await actionsOf(admins.platform, `?object=${objectId}`)).toEqual([]);
  });

  it('nobody else sees anything', async () => {
    for (const roles of [['ENTERPRISE_CLERK'], ['ENTERPRISE_VIEWER']] as const)
      expect(
        (await (await api.signIn({ roles: [...roles], enterpriseId })).get('/audit-events')).status,
      ).toBe(403);
    expect(
      (await (await api.signIn({ roles: ['REVIEWER'], institutionId })).get('/audit-events')).status,
    ).toBe(403);
    expect((await api.request().get('/api/v1/audit-events')).status).toBe(401);
  });
});

describe('an event', () => {
  it('says who, what, before and after and why, with personal numbers masked', async () => {
    const { body } = await admins.institution.get('/audit-events?action=filing-item.return');
    expect(body.items).toEqual([
      {
        ...{ id: expect.any(String), at: expect.any(String), kind: 'BUSINESS', action: 'filing-item.return' },
        ...{ actorId: null, actorName: '演示审核员', onBehalfOf: null, objectType: 'filing-item', objectId },
        objectName: null,
        before: { status: 'SUBMITTED' },
        after: {
          status: 'RETURNED',
          contact: { mobile: '138****0000', agentIdNumber: '110***********0003' },
        },
        ...{ reason: '缺少准确度等级', requestId: 'r-1', seq: 2 },
      },
    ]);
  });
});

describe('the filters', () => {
  it.each([
    ['?kind=SECURITY', ['registration.unmask', 'account.sign-in']],
    ['?kind=BUSINESS', ['filing-item.return', 'filing-item.submit']],
    ['?kind=CONFIGURATION', []],
    ['?action=filing-item', ['filing-item.return', 'filing-item.submit']],
    ['?action=account.sign-in', ['account.sign-in']],
    [`?person=${encodeURIComponent('经办')}`, ['account.sign-in', 'filing-item.submit']],
    ['?person=%25', []],
    ['?from=2026-11-25', ['registration.unmask']],
    ['?to=2026-11-24', ['account.sign-in', 'filing-item.return', 'filing-item.submit']],
    ['?from=2026-11-23&to=2026-11-23&kind=SECURITY', ['account.sign-in']],
    ['?object=nonsense', []],
  ])('%s', async (query, expected) => expect(await actionsOf(admins.enterprise, query)).toEqual(expected));

  it('an object by its id', async () => {
    expect(await actionsOf(admins.enterprise, `?object=${objectId}`)).toHaveLength(2);
  });

  it('wrong ones are refused', async () => {
    for (const query of ['?kind=OTHER', '?from=2026-13-01', '?foo=1', '?cursor=x'])
      expect((await admins.enterprise.get(`/audit-events${query}`)).status).toBe(400);
  });
});

describe('pages', () => {
  it('follow each other without a gap, and belong to their tenant', async () => {
    const seen: string[] = [];
    let next: string | null = '';
    for (let page = 0; next !== null; page++) {
      const { body } = await admins.enterprise.get(`/audit-events?limit=1${next ? `&cursor=${next}` : ''}`);
      seen.push(...body.items.map(({ action }: { action: string }) => action));
      next = body.next;
      if (page === 0)
        expect((await admins.other.get(`/audit-events?limit=1&cursor=${next}`)).status).toBe(400);
    }
    expect(seen).toEqual(await actionsOf(admins.enterprise));
  });
});

describe('checking the chain', () => {
  it('is promised as a job, of one’s own chain, and shown to its own tenant only', async () => {
    const { status, body } = await admins.enterprise.post('/audit-events/checks');
    expect(status).toBe(201);
    expect(body).toMatchObject({ finishedAt: null, broken: [], askedByName: '演示人员' });
    const jobs = await api.test.database.read(systemContext(), (tx) =>
      tx.query(`SELECT payload->>'checkId' AS id FROM outbox WHERE name = 'audit.check'`),
    );
    expect(jobs).toEqual([{ id: body.id }]);
    const idsOf = async (who: SignedIn) =>
      (await who.get('/audit-events/checks')).body.items.map(({ id }: { id: string }) => id);
    expect(await idsOf(admins.enterprise)).toEqual([body.id]);
    for (const who of [admins.other, admins.institution, admins.platform])
      expect(await idsOf(who)).toEqual([]);
    expect(await actionsOf(admins.enterprise, '?action=audit.check')).toEqual(['audit.check']);
  });
});

describe('taking the log out', () => {
  it('is long work and is in the log itself', async () => {
    const { status, body } = await admins.institution.post('/audit-events/export', { kind: 'SECURITY' });
    expect([status, body.kind]).toEqual([202, 'audit.export']);
    const { body: found } = await admins.institution.get('/audit-events?action=audit.export');
    expect(found.items[0]).toMatchObject({
      kind: 'SECURITY',
      objectId: body.id,
      after: { kind: 'SECURITY' },
    });
  });
});

describe('the kinds of events', () => {
  it('are the same in the database and in the domain', async () => {
    const actions = [
      ...Object.values(AUDIT_MODULES)
        .flat()
        .map((module) => `${module}.x`),
      'registration.unmask',
      'filing.submit',
      'x',
    ];
    const rows = await api.test.database.read(systemContext(), (tx) =>
      tx.query<{ action: string; kind: string }>(
        'SELECT action, audit_kind(action) AS kind FROM unnest($1::text[]) AS action',
        [actions],
      ),
    );
    expect(rows).toEqual(actions.map((action) => ({ action, kind: auditKind(action) })));
  });
});
