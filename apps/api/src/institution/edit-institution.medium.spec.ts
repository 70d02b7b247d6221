import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { accept, tokenOf, waiveSecondFactor } from '../people/testing/organisations.js';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { browser } from '../testing/browser.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  GAUGE,
  RULER,
  SCALE,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Two institutions and the platform.
let api: ApiUnderTest;
let own: ArrangedInstitution;
let other: ArrangedInstitution;
let admin: SignedIn;
let verifier: SignedIn;
let platform: SignedIn;
let enterprise: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await waiveSecondFactor(api);
  await arrangeCatalogue(api.test);
  own = await arrangeInstitution(api.test);
  other = await arrangeInstitution(api.test);
  admin = await api.signIn({ roles: ['INSTITUTION_ADMIN'], institutionId: own.id });
  verifier = await api.signIn({ roles: ['VERIFIER'], institutionId: own.id });
  platform = await api.signIn({ roles: ['PLATFORM_ADMIN'] });
  const enterpriseId = await arrangeEnterprise(api.test, own.id);
  enterprise = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId });
});
afterAll(() => api.close());

let count = 0;
const aDepartment = (changes: object = {}) => ({
  name: `演示科室 ${++count}`,
  phone: '0758-0000009',
  duties: ['预约检定确认（现场）'],
  ...changes,
});
const aSite = () => ({ name: `演示收发点 ${++count}`, address: '演示路 9 号', phone: '0758-0000008' });
const anInstitution = (changes: object = {}) => ({
  name: '演示新机构',
  code: `N${++count}`,
  regionCode: '441202',
  authorizationNumber: '（演示）法计 00009 号',
  address: '演示路 10 号',
  phone: '0758-0000010',
  admin: { displayName: '演示首任管理员', email: `${uuidv7()}@demo.example` },
  ...changes,
});

