import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

interface Schema {
  properties?: Record<string, Schema>;
  additionalProperties?: unknown;
  [key: string]: unknown;
}

interface Operation {
  operationId: string;
  responses: Record<string, { content?: Record<string, unknown> }>;
}

interface OpenApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

interface Route {
  method: string;
  pattern: RegExp;
  pointer: string;
  operation: Operation;
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

function toRoutes({ paths }: OpenApiDocument): Route[] {
  const escape = (key: string) => key.replaceAll('~', '~0').replaceAll('/', '~1');
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      method: method.toUpperCase(),
      pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`),
      pointer: `api#/paths/${escape(path)}/${method}/responses`,
      operation,
    })),
  );
}

async function check(request: Request, response: Response, routes: Route[], ajv: Ajv2020): Promise<void> {
  const { pathname } = new URL(request.url);
  const matches = routes.filter(({ method, pattern }) => method === request.method && pattern.test(pathname));
  // `/filings/counts` also looks like `/filings/{id}`: the one with fewer blanks is meant.
  const route = matches.sort((a, b) => blanks(a) - blanks(b))[0];
  const asked = `${request.method} ${pathname}`;
  if (!route) throw new Error(`${asked}: the OpenAPI document has no such route`);
  const documented = route.operation.responses[response.status];
  const body = await response.text();
  if (!documented) throw new Error(`${asked}: ${response.status} is not documented\n${body.slice(0, 2000)}`);
  const mediaType = response.headers.get('content-type')?.split(';')[0] ?? '';
  if (body === '' && !documented.content) return;
  if (!documented.content?.[mediaType]) {
    throw new Error(`${asked}: ${response.status} is not documented as "${mediaType}"`);
  }
  if (!mediaType.endsWith('json')) return;
  const pointer = `${route.pointer}/${response.status}/content/${mediaType.replace('/', '~1')}/schema`;
  const validate = ajv.getSchema(encodeURI(pointer)) as ValidateFunction;
  if (validate(JSON.parse(body))) return;
  const faults = (validate.errors ?? []).map(
    (e) => `${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`,
  );
  throw new Error(`${asked}: the answer is not as documented\n${faults.join('\n')}\n${body.slice(0, 2000)}`);
}

const blanks = ({ pattern }: Route) => pattern.source.split('[^/]+').length;
