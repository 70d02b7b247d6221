import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InstrumentEntity, systemContext } from '@quanheng/database';
import { arrangeBranch } from '../people/testing/organisations.js';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstrument } from '../testing/instrument-input.js';
import {
  arrangeCatalogue,
  arrangeEnterprise,
  arrangeInstitution,
  arrangeInstruments,
  readInstrument,
} from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security and its unique index, requests that really run at once.
let api: ApiUnderTest;
let clerk: SignedIn;
let enterpriseId: string;

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  enterpriseId = await arrangeEnterprise(api.test, (await arrangeInstitution(api.test)).id);
  clerk = await api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId });
});
afterAll(() => api.close());

const ROUNDS = 6;
const serials = (round: number) => ['a', 'b', 'c'].map((piece) => `${round}-${piece}`);
const create = (serialNumber: string, model: string) =>
  clerk.post('/instruments', anInstrument({ serialNumber, model }));
const setModel = (items: { id: string; version: number }[], value: string) =>
  clerk.post('/bulk-edits', { field: 'model', value, items });
const holders = (serialNumber: string, model: string) =>
  api.test.database.read(systemContext(), (tx) =>
    tx.manager.find(InstrumentEntity, { where: { enterpriseId, serialNumber, model } }),
  );

describe('a bulk edit, a change and a creation that make the same instrument at once', () => {
  it('let one through; the others are told which one it is', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const pieces = serials(round);
      const made = await Promise.all(
        pieces.flatMap((serial) => [create(serial, 'Old'), create(serial, 'Odd')]),
      );
      const [old, odd] = [0, 1].map((at) => made.filter((_, n) => n % 2 === at).map(({ body }) => body));
      const [edited, changed, ...created] = await Promise.all([
        setModel(
          old!.map(({ id, version }) => ({ id, version })),
          'New',
        ),
        clerk.patch(`/instruments/${odd![0].id}`, { model: 'New' }, 1),
        ...pieces.map((serial) => create(serial, 'New')),
      ]);
      expect(edited!.status).toBe(200);
      for (const [at, serial] of pieces.entries()) {
        const [winner, ...others] = await holders(serial, 'New');
        expect(others).toEqual([]);
        const answer = edited!.body.results[at];
        const won = [answer.ok, created[at]!.status === 201, at === 0 && changed!.status === 200];
        expect(won.filter(Boolean)).toHaveLength(1);
        if (!answer.ok)
          expect(answer).toMatchObject({ code: 'instrument.duplicate', details: { id: winner!.id } });
        if (!won[1])
          expect(created[at]!.body).toMatchObject({
            code: 'instrument.duplicate',
            details: { id: winner!.id },
          });
      }
      if (changed!.status !== 200) expect(changed!.body.code).toBe('instrument.duplicate');
      expect(edited!.body.changed).toBe(edited!.body.results.filter(({ ok }: { ok: boolean }) => ok).length);
    }
  });

  it('refuse what another branch has, without naming it', async () => {
    const [theirs, ours] = await Promise.all(
      ['一厂', '二厂'].map(async (name) => {
        const branchId = await arrangeBranch(api, enterpriseId, name);
        return api.signIn({ roles: ['ENTERPRISE_CLERK'], enterpriseId, branchId });
      }),
    );
    const hidden = await theirs!.post('/instruments', anInstrument({ serialNumber: 'H-1', model: 'M1' }));
    const mine = await ours!.post('/instruments', anInstrument({ serialNumber: 'H-1', model: 'M2' }));
    expect((await ours!.get(`/instruments/${hidden.body.id}`)).status).toBe(404);
    const { id, version } = mine.body;
    const edit = { field: 'model', value: 'M1', items: [{ id, version }] };
    const answer = await ours!.post('/bulk-edits', edit);
    expect(answer.status).toBe(200);
    expect(answer.body.results[0]).toMatchObject({ ok: false, code: 'instrument.duplicate' });
    expect(answer.body.results[0].details).toEqual({});
    expect(await readInstrument(api.test, id)).toMatchObject({ model: 'M2', version });
  });
});

describe('bulk moves of the same instruments at once', () => {
  it('let one through for each; the other is told that it came second', async () => {
    const ids = await arrangeInstruments(api.test, enterpriseId, 40);
    const items = ids.map((id) => ({ id, version: 1 }));
    const move = (action: string, order: typeof items) =>
      clerk.post('/instruments/lifecycle-moves', { action, reason: '演示', items: order });
    const answers = await Promise.all([
      move('seal', items),
      move('takeOutOfService', [...items].reverse()),
      move('scrap', items),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    for (const id of ids) {
      const told = answers.map(({ body }) => body.results.find((one: { id: string }) => one.id === id));
      expect(told.map(({ code }) => code).sort()).toEqual([null, 'record.stale', 'record.stale'].sort());
      const history = await clerk.get(`/instruments/${id}/history`);
      expect(
        history.body.items.filter(({ action }: { action: string }) => /seal|take|scrap/.test(action)),
      ).toHaveLength(1);
      expect(await readInstrument(api.test, id)).toMatchObject({ version: 2 });
    }
  });
});