describe('departments and sites', () => {
  it('are added, changed and removed by the institution’s admin', async () => {
    const path = `/institutions/${own.id}/departments`;
    const made = await admin.post(path, aDepartment());
    expect(made.body).toMatchObject({ version: 1, duties: ['预约检定确认（现场）'] });
    const named = aDepartment({ duties: [] });
    const changed = await admin.patch(`${path}/${made.body.id}`, named, 1);
    expect(changed.body).toMatchObject({ ...named, version: 2 });
    const shown = (await enterprise.get(`/institutions/${own.id}`)).body.departments;
    expect(shown.at(-1)).toMatchObject(named);
    expect((await admin.patch(`${path}/${made.body.id}`, aDepartment(), 1)).status).toBe(412);
    expect((await admin.patch(`${path}/${made.body.id}`, aDepartment({ name: '力学室' }), 2)).body.code).toBe(
      'department.name-taken',
    );
    expect((await admin.delete(`${path}/${made.body.id}`, 2)).status).toBe(204);
  });

  it('stay while something refers to them, whoever removes them', async () => {
    for (const who of [admin, platform]) {
      const path = `/institutions/${own.id}/departments/${own.gauges}`;
      expect((await who.delete(path, 1)).body.code).toBe('department.in-use');
    }
    expect((await admin.delete(`/institutions/${own.id}/sites/${own.siteId}`, 1)).body.code).toBe(
      'site.last',
    );
    const { body: staffed } = await admin.post(`/institutions/${own.id}/departments`, aDepartment());
    await api.signIn({ roles: ['VERIFIER'], institutionId: own.id, departmentId: staffed.id });
    for (const who of [admin, platform])
      expect((await who.delete(`/institutions/${own.id}/departments/${staffed.id}`, 1)).body.code).toBe(
        'department.in-use',
      );
  });

  it('keep one site, also when two are removed at once', async () => {
    const path = `/institutions/${other.id}/sites`;
    const { body: second } = await platform.post(path, aSite());
    const both = await Promise.all([
      platform.delete(`${path}/${second.id}`, 1),
      platform.delete(`${path}/${other.siteId}`, 1),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('are another institution’s business: 404; of those without the role: 403', async () => {
    const theirs = `/institutions/${other.id}`;
    const calls = (who: SignedIn, base: string) => [
      who.post(`${base}/departments`, aDepartment()),
      who.patch(`${base}/departments/${other.gauges}`, aDepartment(), 1),
      who.delete(`${base}/departments/${other.gauges}`, 1),
      who.post(`${base}/sites`, aSite()),
      who.patch(`${base}/sites/${other.siteId}`, aSite(), 1),
      who.delete(`${base}/sites/${other.siteId}`, 1),
    ];
    const statuses = async (who: SignedIn, base: string) =>
      (await Promise.all(calls(who, base))).map(({ status }) => status);
    expect(new Set(await statuses(admin, theirs))).toEqual(new Set([404]));
    // Behind the right address the wrong id is nothing, either.
    const mixed = await statuses(admin, `/institutions/${own.id}`);
    expect([mixed[1], mixed[2], mixed[4], mixed[5]]).toEqual([404, 404, 404, 404]);
    for (const who of [verifier, enterprise])
      expect(new Set(await statuses(who, theirs))).toEqual(new Set([403]));
    expect((await platform.post(`/institutions/${uuidv7()}/sites`, aSite())).status).toBe(404);
  });
});

describe('the platform’s admin', () => {
  it('adds an institution that its invited admin can run', async () => {
    const body = anInstitution();
    const made = await platform.post('/institutions', body);
    expect(made.body).toMatchObject({
      name: body.name,
      code: body.code,
      departments: [{ name: '业务室' }],
      sites: [{ name: '业务大厅', address: body.address }],
    });
    const [invitation] = (await platform.get('/invitations')).body.items;
    expect(invitation).toMatchObject({
      institutionName: '演示新机构',
      roles: ['INSTITUTION_ADMIN'],
      status: 'PENDING',
    });
    const loginName = `admin-${uuidv7()}`;
    expect((await accept(api, await tokenOf(platform, invitation.id), { loginName })).status).toBe(204);
    const signedIn = await browser(api).login(loginName);
    const first = api.as({ accountId: signedIn.body.account.id, token: signedIn.body.accessToken });
    expect((await first.post(`/institutions/${made.body.id}/departments`, aDepartment())).status).toBe(201);
    const invited = { displayName: '演示检定员', roles: ['VERIFIER'], email: 'x@demo.example' };
    expect((await first.post('/invitations', invited)).status).toBe(201);
    const chosen = (await enterprise.get('/institutions?regionCode=441202')).body.items;
    expect(chosen[0]).toMatchObject({ id: made.body.id, proposed: true });
  });

  it('is refused a taken code, an unknown or retired region, an admin without an address', async () => {
    const { body } = await platform.post('/institutions', anInstitution());
    expect((await platform.post('/institutions', anInstitution({ code: body.code }))).body.code).toBe(
      'institution.code-taken',
    );
    for (const regionCode of ['990000', '441283'])
      expect(
        (await platform.post('/institutions', anInstitution({ regionCode }))).body.errors[0].pointer,
      ).toBe('/regionCode');
    const nobody = await platform.post('/institutions', anInstitution({ admin: { displayName: '无' } }));
    expect(nobody.body.code).toBe('invitation.contact-required');
    const names = (await platform.get('/institutions')).body.items;
    expect(names.filter(({ id }: { id: string }) => id === nobody.body.id)).toEqual([]);
  });

  it('says what it may verify; the list replaces the one before', async () => {
    const { body: made } = await platform.post('/institutions', anInstitution());
    const departmentId = made.departments[0].id;
    const items = [GAUGE, SCALE].map((categoryCode) => ({ categoryCode, mode: 'BRING_IN', departmentId }));
    const path = `/institutions/${made.id}/capabilities`;
    const put = (body: object, version: number) => platform.put(path, body).set('If-Match', `"v${version}"`);
    const set = await put({ items }, 1);
    expect(set.body.version).toBe(2);
    expect((await platform.get(path)).body.items).toHaveLength(2);
    expect((await put({ items: items.slice(1) }, 1)).status).toBe(412);
    expect((await put({ items: items.slice(1) }, 2)).status).toBe(200);
    expect((await platform.get(path)).body.items).toMatchObject([{ categoryCode: SCALE }]);
    const wrong = [
      { categoryCode: RULER, mode: 'BRING_IN', departmentId },
      { categoryCode: GAUGE, mode: 'BRING_IN', departmentId: own.gauges },
    ];
    for (const item of wrong) expect((await put({ items: [item] }, 3)).status).toBe(400);
    expect((await admin.put(`/institutions/${own.id}/capabilities`, { items: [] })).status).toBe(403);
  });

  it('changes an institution; others can’t', async () => {
    const { body: made } = await platform.post('/institutions', anInstitution());
    const { admin: _admin, code: _code, ...data } = anInstitution({ name: '演示改名机构' });
    expect((await platform.patch(`/institutions/${made.id}`, data, 1)).body).toMatchObject({
      name: '演示改名机构',
      version: 2,
    });
    expect((await platform.patch(`/institutions/${made.id}`, data, 1)).status).toBe(412);
    expect((await platform.patch(`/institutions/${made.id}`, { ...data, code: 'XX' }, 2)).status).toBe(400);
    expect((await admin.patch(`/institutions/${own.id}`, data, 1)).status).toBe(403);
    expect((await admin.post('/institutions', anInstitution())).status).toBe(403);
    const person = { displayName: '演示管理员', mobile: '13800000011' };
    expect((await platform.post(`/institutions/${made.id}/admins`, person)).status).toBe(201);
    expect((await platform.post(`/institutions/${uuidv7()}/admins`, person)).status).toBe(404);
    expect((await admin.post(`/institutions/${own.id}/admins`, person)).status).toBe(403);
    const [event] = await api.test.database.read(systemContext(), (tx) =>
      tx.query(
        `SELECT before ->> 'name' AS before FROM audit_event WHERE action = 'institution.change' AND object_id = $1`,
        [made.id],
      ),
    );
    expect(event).toEqual({ before: '演示新机构' });
  });
});
