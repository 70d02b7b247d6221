import { inTurn, logIn, type Caller } from './callers.js';
import { call, compareRates, mediansOf, press, type Calls } from './load.js';
import { say } from '../announce.js';
import type { Results } from './results.js';
import type { Site } from './site.js';

const WORD = encodeURIComponent('血压');

/** The hot reads of the product, and the floor's route for the same. */
const READS = [
  { work: 'page of 50 of one enterprise', ours: '', floor: 'list', floorQuery: '' },
  {
    work: 'search within an enterprise (two characters)',
    ours: `?q=${WORD}`,
    floor: 'search',
    floorQuery: `&q=${WORD}`,
  },
  {
    work: 'due within a month, one enterprise',
    ours: '?tab=DUE_SOON&sort=validUntil',
    floor: 'due',
    floorQuery: '',
  },
] as const;

type Read = (typeof READS)[number];

function oursOf(site: Site, callers: readonly Caller[], { ours }: Read): Calls {
  const next = inTurn(callers);
  return () => ({ url: `${site.api}/api/v1/instruments${ours}`, headers: next().headers });
}

function floorOf(site: Site, callers: readonly Caller[], { floor, floorQuery }: Read): Calls {
  const next = inTurn(callers);
  return () => ({ url: `${site.floor}/${floor}?enterprise=${next().enterpriseId}${floorQuery}` });
}

/** P1: requests a second over 32 connections. */
export async function benchReads(site: Site, results: Results): Promise<void> {
  for (const read of READS) {
    const callers = await logIn(site.api, site.accounts);
    const [floor, ours] = [floorOf(site, callers, read), oursOf(site, callers, read)];
    await requireSame(floor, ours);
    const compared = await compareRates(floor, ours);
    const work = `${read.work}, ${site.rows.toLocaleString('en')} rows`;
    results.add({ id: 'P1', work, ...compared, unit: 'req/s' });
  }
}

/** The floor must give what the product gives, or it would be compared with something easier. */
async function requireSame(floor: Calls, ours: Calls): Promise<void> {
  const [theirs, own] = await Promise.all(
    [floor, ours].map(async (calls) => JSON.parse(await call(calls()))),
  );
  const [expected, given] = [theirs, own].map(({ items }) => items as Record<string, unknown>[]);
  if (!expected?.length || expected.length !== given?.length)
    throw new Error('The floor answers another list.');
  for (const [index, item] of expected.entries()) {
    for (const [key, value] of Object.entries(item)) {
      if (JSON.stringify(value) !== JSON.stringify(given[index]?.[key]))
        throw new Error(`The floor answers another ${key}.`);
    }
  }
  const extra = Object.keys(given[0] ?? {}).filter((key) => !(key in (expected[0] ?? {})));
  if (extra.length > 0) say(`    (the product answers ${extra.join(', ')} besides)`);
}

/** P7: what a request takes while the ledger grows; by turns on a small and a large database. */
export async function benchGrowth(small: Site, large: Site, results: Results): Promise<void> {
  const sides = [];
  for (const site of [small, large]) sides.push({ site, callers: await logIn(site.api, site.accounts) });
  const [first, second] = sides as [(typeof sides)[0], (typeof sides)[0]];
  for (const read of READS) {
    const compared = await compareLatency(
      oursOf(first.site, first.callers, read),
      oursOf(second.site, second.callers, read),
    );
    const work = `${read.work}: ${large.rows.toLocaleString('en')} rows against ${small.rows.toLocaleString('en')}`;
    results.add({ id: 'P7', work, ...compared, unit: 'ms' });
  }
  await benchLastPage(large, results);
}

const ROUNDS = 7;
const ONE_BY_ONE = { connections: 1, ms: 700 };

async function compareLatency(floor: Calls, ours: Calls) {
  for (const calls of [floor, ours]) await press(calls, ONE_BY_ONE);
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [a, b] = [await press(floor, ONE_BY_ONE), await press(ours, ONE_BY_ONE)];
    rounds.push({ floor: a.p50, ours: b.p50, ratio: b.p50 / a.p50 });
  }
  return mediansOf(rounds);
}

/** Through all pages to the last one of an enterprise: by keyset it costs what the first does. */
async function benchLastPage(site: Site, results: Results): Promise<void> {
  const [caller] = (await logIn(site.api, 1)) as [Caller];
  const page = (cursor: string | null) => ({
    url: `${site.api}/api/v1/instruments${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`,
    headers: caller.headers,
  });
  let last: string | null = null;
  for (;;) {
    const answer: { next: string | null } = JSON.parse(await call(page(last)));
    if (!answer.next) break;
    last = answer.next;
  }
  const compared = await compareLatency(
    () => page(null),
    () => page(last),
  );
  results.add({ id: 'P7', work: 'last page against the first', ...compared, unit: 'ms' });
}
