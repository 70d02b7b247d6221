import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountEntity, AppointmentEntity, systemContext, VerificationTaskEntity } from '@quanheng/database';
import type { Role } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeEnterprise, arrangeInstruments } from '../testing/scenario.js';
import { atWork, type AtWork } from '../verification/testing/at-work.js';
import { anInstitute, type Institute } from '../verification/testing/institute.js';
import { arrangeBranch } from './testing/organisations.js';

// Real: HTTP, guards, PostgreSQL with row security, the laboratory's and the filing's own routes.
let api: ApiUnderTest;
let at: Institute;
let work: AtWork;
let staffAdmin: SignedIn;

beforeAll(async () => {
  api = await startApi();
  at = await anInstitute(api);
  work = atWork(api, at);
  staffAdmin = at.admin;
});
afterAll(() => api.close());

const versionOf = async ({ accountId }: SignedIn) =>
  (
    await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findOneByOrFail(AccountEntity, { id: accountId }),
    )
  ).version;
const member = async (who: SignedIn) => ({
  path: `/members/${who.accountId}`,
  version: await versionOf(who),
});

async function anEnterprise() {
  const enterpriseId = await arrangeEnterprise(api.test, at.institutionId);
  const join = (roles: Role[], more: object = {}) => api.signIn({ roles, enterpriseId, ...more });
  return { enterpriseId, join, admin: await join(['ENTERPRISE_ADMIN'], { name: '演示管理员' }) };
}
async function change(by: SignedIn, whom: SignedIn, body: object) {
  const { path, version } = await member(whom);
  return by.patch(path, body, version);
}
async function disable(by: SignedIn, whom: SignedIn, body: object = {}) {
  const { path, version } = await member(whom);
  return by.post(`${path}/disable`, body, { version });
}

describe('the last admin', () => {
  it('can’t be demoted, disabled or bound to a branch; the second last can', async () => {
    const { admin, join, enterpriseId } = await anEnterprise();
    const branchId = await arrangeBranch(api, enterpriseId, '演示分厂');
    await join(['ENTERPRISE_ADMIN'], { branchId });
    for (const body of [{ roles: ['ENTERPRISE_CLERK'] }, { branchId }])
      expect((await change(admin, admin, body)).body.code).toBe('member.last-admin');
    expect((await disable(admin, admin)).body.code).toBe('member.last-admin');
    const second = await join(['ENTERPRISE_ADMIN']);
    expect((await disable(admin, admin)).status).toBe(200);
    expect((await admin.get('/members')).status).toBe(401);
    expect((await disable(second, second)).body.code).toBe('member.last-admin');
  });

  it('stays when two admins demote each other at once', async () => {
    for (let round = 0; round < 5; round++) {
      const { admin, join } = await anEnterprise();
      const other = await join(['ENTERPRISE_ADMIN']);
      const both = await Promise.all([
        change(admin, other, { roles: ['ENTERPRISE_VIEWER'] }),
        change(other, admin, { roles: ['ENTERPRISE_VIEWER'] }),
      ]);
      expect(both.filter(({ status }) => status === 200)).toHaveLength(1);
    }
  });

  it('holds for institutions, too', async () => {
    expect((await disable(staffAdmin, staffAdmin)).body.code).toBe('member.last-admin');
  });
});

