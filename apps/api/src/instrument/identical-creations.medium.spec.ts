import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InstrumentEntity, systemContext } from '@quanheng/database';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { anInstrument } from '../testing/instrument-input.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';

// Real: HTTP, guards, PostgreSQL with row security and its unique index. Nothing is mocked.
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

const CREATIONS = 10_000;
const AT_ONCE = 200;

/** The same instrument ★, as hands and scanners write it: blanks around and within, full width, case, no own number. */
const NAMES = ['压力表', ' 压力表 ', '压力表\u3000'];
const MODELS = ['Y-100 A', 'y-100 a', 'Ｙ－１００　Ａ', 'Y-100  A'];
const SERIALS = ['Sn-Race-1', 'SN-RACE-1', 'ｓｎ-ｒａｃｅ-１', '\tsn-race-1 '];
const OWN = [{}, { ownNumber: '' }, { ownNumber: null }, { ownNumber: '  ' }];
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const variant = (n: number) =>
  anInstrument({
    name: pick(NAMES, n),
    model: pick(MODELS, Math.floor(n / 3)),
    serialNumber: pick(SERIALS, Math.floor(n / 12)),
    ...pick(OWN, Math.floor(n / 48)),
  });

describe(`${CREATIONS} creations of one instrument, ${AT_ONCE} at a time`, () => {
  it('create one, and name it to all others', async () => {
    const answers = new Map<string, number>();
    let first: string | undefined;
    const named = new Set<string>();
    for (let from = 0; from < CREATIONS; from += AT_ONCE) {
      const sent = Array.from({ length: AT_ONCE }, (_, i) => clerk.post('/instruments', variant(from + i)));
      for (const { status, body } of await Promise.all(sent)) {
        const key = `${status} ${body.code ?? ''}`.trim();
        answers.set(key, (answers.get(key) ?? 0) + 1);
        if (status === 201) first = body.id;
        else named.add(body.details?.id);
      }
    }
    expect(Object.fromEntries(answers)).toEqual({ '201': 1, '409 instrument.duplicate': CREATIONS - 1 });
    expect([...named]).toEqual([first]);
    const stored = await api.test.database.read(systemContext(), (tx) =>
      tx.manager.countBy(InstrumentEntity, { enterpriseId }),
    );
    expect(stored).toBe(1);
  }, 400_000);
});
