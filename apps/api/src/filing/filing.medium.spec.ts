import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotificationEntity, systemContext } from '@quanheng/database';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  readInstrument,
  RULER,
  SCALE,
  type ArrangedInstitution,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security. Today is 2026-11-23.
let api: ApiUnderTest;
let city: ArrangedInstitution;
let enterpriseId: string;
let clerk: SignedIn;
let reviewer: SignedIn;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  city = await arrangeInstitution(api.test);
  enterpriseId = await arrangeEnterprise(api.test, city.id);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId, name: '演示经办人' });
  reviewer = await api.signIn({ roles: ['REVIEWER'], institutionId: city.id, name: '演示审核员' });
});
afterAll(() => api.close());

async function file(count: number, overrides = {}) {
  const instrumentIds = await arrangeInstruments(api.test, enterpriseId, count, overrides);
  const answer = await clerk.post('/filings', { institutionId: city.id, instrumentIds });
  expect(answer.status).toBe(201);
  const items = await clerk.get(`/filings/${answer.body.id}/items`);
  return { filing: answer.body, instrumentIds, items: items.body.items };
}

const decide = (
  who: SignedIn,
  filing: { id: string },
  item: { id: string; version: number },
  action: string,
  body = {},
) => who.post(`/filings/${filing.id}/items/${item.id}/${action}`, body, { version: item.version });

describe('previewing', () => {
  it('proposes the nearest institution that may verify them, with the alternatives', async () => {
    const county = await arrangeInstitution(api.test, { regionCode: '441202', kinds: [SCALE] });
    const gauges = await arrangeInstruments(api.test, enterpriseId, 2);
    const scales = await arrangeInstruments(api.test, enterpriseId, 1, { categoryCode: SCALE });
    const both = await clerk.post('/filings/preview', { instrumentIds: [...gauges, ...scales] });
    expect(both.status).toBe(200);
    expect(both.body).toMatchObject({ institutionId: city.id, total: 3, ready: 3, blockedCount: 0 });
    expect(both.body.institutions.map((one: { id: string }) => one.id)).toEqual([city.id, county.id]);
    expect(both.body.fileable.map((one: { instrumentId: string }) => one.instrumentId)).toEqual(
      both.body.readyIds,
    );
    const one = await clerk.post('/filings/preview', { instrumentIds: scales });
    expect(one.body.institutions[0]).toMatchObject({ id: county.id, level: 'COUNTY', capable: 1 });
  });

  it('names what cannot be filed and why, in the reader’s language', async () => {
    const [ruler = ''] = await arrangeInstruments(api.test, enterpriseId, 1, {
      categoryCode: RULER,
      name: '钢直尺',
    });
    const answer = await clerk
      .post('/filings/preview', { instrumentIds: [ruler], institutionId: city.id })
      .set('Accept-Language', 'en');
    expect(answer.body).toMatchObject({
      ready: 0,
      blocked: [{ instrumentId: ruler, code: 'filing.kind-not-fileable' }],
    });
    expect(answer.body.blocked[0].detail).toContain('no compulsory verification');
  });

  it('needs instruments or an import', async () => {
    expect((await clerk.post('/filings/preview', {})).body.code).toBe('filing.no-items');
  });
});