describe('a change of roles', () => {
  it('acts at the next request: the session ends, a new one has the new authority', async () => {
    const { admin, join } = await anEnterprise();
    const clerk = await join(['ENTERPRISE_CLERK']);
    expect((await clerk.get('/instruments')).status).toBe(200);
    const changed = await change(admin, clerk, { roles: ['ENTERPRISE_VIEWER'] });
    expect(changed.body.roles).toEqual(['ENTERPRISE_VIEWER']);
    expect((await clerk.get('/instruments')).status).toBe(401);
  });

  it('does not end a session where only the name changes', async () => {
    const { admin, join } = await anEnterprise();
    const clerk = await join(['ENTERPRISE_CLERK']);
    expect(
      (await change(admin, clerk, { displayName: '演示改名', mobile: '13800000009' })).body,
    ).toMatchObject({
      displayName: '演示改名',
      mobile: '138****0009',
    });
    expect((await clerk.get('/instruments')).status).toBe(200);
  });

  it('gives several roles at once, of the own organisation only', async () => {
    const person = await api.signIn({ roles: ['VERIFIER'], institutionId: at.institutionId });
    const roles = ['VERIFIER', 'CHECKER', 'COUNTER_CLERK'];
    expect((await change(staffAdmin, person, { roles })).body.roles).toEqual(roles);
    for (const forbidden of [['PLATFORM_ADMIN'], ['ENTERPRISE_ADMIN'], ['VERIFIER', 'SYSTEM']])
      expect((await change(staffAdmin, person, { roles: forbidden })).body.code).toBe(
        'member.role-not-allowed',
      );
    expect((await change(staffAdmin, person, { roles: [] })).body.code).toBe('member.role-required');
    expect((await change(staffAdmin, person, { departmentId: at.departmentId })).body.departmentName).toBe(
      '力学室',
    );
    expect((await change(staffAdmin, person, { departmentId: uuidv7() })).body.code).toBe(
      'department.unknown',
    );
  });

  it('tells the second of two admins who edit at once', async () => {
    const { admin, join } = await anEnterprise();
    const other = await join(['ENTERPRISE_ADMIN']);
    const { path, version } = await member(await join(['ENTERPRISE_CLERK']));
    const both = await Promise.all(
      [admin, other].map((who) => who.patch(path, { roles: ['ENTERPRISE_VIEWER'] }, version)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await admin.patch(path, {})).status).toBe(428);
  });
});

describe('disabling and enabling', () => {
  it('ends the sessions for good: letting somebody in again revives none', async () => {
    const { admin, join } = await anEnterprise();
    const viewer = await join(['ENTERPRISE_VIEWER']);
    expect((await disable(admin, viewer, { reason: '离职' })).body.status).toBe('DISABLED');
    expect((await viewer.get('/instruments')).status).toBe(401);
    const { path, version } = await member(viewer);
    expect((await admin.post(`${path}/enable`, {}, { version })).body.status).toBe('ACTIVE');
    expect((await viewer.get('/instruments')).status).toBe(401);
  });
});

describe('whose members', () => {
  it('every operation is refused to others: 403 without the role, 404 across organisations', async () => {
    const { admin, join } = await anEnterprise();
    const clerk = await join(['ENTERPRISE_CLERK']);
    const viewer = await join(['ENTERPRISE_VIEWER']);
    const { admin: foreign } = await anEnterprise();
    const { path, version } = await member(clerk);
    const operations = (who: SignedIn) => [
      who.get(`${path}/open-work`),
      who.patch(path, { displayName: '别人' }, version),
      who.post(`${path}/disable`, {}, { version }),
      who.post(`${path}/enable`, {}, { version }),
      who.post(`${path}/hand-over`, { handOverTo: admin.accountId }),
    ];
    const statuses = async (who: SignedIn) =>
      (await Promise.all(operations(who))).map(({ status }) => status);
    for (const who of [foreign, staffAdmin]) expect(await statuses(who)).toEqual([404, 404, 404, 404, 404]);
    for (const who of [clerk, viewer, at.verifier]) {
      expect(await statuses(who)).toEqual([403, 403, 403, 403, 403]);
      expect((await who.get('/members')).status).toBe(403);
    }
    expect((await clerk.get('/instruments')).status).toBe(200);
    const listed = (await foreign.get('/members')).body.items;
    expect(listed.map((each: { id: string }) => each.id)).toEqual([foreign.accountId]);
  });
});

