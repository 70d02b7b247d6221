import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { arrangeCatalogue, GAUGE, RULER, SCALE } from '../testing/scenario.js';

// Real: HTTP, PostgreSQL. Three kinds and five regions, open to everybody.
let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
});
afterAll(() => api.close());

const open = (path: string) => api.request().get(`/api/v1${path}`);
const codes = ({ body }: { body: { items: { code: string }[] } }) => body.items.map(({ code }) => code);

describe('kinds', () => {
  it('are all shown; for filing only those that the law makes compulsory', async () => {
    expect(codes(await open('/catalogue/items'))).toEqual([GAUGE, SCALE, RULER]);
    expect(codes(await open('/catalogue/items?fileable=true'))).toEqual([GAUGE, SCALE]);
  });

  it('are found by code and by name, however wide its letters', async () => {
    expect(codes(await open('/catalogue/items?q=汽车衡'))).toEqual([SCALE]);
    expect(codes(await open(`/catalogue/items?q=${encodeURIComponent('９０１０')}`))).toEqual([GAUGE]);
    expect(codes(await open('/catalogue/items?q=qichehen'))).toEqual([SCALE]);
    expect(codes(await open('/catalogue/items?q=ylb'))).toEqual([GAUGE]);
    expect(codes(await open('/catalogue/items?q=没有'))).toEqual([]);
  });

  it('are suggested from the name of an instrument, which must be given', async () => {
    expect(codes(await open('/catalogue/suggestions?name=电子汽车衡'))[0]).toBe(SCALE);
    const refused = await open('/catalogue/suggestions');
    expect(refused.status).toBe(400);
    expect(JSON.parse(refused.text).errors).toMatchObject([{ pointer: '/name', code: 'field.required' }]);
  });

  it('come from an edition that says whether it is official', async () => {
    expect((await open('/catalogue/edition')).body).toMatchObject({ id: '2020', status: 'DEMO' });
  });
});

describe('regions', () => {
  it('are found by name, code and parent, without the retired ones unless asked for', async () => {
    expect(codes(await open('/regions?q=端州'))).toEqual(['441202']);
    expect(codes(await open('/regions?q=duanzhou'))).toEqual(['441202']);
    expect(codes(await open(`/regions?q=${encodeURIComponent('zhaoqing dz')}`))).toEqual(['441202']);
    expect(codes(await open('/regions?q=4412'))).toEqual(['441200', '441201', '441202']);
    expect(codes(await open('/regions?parent=441200&retired=true'))).toEqual(['441201', '441202', '441283']);
  });

  it('say where they lie and what they are', async () => {
    expect((await open('/regions/441202')).body).toMatchObject({
      path: '广东省 肇庆市 端州区',
      generic: false,
    });
    expect((await open('/regions/441201')).body.generic).toBe(true);
    expect((await open('/regions/441283')).body).toMatchObject({ retired: true, successor: '441204' });
  });

  it('are 404 and 400 where they can’t be', async () => {
    expect((await open('/regions/999999')).status).toBe(404);
    expect((await open('/regions?limit=0')).status).toBe(400);
  });
});
