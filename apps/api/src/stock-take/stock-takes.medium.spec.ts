import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InstrumentEntity, systemContext } from '@quanheng/database';
import { formatCaseNumber, labelBarcode } from '@quanheng/domain';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security; several people at once are parallel requests.
let api: ApiUnderTest;
let clerk: SignedIn;
let colleague: SignedIn;
let viewer: SignedIn;
let stranger: SignedIn;
let enterpriseId: string;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  const institutionId = (await arrangeInstitution(api.test)).id;
  enterpriseId = await arrangeEnterprise(api.test, institutionId);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId, name: '演示甲' });
  colleague = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId, name: '演示乙' });
  viewer = await api.signIn({ roles: ['ENTERPRISE_VIEWER'], enterpriseId });
  const other = await arrangeEnterprise(api.test, institutionId);
  stranger = await api.signIn({ roles: ['ENTERPRISE_ADMIN'], enterpriseId: other });
});
afterAll(() => api.close());

let place = 0;
async function begin(count: number): Promise<{ id: string; filter: { location: string }; ids: string[] }> {
  const location = `车间 ${++place}`;
  const ids = await arrangeInstruments(api.test, enterpriseId, count, { location });
  const started = await clerk.post('/stock-takes', { name: '盘点', filter: { location } });
  expect([started.status, started.body.figures]).toEqual([201, figures({ expected: count, missing: count })]);
  return { id: started.body.id, filter: { location }, ids };
}
const figures = (some: object) => ({ expected: 0, seen: 0, missing: 0, extra: 0, unknown: 0, ...some });
const set = (id: string, change: Partial<InstrumentEntity>) =>
  api.test.database.write(systemContext(), (tx) => tx.manager.update(InstrumentEntity, { id }, change));
const scan = async (id: string, codes: string[], person = clerk) => {
  const answer = await person.post(`/stock-takes/${id}/scans`, { scans: codes.map((code) => ({ code })) });
  expect(answer.status).toBe(200);
  return answer.body;
};
const outcomes = (body: { results: { outcome: string }[] }) => body.results.map(({ outcome }) => outcome);
const listed = async (id: string, view: string) =>
  (await viewer.get(`/stock-takes/${id}/items`).query({ view })).body.items.map(
    (item: { id: string }) => item.id,
  );

