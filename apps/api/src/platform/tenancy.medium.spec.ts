import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INSTITUTION_ROLES, type Role } from '@quanheng/domain';
import type supertest from 'supertest';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type Person } from '../testing/api-under-test.js';
import { permissionOf, SEEN_BEYOND } from '../testing/permission-matrix.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';
import { arrangeTenantRows } from '../testing/tenant-rows.js';
import type { ApiDocument, Operation } from './openapi-json.js';

// Real: the whole API, PostgreSQL with row security. Every operation of the OpenAPI document is sent by every principal, with
// ids of records of enterprise A and institution 1 (quality.md S2). It grows with the document and with the tables.
let api: ApiUnderTest;
let calls: Call[];
let people: Record<string, Person>;
let tokens: Map<string, string>;
let idOf: Map<string, string>;

interface Call {
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  const [first, second] = [await arrangeInstitution(api.test), await arrangeInstitution(api.test)];
  const [a, b] = [await arrangeEnterprise(api.test, first.id), await arrangeEnterprise(api.test, second.id)];
  const staff = [...INSTITUTION_ROLES];
  people = {
    'clerk of A': { roles: ['ENTERPRISE_CLERK'], enterpriseId: a },
    'admin of A': { roles: ['ENTERPRISE_ADMIN'], enterpriseId: a },
    'enterprise B': { roles: ['ENTERPRISE_ADMIN'], enterpriseId: b },
    'institution 1': { roles: staff, institutionId: first.id },
    'institution 2': { roles: staff, institutionId: second.id },
    regulator: { roles: ['REGULATOR'] },
    platform: { roles: ['PLATFORM_ADMIN'] },
  };
  tokens = new Map();
  for (const [name, person] of Object.entries(people)) tokens.set(name, (await signIn(person)) ?? '');
  idOf = await arrangeTenantRows(api.test, {
    enterprise_id: a,
    institution_id: first.id,
    'enterprise.id': a,
  });
  const document = (await api.request().get('/api/openapi.json')).body as ApiDocument;
  calls = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
});
afterAll(() => api.close());

/** The token out of a call that is made but never sent. */
async function signIn(person: Person): Promise<string | undefined> {
  const call = (await api.signIn(person)).get('/auth/me');
  return call.get('Authorization').slice('Bearer '.length);
}

/** The table whose row an address is about, by the part before its `{id}`. */
const TABLES: Record<string, string> = {
  accounts: 'account',
  registrations: 'registration',
  'profile-changes': 'profile_change',
  appointments: 'appointment',
  attachments: 'attachment',
  filings: 'filing',
  items: 'filing_item',
  'bulk-edits': 'bulk_edit',
  instruments: 'instrument',
  imports: 'import_batch',
  certificates: 'certificate',
  institutions: 'institution',
  departments: 'department',
  jobs: 'long_job',
  notifications: 'notification',
  'list-views': 'list_view',
  receipts: 'receipt',
  tasks: 'verification_task',
  standards: 'reference_standard',
  sessions: 'session',
};
const OTHERS: Record<string, string> = {
  code: '441202',
  date: '2026-12-01',
  rowNumber: '1',
  list: 'instruments',
};

function addressOf({ path, operation }: Call): string {
  let before = '';
  return path
    .split('/')
    .map((part) => {
      const name = /^\{(\w+)\}$/.exec(part)?.[1];
      const table = TABLES[before] ?? before.replaceAll('-', '_').replace(/s$/, '');
      before = part;
      if (!name) return part;
      if (/^id$|Id$/.test(name)) return idOf.get(table) ?? uuidv7();
      const choices = operation.parameters?.find((each) => each.name === name)?.schema?.enum;
      return String(choices?.[0] ?? OTHERS[name] ?? 'x');
    })
    .join('/');
}

function send(call: Call, token?: string, version = 1): supertest.Test {
  const verb = call.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
  const request = api.request()[verb](addressOf(call));
  void request.set({
    'Idempotency-Key': uuidv7(),
    'If-Match': `"v${version}"`,
    'X-Requested-With': 'quanheng-web',
  });
  if (token) void request.set('Authorization', `Bearer ${token}`);
  const example = call.operation.requestBody?.content['application/json']?.example;
  return example === undefined ? request : request.send(example as object);
}

/** Streams stay open and log-out ends the session that all the other calls need. */
const isLeftOut = ({ path }: Call) =>
  path.endsWith('/events') || /logout$|\/auth\/sessions|demo\/clock/.test(path);