describe('submitting', () => {
  it('makes an application with its items, and holds the instruments', async () => {
    const { filing, instrumentIds, items } = await file(3);
    expect(filing).toMatchObject({
      status: 'IN_REVIEW',
      total: 3,
      counts: { SUBMITTED: 3 },
      institutionName: '演示检定机构',
    });
    expect(filing.caseNumber).toMatch(/^F20261123-\d{5}-[0-9A-Z]$/);
    expect(items.map((item: { instrumentId: string }) => item.instrumentId)).toEqual(instrumentIds);
    expect(items[0].snapshot).toMatchObject({ name: '压力表', regionCode: '441202', validUntil: null });
    expect(items[0].checks).toEqual([]);
    const stored = await readInstrument(api.test, instrumentIds[0] as string);
    expect(stored).toMatchObject({ openFilingItemId: items[0].id, filedOn: null, version: 2 });
  });

  it('files all instruments of an import', async () => {
    const importId = uuidv7();
    await arrangeInstruments(api.test, enterpriseId, 2, { importId });
    const answer = await clerk.post('/filings', { institutionId: city.id, importId });
    expect(answer.body).toMatchObject({ total: 2 });
    expect((await clerk.post('/filings', { institutionId: city.id, importId })).body.code).toBe(
      'filing.no-items',
    );
  });

  it('refuses the whole and names each instrument by its place', async () => {
    const [good = ''] = await arrangeInstruments(api.test, enterpriseId, 1);
    const [retired = ''] = await arrangeInstruments(api.test, enterpriseId, 1, { regionCode: '441283' });
    const { instrumentIds } = await file(1);
    const answer = await clerk.post('/filings', {
      institutionId: city.id,
      instrumentIds: [good, retired, instrumentIds[0], uuidv7()],
    });
    expect(answer.status).toBe(409);
    expect(answer.body.code).toBe('filing.items-blocked');
    expect(
      answer.body.errors.map((error: { pointer: string; code: string }) => [error.pointer, error.code]),
    ).toEqual([
      ['/instrumentIds/1', 'filing.region-retired'],
      ['/instrumentIds/2', 'filing.open-exists'],
      ['/instrumentIds/3', 'filing.instrument-not-found'],
    ]);
    expect((await readInstrument(api.test, good)).openFilingItemId).toBeNull();
  });

  it('refuses another enterprise’s instrument as one that does not exist', async () => {
    const foreign = await arrangeEnterprise(api.test, city.id);
    const instrumentIds = await arrangeInstruments(api.test, foreign, 1);
    const answer = await clerk.post('/filings', { institutionId: city.id, instrumentIds });
    expect(answer.body.code).toBe('filing.instrument-not-found');
  });

  it('refuses an unknown institution, a viewer and the institution’s staff', async () => {
    const instrumentIds = await arrangeInstruments(api.test, enterpriseId, 1);
    const viewer = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
    const body = { institutionId: city.id, instrumentIds };
    expect((await clerk.post('/filings', { ...body, institutionId: uuidv7() })).body.code).toBe(
      'filing.institution-unknown',
    );
    expect((await viewer.post('/filings', body)).status).toBe(403);
    expect((await reviewer.post('/filings', body)).status).toBe(403);
  });

  it('answers a repeated request with the same application', async () => {
    const instrumentIds = await arrangeInstruments(api.test, enterpriseId, 1);
    const key = uuidv7();
    const [first, again] = [
      await clerk.post('/filings', { institutionId: city.id, instrumentIds }, { key }),
      await clerk.post('/filings', { institutionId: city.id, instrumentIds }, { key }),
    ];
    expect(again.body.id).toBe(first.body.id);
  });

  it('takes 5,000 instruments, and not one more', async () => {
    const instrumentIds = await arrangeInstruments(api.test, enterpriseId, 2500).then(async (ids) => [
      ...ids,
      ...(await arrangeInstruments(api.test, enterpriseId, 2500)),
    ]);
    expect(
      (await clerk.post('/filings', { institutionId: city.id, instrumentIds: [...instrumentIds, uuidv7()] }))
        .status,
    ).toBe(400);
    const answer = await clerk.post('/filings', { institutionId: city.id, instrumentIds });
    expect(answer.body).toMatchObject({ total: 5000, counts: { SUBMITTED: 5000 } });
  });
});