describe('open work', () => {
  it('of a verifier goes to a colleague who may do it, in the transaction of the leaving', async () => {
    const leaving = await api.signIn({
      roles: ['VERIFIER'],
      institutionId: at.institutionId,
      name: '离职检定员',
    });
    const { tasks } = await work.received({}, {});
    for (const task of tasks) await work.move(leaving, task, 'start');
    const booking = await at.book([{ serialNumber: uuidv7() }], {
      mode: 'ON_SITE',
      verifierId: leaving.accountId,
      verifierName: '离职检定员',
    });
    const found = (await staffAdmin.get(`/members/${leaving.accountId}/open-work`)).body;
    expect(found.total).toBe(3);
    expect(
      found.groups.map(({ kind, count, roles }: Record<string, unknown>) => [kind, count, roles]),
    ).toEqual([
      ['TASK', 2, ['VERIFIER']],
      ['ON_SITE', 1, ['VERIFIER']],
    ]);

    const refused = await disable(staffAdmin, leaving);
    expect([refused.status, refused.body.code, refused.body.details.count]).toEqual([
      409,
      'member.open-work',
      3,
    ]);
    for (const unfit of [at.checker, at.clerk, at.stranger, leaving])
      expect((await disable(staffAdmin, leaving, { handOverTo: unfit.accountId })).body.code).toBe(
        'member.colleague-unfit',
      );
    expect((await disable(staffAdmin, leaving, { handOverTo: uuidv7() })).body.code).toBe(
      'member.colleague-unfit',
    );
    expect((await leaving.get('/tasks')).status).toBe(200);

    const left = await disable(staffAdmin, leaving, { handOverTo: at.otherVerifier.accountId });
    expect(left.body.status).toBe('DISABLED');
    expect((await leaving.get('/tasks')).status).toBe(401);
    for (const { id } of tasks) {
      const task = await work.one(VerificationTaskEntity, id);
      expect([task.verifierId, task.verifierName]).toEqual([at.otherVerifier.accountId, '演示检定员乙']);
      const recorded = await at.otherVerifier.patch(`/tasks/${id}`, work.record(), task.version);
      expect(recorded.status).toBe(200);
    }
    const visited = await work.one(AppointmentEntity, booking.id);
    expect(visited).toMatchObject({ verifierName: '演示检定员乙', version: 2 });
    const traces = await api.test.database.read(systemContext(), (tx) =>
      tx.query(
        `SELECT (SELECT count(*)::int FROM audit_event WHERE action LIKE '%.hand-over' AND before ->> 'handler' = '离职检定员') AS events,
           (SELECT count(*)::int FROM outbox WHERE name = 'appointment.render-form' AND payload ->> 'appointmentId' = $1) AS forms`,
        [booking.id],
      ),
    );
    expect(traces).toEqual([{ events: 3, forms: 1 }]);
  });

  it('keeps the name of who verified while it waits for the checker, and can be moved once it came back', async () => {
    const leaving = await api.signIn({
      roles: ['VERIFIER'],
      institutionId: at.institutionId,
      name: '另一位离职者',
    });
    const { tasks } = await work.received({});
    const begun = await work.move(leaving, tasks[0]!, 'start');
    const recorded = await leaving.patch(`/tasks/${begun.body.id}`, work.record(), begun.body.version);
    const submitted = await work.move(leaving, recorded.body, 'submit');
    expect((await disable(staffAdmin, leaving)).status).toBe(200);
    const returned = await work.move(at.checker, submitted.body, 'check', {
      decision: 'return',
      comment: '请核对温度',
    });
    expect(returned.body.status).toBe('IN_PROGRESS');
    const path = `/members/${leaving.accountId}`;
    expect((await staffAdmin.get(`${path}/open-work`)).body.total).toBe(1);
    const left = await staffAdmin.post(`${path}/hand-over`, { handOverTo: at.otherVerifier.accountId });
    expect(left.body).toEqual({ total: 0, groups: [] });
    expect((await work.one(VerificationTaskEntity, begun.body.id)).verifierName).toBe('演示检定员乙');
  });

  it('is asked for, too, when the role that it needs is taken away, and not otherwise', async () => {
    const person = await api.signIn({
      roles: ['VERIFIER', 'CHECKER'],
      institutionId: at.institutionId,
      name: '换岗者',
    });
    const { tasks } = await work.received({});
    await work.move(person, tasks[0]!, 'start');
    expect((await change(staffAdmin, person, { roles: ['VERIFIER', 'SIGNATORY'] })).status).toBe(200);
    expect((await change(staffAdmin, person, { roles: ['CHECKER'] })).body.code).toBe('member.open-work');
    const moved = await change(staffAdmin, person, {
      roles: ['CHECKER'],
      handOverTo: at.otherVerifier.accountId,
    });
    expect(moved.body.roles).toEqual(['CHECKER']);
    expect((await work.one(VerificationTaskEntity, tasks[0]!.id)).verifierName).toBe('演示检定员乙');
  });

  it('of a reviewer: what is assigned', async () => {
    const leaving = await api.signIn({
      roles: ['REVIEWER'],
      institutionId: at.institutionId,
      name: '离职审核员',
    });
    const colleague = await api.signIn({
      roles: ['REVIEWER'],
      institutionId: at.institutionId,
      name: '接手审核员',
    });
    const [instrumentId] = await arrangeInstruments(api.test, at.enterpriseId, 1);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(
        `WITH f AS (INSERT INTO filing (id, version, case_number, enterprise_id, institution_id, enterprise_name, submitted_by, submitted_by_name, submitted_at, assignee_id)
           VALUES ($1::uuid, 1, $1::uuid::text, $2, $3, '演示企业', $4, '演示', now(), $4) RETURNING id),
         i AS (INSERT INTO filing_item (id, version, filing_id, enterprise_id, institution_id, instrument_id, status, snapshot)
           SELECT $5, 1, id, $2, $3, $6, 'SUBMITTED', '{}' FROM f)
         INSERT INTO registration (id, version, case_number, status, account_id, institution_id, registrant_kind, assigned_to)
         VALUES ($5::uuid, 1, $5::uuid::text, 'SUBMITTED', $6, $3, 'AGENT', $4)`,
        [uuidv7(), at.enterpriseId, at.institutionId, leaving.accountId, uuidv7(), instrumentId],
      ),
    );
    expect((await disable(staffAdmin, leaving)).body.details.count).toBe(2);
    expect((await disable(staffAdmin, leaving, { handOverTo: colleague.accountId })).status).toBe(200);
    const { groups } = (await staffAdmin.get(`/members/${colleague.accountId}/open-work`)).body;
    expect(groups.map(({ kind }: { kind: string }) => kind)).toEqual(['REGISTRATION', 'REVIEW']);
  });

  it('of a clerk: filings under review and bookings, with the contact person whom the institution calls', async () => {
    const { admin, join, enterpriseId } = await anEnterprise();
    const clerk = await join(['ENTERPRISE_CLERK'], { name: '离职经办' });
    const colleague = await join(['ENTERPRISE_CLERK'], { name: '接手经办' });
    expect((await change(admin, colleague, { mobile: '13800000007' })).status).toBe(200);
    const [instrumentId = ''] = await arrangeInstruments(api.test, enterpriseId, 1);
    await api.test.database.write(systemContext(), async (tx) => {
      const ids = [uuidv7(), uuidv7()];
      await tx.query(
        `INSERT INTO filing (id, version, case_number, enterprise_id, institution_id, enterprise_name, submitted_by, submitted_by_name, submitted_at)
         VALUES ($1::uuid, 1, $1::uuid::text, $2, $3, '演示企业', $4, '离职经办', now())`,
        [ids[0], enterpriseId, at.institutionId, clerk.accountId],
      );
      await tx.query(
        `INSERT INTO filing_item (id, version, filing_id, enterprise_id, institution_id, instrument_id, status, snapshot)
         VALUES ($1, 1, $2, $3, $4, $5, 'SUBMITTED', '{}')`,
        [ids[1], ids[0], enterpriseId, at.institutionId, instrumentId],
      );
    });
    const changes = { enterpriseId, createdBy: clerk.accountId, contactPerson: '离职经办' };
    const booking = await at.book([{ serialNumber: uuidv7() }], changes);
    const found = (await admin.get(`/members/${clerk.accountId}/open-work`)).body;
    expect(found.groups.map(({ kind, count }: Record<string, unknown>) => [kind, count])).toEqual([
      ['FILING', 1],
      ['BOOKING', 1],
    ]);
    expect((await disable(admin, clerk, { handOverTo: colleague.accountId })).status).toBe(200);
    expect(await work.one(AppointmentEntity, booking.id)).toMatchObject({
      handlerName: '接手经办',
      contactPerson: '接手经办',
      contactPhone: '13800000007',
      createdByName: '演示乙',
    });
    expect((await admin.get(`/members/${colleague.accountId}/open-work`)).body.total).toBe(2);
    expect((await admin.get(`/members/${clerk.accountId}/open-work`)).body.total).toBe(0);
  });
});