const codeOf = ({ text }: supertest.Response): string => {
  try {
    return (JSON.parse(text) as { code?: string }).code ?? '';
  } catch {
    return '';
  }
};

describe('the matrix', () => {
  it('holds every operation and says of it what the routes say', () => {
    const differing = calls.flatMap(({ method, path, operation }) => {
      const wanted = permissionOf(method, path);
      const rolesOf = (roles: readonly string[]) =>
        roles
          .filter((role) => role !== 'SYSTEM')
          .sort()
          .join(' ');
      const said = operation.security ? 'public' : rolesOf(operation['x-roles'] as string[]);
      const declared = wanted === undefined ? 'nothing' : wanted === 'public' ? wanted : rolesOf(wanted);
      return said === declared ? [] : [`${method} ${path}: declared ${declared}; the route says ${said}`];
    });
    expect(differing).toEqual([]);
  });
});

describe('without a session', () => {
  it('everything that is not public is 401, whatever it is asked for', async () => {
    const wrong: string[] = [];
    for (const call of calls.filter(({ method, path }) => permissionOf(method, path) !== 'public')) {
      const answer = await send(call);
      if (answer.status !== 401) wrong.push(`${call.method} ${call.path}: ${answer.status}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('every principal', () => {
  const mayCall = (person: Person, permission: 'public' | readonly Role[] | undefined) =>
    permission === 'public' || permission?.some((role) => person.roles.includes(role));

  it('gets 403 from what its role may not call, and from nothing else', async () => {
    const wrong: string[] = [];
    for (const [name, person] of Object.entries(people)) {
      for (const call of calls.filter((each) => !isLeftOut(each))) {
        const permission = permissionOf(call.method, call.path);
        if (!permission || permission === 'public' || mayCall(person, permission)) continue;
        const answer = await send(call, tokens.get(name));
        if (answer.status !== 403 || codeOf(answer) !== 'access.forbidden')
          wrong.push(`${name} ${call.method} ${call.path}: ${answer.status} ${codeOf(answer)}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  /** Refused before any record is looked for: the example isn't one, or there is no file. Then nothing was read either. */
  const BEFORE_LOOKING = [400, 413, 415, 422];

  it.each(['enterprise B', 'institution 2', 'regulator', 'platform'])(
    '%s is told that records of A and institution 1 are not there',
    async (name) => {
      const person = people[name] as Person;
      const [wrong, early]: [string[], string[]] = [[], []];
      for (const call of calls.filter((each) => /\{(\w*I|i)d\}/.test(each.path) && !isLeftOut(each))) {
        const permission = permissionOf(call.method, call.path);
        if (permission === 'public' || !mayCall(person, permission)) continue;
        if (SEEN_BEYOND[name]?.test(`${call.method} ${call.path.replace('/api/v1', '')}`)) continue;
        // The version of every row is 1: 412 would say that there is one.
        const isVersioned = call.operation.parameters?.some((each) => each.$ref?.endsWith('/IfMatch'));
        if (isVersioned && (await send(call, tokens.get(name), 2)).status === 412)
          wrong.push(`${call.method} ${call.path}: another version`);
        const answer = await send(call, tokens.get(name));
        const line = `${call.method} ${call.path}: ${answer.status} ${codeOf(answer)}`;
        if (BEFORE_LOOKING.includes(answer.status)) early.push(line);
        else if (answer.status !== 404) wrong.push(line);
      }
      expect(wrong).toEqual([]);
      expect(early.length).toBeLessThan(12);
    },
  );

  it.each(['enterprise B', 'institution 2', 'regulator', 'platform'])(
    'no list that %s may read names a record of A or institution 1',
    async (name) => {
      const person = people[name] as Person;
      const open = [
        'institution',
        'department',
        'service_site',
        'capability',
        'capacity_rule',
        'slot',
        'calendar_day',
      ];
      // The platform's admin looks after accounts.
      if (name === 'platform') open.push('account');
      const foreign = [...idOf].filter(([table]) => !open.includes(table));
      const leaks: string[] = [];
      for (const call of calls.filter(
        (each) => each.method === 'GET' && !each.path.includes('{') && !isLeftOut(each),
      )) {
        if (!mayCall(person, permissionOf(call.method, call.path))) continue;
        const { text = '' } = await send(call, tokens.get(name));
        for (const [table, id] of foreign) if (text.includes(id)) leaks.push(`${call.path}: ${table}`);
      }
      expect(leaks).toEqual([]);
    },
  );
});
