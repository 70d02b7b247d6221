import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { INSTITUTION_ROLES } from '@quanheng/domain';
import type supertest from 'supertest';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest } from '../testing/api-under-test.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';
import type { ApiDocument, MediaType, Operation } from './openapi-json.js';

// Real: the whole API and PostgreSQL. Requests made from the examples of the OpenAPI document and then broken, by a seeded
// generator (quality.md S11): none is answered 5xx, and whatever is refused is problem+json. MALFORMED_REQUESTS and
// MALFORMED_SEED make it longer or another one.
const COUNT = Number(process.env['MALFORMED_REQUESTS'] ?? 3000);
const SEED = Number(process.env['MALFORMED_SEED'] ?? 20_261_123);
const AT_ONCE = 8;

let api: ApiUnderTest;
let calls: { method: string; path: string; operation: Operation }[];
let tokens: string[];
beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  const { id: institutionId } = await arrangeInstitution(api.test);
  const enterpriseId = await arrangeEnterprise(api.test, institutionId);
  const people = [
    { roles: ['ENTERPRISE_ADMIN' as const], enterpriseId },
    { roles: [...INSTITUTION_ROLES], institutionId },
    { roles: ['PLATFORM_ADMIN' as const] },
    { roles: ['REGISTRANT' as const], registrationId: uuidv7() },
  ];
  tokens = [];
  for (const person of people) tokens.push((await api.signIn(person)).get('/auth/me').get('Authorization'));
  const document = (await api.request().get('/api/openapi.json')).body as ApiDocument;
  calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
  // Open streams, the end of the sessions that all others use, and the clock.
  calls = calls.filter(
    ({ path }) => !/\/events$|logout$|auth\/sessions|auth\/password|demo\/|\/disable$/.test(path),
  );
});
afterAll(() => api.close());

/** mulberry32: the same requests in every run. */
function generator(seed: number) {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  return { next, pick };
}
type Random = ReturnType<typeof generator>;

const ODD: readonly unknown[] = [
  ...[
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    -1e308,
    2 ** 31,
    2 ** 53,
    2 ** 63,
    9_999_999_999_999_999_999n.toString(),
  ],
  ...[
    '',
    ' ',
    '\u0000',
    'a\u0000b',
    '\ud800',
    '\udfff x',
    '\u202e',
    '𠮷',
    '%',
    '_',
    '\\',
    "'",
    '"',
    "' OR 1=1--",
    '${7*7}',
    '{{7*7}}',
  ],
  ...[
    'NaN',
    'Infinity',
    'undefined',
    '__proto__',
    'constructor',
    '../../etc/passwd',
    'x'.repeat(5000),
    '长'.repeat(3000),
  ],
  ...[
    '0000-00-00',
    '2026-02-30',
    '9999-12-31',
    '-0001-01-01',
    '10000-01-01',
    '2026-11-23T00:00:00Z',
    '0001-01-01',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '01234567-89ab-7def-8123-456789abcdef',
    '-',
  ],
  ...[[], [[]], {}, [null], { a: { b: { c: [] } } }, Array.from({ length: 1500 }, () => 'x')],
];
/** Without half characters, which an address can't hold. */
const oddText = (random: Random): string => {
  const value = random.pick(ODD);
  return (typeof value === 'string' ? value : JSON.stringify(value)).replace(/\p{Surrogate}/gu, '');
};

/** A copy of the example with some of its values, or the whole of it, replaced by odd ones. */
function broken(value: unknown, random: Random, chance = 0.25): unknown {
  if (random.next() < chance * 0.4) return random.pick(ODD);
  if (Array.isArray(value)) {
    const list = value.map((each) => broken(each, random, chance));
    return random.next() < 0.1 ? [...list, random.pick(ODD)] : list;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(() => random.next() > 0.1);
    const object = Object.fromEntries(entries.map(([key, each]) => [key, broken(each, random, chance)]));
    return random.next() < 0.15 ? { ...object, [oddText(random).slice(0, 20)]: random.pick(ODD) } : object;
  }
  return random.next() < chance ? random.pick(ODD) : value;
}

