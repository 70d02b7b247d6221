import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
  [key: string]: unknown;
}

interface Answer {
  content?: Record<string, unknown>;
}

interface Operation {
  responses: Record<string, Answer | { $ref: string }>;
}

interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema>; responses?: Record<string, Answer> };
}

interface Documented extends Answer {
  /** Where the document says it. */
  pointer: string;
}

interface Route {
  method: string;
  pattern: RegExp;
  answers: Record<string, Documented>;
}

/**
 * `fetch` for an instance that checks each answer against the instance's own OpenAPI document: a route, a status, a
 * media type or a field that isn't documented throws.
 */
export async function documentedFetch(baseUrl: string): Promise<typeof fetch> {
  const document = (await (await fetch(`${baseUrl}/api/openapi.json`)).json()) as OpenApiDocument;
  for (const schema of Object.values(document.components.schemas)) close(schema);
  // addFormats is CommonJS whose export is the function, while its types speak of a default export.
  const ajv = (formats as unknown as typeof formats.default)(new Ajv2020({ strict: false, allErrors: true }));
  ajv.addFormat('binary', true).addFormat('password', true).addSchema(document, 'api');
  const routes = toRoutes(document);
  return async (input, init) => {
    const request = new Request(input, init);
    const response = await fetch(request);
    await check(request, response.clone(), routes, ajv);
    return response;
  };
}

/** A field that the document doesn't know is a fault of the document. */
function close(schema: Schema): void {
  if (schema.properties && schema.additionalProperties === undefined) schema.additionalProperties = false;
}

function toRoutes({ paths, components }: OpenApiDocument): Route[] {
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { responses }]) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      answers: Object.fromEntries(
        Object.entries(responses).map(([status, response]) => {
          if (!('$ref' in response))
            return [status, { ...response, pointer: pointerTo('paths', path, method, 'responses', status) }];
          const name = response.$ref.split('/').at(-1) ?? '';
          return [
            status,
            { ...components.responses?.[name], pointer: pointerTo('components', 'responses', name) },
          ];
        }),
      ),
    })),
  );
}

function pointerTo(...keys: string[]): string {
  return keys.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

async function check(request: Request, response: Response, routes: Route[], ajv: Ajv2020): Promise<void> {
  const { pathname } = new URL(request.url);
  const matches = routes.filter(({ method, pattern }) => method === request.method && pattern.test(pathname));
  // `/filings/counts` also looks like `/filings/{id}`: the one with fewer blanks is meant.
  const route = matches.sort((a, b) => blanks(a) - blanks(b))[0];
  const asked = `${request.method} ${pathname}`;
  if (!route) throw new Error(`${asked}: the OpenAPI document has no such route`);
  const documented = route.answers[response.status];
  const body = await response.text();
  if (!documented) throw new Error(`${asked}: ${response.status} is not documented\n${body.slice(0, 2000)}`);
  const mediaType = response.headers.get('content-type')?.split(';')[0] ?? '';
  if (body === '' && !documented.content) return;
  if (!documented.content?.[mediaType]) {
    throw new Error(`${asked}: ${response.status} is not documented as "${mediaType}"`);
  }
  if (!mediaType.endsWith('json')) return;
  const pointer = documented.pointer + pointerTo('content', mediaType, 'schema');
  const validate = ajv.getSchema(encodeURI(`api#${pointer}`)) as ValidateFunction;
  if (validate(JSON.parse(body))) return;
  const faults = (validate.errors ?? []).map(
    (e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`,
  );
  throw new Error(`${asked}: the answer is not as documented\n${faults.join('\n')}\n${body.slice(0, 2000)}`);
}

const blanks = ({ pattern }: Route) => pattern.source.split('[^/]+').length;
