import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { CatalogueEditionEntity, CatalogueItemEntity, systemContext } from '@quanheng/database';
import { CatalogueService } from '../catalogue/catalogue.service.js';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstrument } from '../testing/instrument-input.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  GAUGE,
  SCALE,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL. Today is 2026-11-23; the newer edition has the gauge under another code.
const RENUMBERED = 'G0101';
let api: ApiUnderTest;
let clerk: SignedIn;
let institutionId: string;
let gauge: { id: string; version: number };

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  institutionId = (await arrangeInstitution(api.test)).id;
  const enterpriseId = await arrangeEnterprise(api.test, institutionId);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
  gauge = (await clerk.post('/instruments', anInstrument())).body;
  await clerk.post('/instruments', anInstrument({ name: '电子汽车衡', categoryCode: SCALE }));
  await renumber();
});
afterAll(() => api.close());

async function renumber(): Promise<void> {
  await api.test.database.write(systemContext(), async (tx) => {
    await tx.manager.update(CatalogueEditionEntity, '2020', { effectiveTo: '2026-10-31' });
    const edition = { id: '2026', title: '演示目录（二）', status: 'OFFICIAL' as const };
    await tx.manager.insert(CatalogueEditionEntity, { ...edition, effectiveFrom: '2026-11-01' });
    const items = await tx.manager.findBy(CatalogueItemEntity, { editionId: '2020' });
    const renamed = items.map((item) => ({ ...item, code: item.code === GAUGE ? RENUMBERED : item.code }));
    await tx.manager.insert(
      CatalogueItemEntity,
      renamed.map((item) => ({ ...item, editionId: '2026' })),
    );
  });
  api.app.get(CatalogueService).forget();
}

it('are named with how many instruments bear them and what they became', async () => {
  expect((await clerk.get('/instruments/ended-kinds')).body.items).toEqual([
    {
      code: GAUGE,
      kind: '压力表',
      endedOn: '2026-10-31',
      count: 1,
      filed: 0,
      suggestions: [{ code: RENUMBERED, kind: '压力表' }],
    },
  ]);
  const stranger = await api.signIn({ roles: ['PLATFORM_ADMIN'] });
  expect((await stranger.get('/instruments/ended-kinds')).status).toBe(403);
});

it('can be read, and changed in everything else', async () => {
  const { body } = await clerk.get(`/instruments/${gauge.id}`);
  expect(body).toMatchObject({ kindName: '压力表', kindEndedOn: '2026-10-31' });
  expect(body.warnings).toMatchObject([{ field: 'categoryCode', code: 'instrument.category-ended' }]);
  const changed = await clerk.patch(`/instruments/${gauge.id}`, { location: '二号车间' }, body.version);
  expect([changed.status, changed.body.categoryCode]).toEqual([200, GAUGE]);
});

it('are refused for what is new and for filing, with what to take instead', async () => {
  const added = await clerk.post('/instruments', anInstrument());
  expect(added.body.errors).toMatchObject([{ pointer: '/categoryCode', code: 'instrument.category-ended' }]);
  const filing = { instrumentIds: [gauge.id], institutionId };
  const preview = (await clerk.post('/filings/preview', filing)).body;
  expect(preview).toMatchObject({ ready: 0, blocked: [{ code: 'filing.kind-ended' }] });
  expect(preview.blocked[0].detail).toContain(`→ ${RENUMBERED} 压力表`);
  expect((await clerk.post('/filings', filing)).body.code).toBe('filing.kind-ended');
});

it('are changed for many at once', async () => {
  const { version } = (await clerk.get(`/instruments/${gauge.id}`)).body;
  const edit = { field: 'categoryCode', value: RENUMBERED, items: [{ id: gauge.id, version }] };
  expect((await clerk.post('/bulk-edits', edit)).body.changed).toBe(1);
  expect((await clerk.get('/instruments/ended-kinds')).body.items).toEqual([]);
  expect((await clerk.get(`/instruments/${gauge.id}`)).body).toMatchObject({
    kindEndedOn: null,
    warnings: [],
  });
});