function aRequest(random: Random): { line: string; request: supertest.Test } {
  const { method, path, operation } = random.pick(calls);
  const wellFormed = () => (random.next() < 0.7 ? uuidv7() : encodeURIComponent(oddText(random)));
  const address = path.replace(/\{\w+\}/g, () => wellFormed().slice(0, 300) || 'x');
  const query = aQuery(operation, random);
  const verb = method as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const request = api.request()[verb](`${address}${query}`);
  void request.set('X-Requested-With', 'quanheng-web');
  if (random.next() < 0.95) void request.set('Authorization', random.pick(tokens));
  if (random.next() < 0.9) void request.set('Idempotency-Key', random.next() < 0.9 ? uuidv7() : 'ä x');
  if (random.next() < 0.9)
    void request.set(
      'If-Match',
      random.pick(['"v1"', '"v1"', '"v999999999"', 'W/"v1"', '*', 'v1', '""', '"v-1"']),
    );
  if (random.next() < 0.3)
    void request.set('Accept-Language', random.pick(['en', 'zh-CN', '*', '', 'x'.repeat(500), ';;q=9']));
  const text = aBody(operation.requestBody?.content, random);
  if (text !== undefined && verb !== 'get')
    void request
      .set(
        'Content-Type',
        random.next() < 0.93
          ? 'application/json'
          : random.pick(['text/plain', 'multipart/form-data', 'x', 'application/xml']),
      )
      .send(text);
  return { line: `${method} ${address}${query} ${text?.slice(0, 300) ?? ''}`, request };
}

function aQuery({ parameters }: Operation, random: Random): string {
  const known = (parameters ?? []).filter((each) => each.in === 'query' && each.name);
  const pairs = known
    .filter(() => random.next() < 0.5)
    .map(
      ({ name, schema }) =>
        [
          name,
          random.next() < 0.5 ? oddText(random) : String(schema?.enum?.[0] ?? schema?.example ?? '1'),
        ] as const,
    );
  if (random.next() < 0.05) pairs.push([oddText(random).slice(0, 30), 'x']);
  if (random.next() < 0.05) pairs.push(...pairs);
  const text = pairs.map(
    ([key, value]) => `${encodeURIComponent(key ?? '')}=${encodeURIComponent(value.slice(0, 1500))}`,
  );
  return text.length > 0 ? `?${text.join('&')}` : '';
}

function aBody(content: Record<string, MediaType> | undefined, random: Random): string | undefined {
  const example = content?.['application/json']?.example;
  if (example === undefined) return random.next() < 0.1 ? JSON.stringify(random.pick(ODD)) : undefined;
  const text = JSON.stringify(broken(example, random)) ?? 'null';
  if (random.next() < 0.05) return text.slice(0, Math.floor(random.next() * text.length));
  return random.next() < 0.02 ? `${'['.repeat(20_000)}` : text;
}

const PROBLEM = ['type', 'title', 'status', 'detail', 'instance', 'code', 'errors', 'details'];

function faultOf({ status, text, headers }: supertest.Response): string | null {
  if (status >= 500 && status !== 503) return `${status} ${text.slice(0, 200)}`;
  if (status < 400) return null;
  if (!String(headers['content-type']).startsWith('application/problem+json'))
    return `${status} ${headers['content-type']}`;
  const problem = JSON.parse(text) as Record<string, unknown>;
  const isWhole =
    PROBLEM.every((key) => key in problem) && problem['status'] === status && problem['detail'] !== '';
  return isWhole ? null : `${status} ${text.slice(0, 200)}`;
}

it(`of ${COUNT} malformed requests none is answered 5xx, and every refusal is problem+json`, async () => {
  const random = generator(SEED);
  const faults: string[] = [];
  const statuses = new Set<number>();
  for (let sent = 0; sent < COUNT; sent += AT_ONCE) {
    const batch = Array.from({ length: Math.min(AT_ONCE, COUNT - sent) }, () => aRequest(random));
    const answers = await Promise.all(batch.map(({ request }) => request));
    answers.forEach((answer, index) => {
      statuses.add(answer.status);
      const fault = faultOf(answer);
      if (fault) faults.push(`${batch[index]?.line.slice(0, 600)} → ${fault}`);
    });
  }
  expect(faults).toEqual([]);
  for (const status of [200, 400, 403, 404, 428]) expect(statuses).toContain(status);
}, 240_000);