describe('a stock-take', () => {
  it('knows a label by its QR code, its bars and its number, and sees each once', async () => {
    const { id, ids } = await begin(3);
    const code = formatCaseNumber('I', '2026-11-23', 7001);
    await set(ids[0]!, { labelCode: code });
    const body = await scan(id, [`https://demo.example/q/${code}`, labelBarcode(code), code]);
    expect(outcomes(body)).toEqual(['SEEN', 'AGAIN', 'AGAIN']);
    expect(body.results[0].instrument).toMatchObject({ id: ids[0], seenBy: '演示甲' });
    expect(body.figures).toEqual(figures({ expected: 3, seen: 1, missing: 2 }));
    expect(await listed(id, 'SEEN')).toEqual([ids[0]]);
    expect(await listed(id, 'MISSING')).toEqual([ids[1], ids[2]].sort());
  });

  it('takes a typed number or a tick in the list in place of a scan, and says where several are meant', async () => {
    const { id, ids } = await begin(3);
    const numbered = (n: number, serialNumber: string) =>
      set(ids[n]!, { serialNumber, searchText: serialNumber.toLowerCase() });
    await numbered(0, 'TY-77');
    await numbered(1, 'TW-1');
    await numbered(2, 'TW-1');
    expect(outcomes(await scan(id, ['ｔｙ-77', 'TW-1', 'TY-7']))).toEqual(['SEEN', 'AMBIGUOUS', 'UNKNOWN']);
    const ticked = await clerk.post(`/stock-takes/${id}/scans`, { scans: [{ code: ids[1], isId: true }] });
    expect(outcomes(ticked.body)).toEqual(['SEEN']);
  });

  it('tells what should not be here from what nobody knows', async () => {
    const { id } = await begin(1);
    const [elsewhere] = await arrangeInstruments(api.test, enterpriseId, 1, { location: '别处' });
    const code = formatCaseNumber('I', '2026-11-23', 7002);
    await set(elsewhere!, { labelCode: code });
    const unknown = formatCaseNumber('I', '2026-11-23', 7003);
    const body = await scan(id, [code, unknown, unknown]);
    expect(outcomes(body)).toEqual(['EXTRA', 'UNKNOWN', 'UNKNOWN']);
    expect(body.figures).toEqual(figures({ expected: 1, missing: 1, extra: 1, unknown: 1 }));
    expect(await listed(id, 'EXTRA')).toEqual([elsewhere]);
    const codes = (await viewer.get(`/stock-takes/${id}/unknown`)).body.items;
    expect(codes.map((one: { code: string }) => one.code)).toEqual([unknown]);
  });

  it('is taken by several people at once: each instrument is seen once, whoever sends it again', async () => {
    const { id, ids } = await begin(12);
    const scans = ids.map((code) => ({ code, isId: true }));
    const send = (person: SignedIn) => person.post(`/stock-takes/${id}/scans`, { scans });
    const answers = await Promise.all([send(clerk), send(colleague), send(clerk), send(colleague)]);
    const seen = answers.flatMap(({ body }) => outcomes(body)).filter((outcome) => outcome === 'SEEN');
    expect(seen).toHaveLength(12);
    const { body } = await clerk.get(`/stock-takes/${id}`);
    expect(body.figures).toEqual(figures({ expected: 12, seen: 12 }));
  });

  it('is closed with its result, and opened again by the administrator only', async () => {
    const { id, ids } = await begin(2);
    await clerk.post(`/stock-takes/${id}/scans`, { scans: [{ code: ids[0], isId: true }] });
    const closed = await clerk.post(`/stock-takes/${id}/close`, {}, { version: 1 });
    expect(closed.body).toMatchObject({
      status: 'CLOSED',
      closedBy: '演示甲',
      figures: figures({ expected: 2, seen: 1, missing: 1 }),
    });
    const late = await clerk.post(`/stock-takes/${id}/scans`, { scans: [{ code: ids[1], isId: true }] });
    expect([late.status, late.body.code]).toEqual([409, 'stock-take.closed']);
    const again = await clerk.post(`/stock-takes/${id}/close`, {}, { version: 2 });
    expect([again.status, again.body.code]).toEqual([409, 'workflow.move-not-allowed']);
    expect((await clerk.post(`/stock-takes/${id}/reopen`, {}, { version: 2 })).status).toBe(403);
    expect((await colleague.post(`/stock-takes/${id}/reopen`, {}, { version: 2 })).body.status).toBe('OPEN');
  });

  it('is refused without instruments, to readers, in a stale version, and is nobody else’s', async () => {
    const none = await clerk.post('/stock-takes', { name: 'x', filter: { location: '没有的地方' } });
    expect([none.status, none.body.code]).toEqual([409, 'stock-take.empty']);
    const { id, ids } = await begin(1);
    const scans = { scans: [{ code: ids[0], isId: true }] };
    expect((await viewer.post(`/stock-takes/${id}/scans`, scans)).status).toBe(403);
    expect((await clerk.post(`/stock-takes/${id}/close`, {}, { version: 9 })).status).toBe(412);
    expect((await stranger.get(`/stock-takes/${id}`)).status).toBe(404);
    expect((await stranger.post(`/stock-takes/${id}/scans`, scans)).status).toBe(404);
    expect((await stranger.get(`/stock-takes/${id}/items`).query({ view: 'MISSING' })).body.items).toEqual(
      [],
    );
    const many = Array.from({ length: 201 }, () => ({ code: 'x' }));
    expect((await clerk.post(`/stock-takes/${id}/scans`, { scans: many })).status).toBe(400);
  });
});