describe('reviewing', () => {
  it('approves: filed from today with this institution, and tells the enterprise', async () => {
    const { filing, items, instrumentIds } = await file(1);
    const answer = await decide(reviewer, filing, items[0], 'approve');
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      status: 'APPROVED',
      approvedOn: '2026-11-23',
      version: 2,
      decidedByName: '演示审核员',
    });
    expect(answer.headers['etag']).toBe('"v2"');
    expect(await readInstrument(api.test, instrumentIds[0] as string)).toMatchObject({
      institutionId: city.id,
      filedOn: '2026-11-23',
      everFiled: true,
      openFilingItemId: null,
    });
    expect((await clerk.get(`/filings/${filing.id}`)).body.status).toBe('APPROVED');
    const told = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.findBy(NotificationEntity, { link: `/e/filings/${filing.id}` }),
    );
    expect(told).toMatchObject([
      { template: 'filing.decided', params: { approved: 1, bookableUntil: '2026-12-03' } },
    ]);
  });

  it('returns with what to correct; the enterprise corrects and submits the instrument as it is now', async () => {
    const { filing, items, instrumentIds } = await file(1);
    const silent = await decide(reviewer, filing, items[0], 'return');
    expect([silent.status, silent.body.code]).toEqual([400, 'filing.reason-required']);
    const returned = await decide(reviewer, filing, items[0], 'return', { comment: '准确度等级与铭牌不符' });
    expect(returned.body).toMatchObject({ status: 'RETURNED', comment: '准确度等级与铭牌不符' });
    expect((await clerk.get('/filings?status=NEEDS_CORRECTION')).body.items[0].id).toBe(filing.id);
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE instrument SET accuracy_class = '0.4级' WHERE id = $1`, [instrumentIds[0]]),
    );
    const again = await decide(clerk, filing, returned.body, 'submit');
    expect(again.body).toMatchObject({
      status: 'SUBMITTED',
      snapshot: { accuracyClass: '0.4级' },
      comment: '准确度等级与铭牌不符',
    });
    expect((await decide(reviewer, filing, again.body, 'approve')).body.status).toBe('APPROVED');
  });

  it('does not take back what is still wrong', async () => {
    const { filing, items, instrumentIds } = await file(1);
    const returned = await decide(reviewer, filing, items[0], 'return', { comment: '所属地不对' });
    await api.test.database.write(systemContext(), (tx) =>
      tx.query(`UPDATE instrument SET region_code = '441283' WHERE id = $1`, [instrumentIds[0]]),
    );
    expect((await decide(clerk, filing, returned.body, 'submit')).body.code).toBe('filing.region-retired');
  });

  it('rejects and withdraws: the instrument may be filed again', async () => {
    for (const [who, action, status] of [
      [reviewer, 'reject', 'REJECTED'],
      [clerk, 'withdraw', 'WITHDRAWN'],
    ] as const) {
      const { filing, items, instrumentIds } = await file(1);
      const answer = await decide(who, filing, items[0], action, { comment: '重复' });
      expect(answer.body.status).toBe(status);
      expect((await clerk.get(`/filings/${filing.id}`)).body.status).toBe(status);
      expect((await clerk.post('/filings', { institutionId: city.id, instrumentIds })).status).toBe(201);
    }
  });

  it('refuses in this order: foreign, stale, not in the table, not in the role', async () => {
    const { filing, items } = await file(1);
    const elsewhere = await api.signIn({
      roles: ['REVIEWER'],
      institutionId: (await arrangeInstitution(api.test)).id,
    });
    expect((await decide(elsewhere, filing, items[0], 'approve')).status).toBe(404);
    expect((await elsewhere.get(`/filings/${filing.id}`)).status).toBe(404);
    expect((await elsewhere.get(`/filings/${filing.id}/items`)).status).toBe(404);
    const stale = { ...items[0], version: 7 };
    expect((await decide(clerk, filing, stale, 'submit')).status).toBe(412);
    expect((await decide(clerk, filing, items[0], 'submit')).body.code).toBe('workflow.move-not-allowed');
    const counter = await api.signIn({ roles: ['COUNTER_CLERK'], institutionId: city.id });
    expect((await decide(counter, filing, items[0], 'approve')).body.code).toBe('workflow.role-not-allowed');
    expect((await decide(reviewer, filing, items[0], 'withdraw')).status).toBe(403);
    const bare = await reviewer.post(`/filings/${filing.id}/items/${items[0].id}/approve`);
    expect(bare.status).toBe(428);
  });

  it('lets one of two reviewers win and tells the other', async () => {
    const { filing, items } = await file(1);
    const other = await api.signIn({ roles: ['REVIEWER'], institutionId: city.id });
    const answers = await Promise.all([
      decide(reviewer, filing, items[0], 'approve'),
      decide(other, filing, items[0], 'return', { comment: '不清楚' }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 412]);
  });

  it('decides many at once and answers for each', async () => {
    const { filing, items } = await file(3);
    await decide(reviewer, filing, items[0], 'approve');
    const answer = await reviewer.post(`/filings/${filing.id}/decisions`, {
      decision: 'approve',
      items: [
        ...items.map(({ id, version }: { id: string; version: number }) => ({ id, version })),
        { id: uuidv7(), version: 1 },
      ],
    });
    expect(answer.status).toBe(200);
    expect(answer.body.results.map((one: { ok: boolean; code: string }) => one.code)).toEqual([
      'record.stale',
      null,
      null,
      'record.not-found',
    ]);
    const { body } = await clerk.get(`/filings/${filing.id}`);
    expect(body).toMatchObject({ status: 'APPROVED', counts: { APPROVED: 3 } });
    const history = await clerk.get(`/filings/${filing.id}/history`);
    expect(history.body.items[0]).toMatchObject({
      action: 'filing-item.approve',
      count: 2,
      actorName: '演示审核员',
    });
    expect(history.body.items.at(-1)).toMatchObject({
      action: 'filing.submit',
      actorName: '演示经办人',
      count: 3,
    });
  });

  it('shows the reviewer the machine’s checks, those that speak against it alone if wanted', async () => {
    const identityKey = uuidv7();
    const foreign = await arrangeEnterprise(api.test, city.id);
    await arrangeInstruments(api.test, foreign, 1, { identityKey, everFiled: true });
    const [twin = ''] = await arrangeInstruments(api.test, enterpriseId, 1, {
      identityKey,
      accuracyClass: '无',
      regionCode: '441201',
    });
    const [fine = ''] = await arrangeInstruments(api.test, enterpriseId, 1);
    const { body: filing } = await clerk.post('/filings', {
      institutionId: city.id,
      instrumentIds: [fine, twin],
    });
    const all = await reviewer.get(`/filings/${filing.id}/items`);
    const ok = (index: number) =>
      Object.fromEntries(
        all.body.items[index].checks.map((check: { code: string; ok: boolean }) => [check.code, check.ok]),
      );
    expect(Object.values(ok(0))).toEqual([true, true, true, true, true]);
    expect(ok(1)).toEqual({
      CATEGORY_IN_FORCE: true,
      REGION_KNOWN: true,
      REGION_SPECIFIC: false,
      ACCURACY_PRESENT: false,
      NOT_FILED_ELSEWHERE: false,
    });
    const failed = await reviewer.get(`/filings/${filing.id}/items?failed=true`);
    expect(failed.body.items.map((item: { instrumentId: string }) => item.instrumentId)).toEqual([twin]);
    const clean = await reviewer.get(`/filings/${filing.id}/item-ids?status=SUBMITTED&failed=false`);
    const [{ id, version }] = all.body.items;
    expect(clean.body.items).toEqual([{ id, version, instrumentId: fine }]);
    const stranger = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: foreign });
    expect((await stranger.get(`/filings/${filing.id}/item-ids`)).status).toBe(404);
  });
});

describe('another institution', () => {
  it('replaces the former one on approval; the former filing is superseded', async () => {
    const province = await arrangeInstitution(api.test, { regionCode: '440000' });
    const there = await api.signIn({ roles: ['REVIEWER'], institutionId: province.id });
    const { filing, items, instrumentIds } = await file(1);
    await decide(reviewer, filing, items[0], 'approve');
    const again = await clerk.post('/filings', { institutionId: city.id, instrumentIds });
    expect(again.body.code).toBe('filing.already-filed');
    const { body: second } = await clerk.post('/filings', { institutionId: province.id, instrumentIds });
    const { body: page } = await there.get(`/filings/${second.id}/items`);
    expect((await decide(there, second, page.items[0], 'approve')).status).toBe(200);
    expect((await readInstrument(api.test, instrumentIds[0] as string)).institutionId).toBe(province.id);
    const former = await clerk.get(`/filings/${filing.id}/items`);
    expect(former.body.items[0].status).toBe('SUPERSEDED');
    expect((await clerk.get(`/filings/${filing.id}`)).body.status).toBe('APPROVED');
  });
});

describe('lists', () => {
  it('show an institution what was sent to it, page by page, and count what is in work', async () => {
    const own = await arrangeInstitution(api.test);
    const staff = await api.signIn({ roles: ['REVIEWER'], institutionId: own.id });
    const ids: string[] = [];
    for (let n = 0; n < 3; n++) {
      const instrumentIds = await arrangeInstruments(api.test, enterpriseId, 1);
      ids.push((await clerk.post('/filings', { institutionId: own.id, instrumentIds })).body.id);
    }
    const first = await staff.get('/filings?status=IN_REVIEW&sort=oldest&limit=2');
    expect(first.body.items.map((item: { id: string }) => item.id)).toEqual(ids.slice(0, 2));
    const next = encodeURIComponent(first.body.next);
    const second = await staff.get(`/filings?status=IN_REVIEW&sort=oldest&limit=2&cursor=${next}`);
    expect(second.body).toMatchObject({ items: [{ id: ids[2] }], next: null });
    expect((await staff.get('/filings/counts')).body).toEqual({ counts: { IN_REVIEW: 3 } });
    expect((await staff.get('/filings?q=无此企业')).body.items).toEqual([]);
    expect((await staff.get('/filings?colour=red')).status).toBe(400);
  });

  it('find each state as the domain derives it', async () => {
    for (const status of [
      'IN_REVIEW',
      'NEEDS_CORRECTION',
      'APPROVED',
      'PARTLY_APPROVED',
      'REJECTED',
      'WITHDRAWN',
    ]) {
      const { body } = await clerk.get(`/filings?status=${status}&limit=200`);
      expect(new Set(body.items.map((item: { status: string }) => item.status)).size).toBeLessThanOrEqual(1);
      for (const item of body.items) expect(item.status).toBe(status);
      const { body: counts } = await clerk.get('/filings/counts');
      expect(counts.counts[status] ?? 0).toBe(body.items.length);
    }
  });
});
