import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { INSTITUTION_ROLES } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { startApi, type ApiUnderTest, type SignedIn } from '../testing/api-under-test.js';
import { arrangeCatalogue, arrangeEnterprise, arrangeInstitution } from '../testing/scenario.js';
import type { ApiDocument, JsonSchema, Operation } from './openapi-json.js';

// Real: the whole API and PostgreSQL. The example of every operation of the OpenAPI document is sent without each of the
// fields that it requires, with null and with a list in its place: without a filter, "all that match" must not mean all.
let api: ApiUnderTest;
let document: ApiDocument;
let people: readonly { roles: readonly string[]; as: SignedIn }[];
beforeAll(async () => {
  api = await startApi();
  await arrangeCatalogue(api.test);
  const { id: institutionId } = await arrangeInstitution(api.test);
  const enterpriseId = await arrangeEnterprise(api.test, institutionId);
  const persons = [
    { roles: ['ENTERPRISE_ADMIN' as const], enterpriseId },
    { roles: [...INSTITUTION_ROLES], institutionId },
    { roles: ['PLATFORM_ADMIN' as const] },
    { roles: ['REGISTRANT' as const], registrationId: uuidv7() },
  ];
  people = await Promise.all(
    persons.map(async (each) => ({ roles: each.roles, as: await api.signIn(each) })),
  );
  document = (await api.request().get('/api/openapi.json')).body as ApiDocument;
});
afterAll(() => api.close());

interface Field {
  readonly name: string;
  readonly isObject: boolean;
}

const resolve = ({ $ref, allOf }: JsonSchema): JsonSchema | undefined => {
  const name = ($ref ?? allOf?.[0]?.$ref)?.split('/').at(-1);
  return name ? document.components.schemas[name] : undefined;
};

function requiredOf({ requestBody }: Operation): Field[] {
  const body = requestBody?.content['application/json']?.schema ?? {};
  const { required = [], properties = {} } = (resolve(body) ?? body) as JsonSchema & { required?: string[] };
  return required.map((name) => ({ name, isObject: resolve(properties[name] ?? {})?.type === 'object' }));
}

async function send(method: string, path: string, operation: Operation, body: object) {
  const roles = operation['x-roles'] as string[] | undefined;
  const who = people.find((each) => each.roles.some((role) => roles?.includes(role))) ?? people[0];
  const verb = method as 'post' | 'put' | 'patch';
  const token = who?.as.get('/auth/me').get('Authorization') ?? '';
  return api
    .request()
    [verb](path.replace('{rowNumber}', '1').replace(/\{\w+\}/g, () => uuidv7()))
    .set({ Authorization: token, 'If-Match': '"v1"', 'Idempotency-Key': uuidv7() })
    .set({ 'X-Requested-With': 'quanheng-web', 'X-Case-Key': `${uuidv7()}.x` })
    .send(body);
}

it('every required field is asked for at its place', async () => {
  const wrong: string[] = [];
  let sent = 0;
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const example = operation.requestBody?.content['application/json']?.example as object | undefined;
      if (!example) continue;
      for (const { name, isObject } of requiredOf(operation)) {
        for (const value of isObject ? [undefined, null, []] : [undefined]) {
          const { status, text } = await send(method, path, operation, { ...example, [name]: value });
          sent++;
          const { errors = [] } = JSON.parse(text || '{}') as { errors?: { pointer: string }[] };
          if (status === 400 && errors.some(({ pointer }) => pointer === `/${name}`)) continue;
          wrong.push(
            `${method} ${path} with ${name} ${JSON.stringify(value)}: ${status} ${text.slice(0, 200)}`,
          );
        }
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(sent).toBeGreaterThan(100);
});
