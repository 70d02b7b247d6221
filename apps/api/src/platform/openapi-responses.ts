import { getSchemaPath } from '@nestjs/swagger';
import { ProblemDetails } from './api-docs.js';
import { operationsOf, type ApiDocument, type Operation, type Response } from './openapi-json.js';
import { TITLE } from './problem.js';

/** What any route may answer besides its own result. */
const EVERYWHERE = [400, 401, 403, 404, 409, 429, 500, 503];
const WITH_BODY = [413, 415];
const WITH_KEY = [422];
const WITH_VERSION = [412, 428];

const PROBLEMS: Record<number, string> = {
  400: 'The request is not valid; `errors` names each wrong place',
  401: 'Not signed in, or the session has ended',
  403: 'The role may not do this',
  404: 'Not found, or another tenant’s',
  409: 'Not possible in the current state',
  412: 'It was changed in the meantime: read it again',
  413: 'The content is too large',
  415: 'The content is not of an allowed type',
  422: 'The Idempotency-Key was used with another request, or the content cannot be processed',
  428: '`If-Match` is missing',
  429: 'Too many requests: wait as long as `Retry-After` says',
  500: 'Internal error; quote `instance` when reporting it',
  503: 'Temporarily unavailable: try again after `Retry-After`',
  507: 'No space is left to store the content',
};

const SUCCESS: Record<string, string> = {
  200: 'The result',
  201: 'Created',
  202: 'Accepted; it goes on in the background',
  204: 'Done; there is nothing to tell',
};

const integerHeader = (description: string) => ({
  description,
  schema: { type: 'integer', format: 'int32', minimum: 0, maximum: 1_000_000 },
  example: 60,
});

const HEADERS = {
  'Access-Control-Allow-Origin': {
    description: 'The origin of this instance: scripts of other origins may not read the answer',
    schema: { type: 'string', format: 'uri', maxLength: 300 },
    example: 'https://quanheng.example',
  },
  'RateLimit-Limit': integerHeader('Requests a minute; left out where there is no limit'),
  'RateLimit-Remaining': integerHeader('Requests left in this minute'),
  'RateLimit-Reset': integerHeader('Seconds until the minute ends'),
  'Retry-After': integerHeader('Seconds to wait before the next try'),
};

const header = (name: keyof typeof HEADERS) => [name, { $ref: `#/components/headers/${name}` }] as const;
const EVERY_ANSWER = Object.fromEntries(
  (['Access-Control-Allow-Origin', 'RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const).map(
    header,
  ),
);
const ref = (status: number): Response => ({ $ref: `#/components/responses/Problem${status}` });

/** Headers of all answers and the refusals, each said once. */
export function addSharedResponses({ components }: ApiDocument): void {
  components.headers = HEADERS;
  components.responses = Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, description]) => [
      `Problem${status}`,
      problem(Number(status), description),
    ]),
  );
}

/** Gives an operation the refusals that its guards can answer, and its own answers their words and headers. */
export function completeResponses(
  operation: Operation,
  { takesIdempotencyKey, takesIfMatch }: { takesIdempotencyKey: boolean; takesIfMatch: boolean },
): void {
  const { responses } = operation;
  const possible = [
    ...EVERYWHERE,
    ...(operation.requestBody ? WITH_BODY : []),
    ...(takesIdempotencyKey ? WITH_KEY : []),
    ...(takesIfMatch ? WITH_VERSION : []),
  ];
  for (const status of possible) responses[status] = ref(status);
  for (const [status, response] of Object.entries(responses)) {
    if (response.content?.['application/problem+json']) responses[status] = ref(Number(status));
    else if (!response.$ref) {
      response.description ||= SUCCESS[status] ?? 'The result';
      response.headers = { ...EVERY_ANSWER, ...response.headers };
    }
  }
}

/** Refusals that no route has stay out: a document with unused parts is one with mistakes. */
export function dropUnusedResponses(document: ApiDocument): void {
  const used = new Set(
    operationsOf(document).flatMap(({ responses }) => Object.values(responses).map(({ $ref }) => $ref)),
  );
  const { components } = document;
  components.responses = Object.fromEntries(
    Object.entries(components.responses ?? {}).filter(([name]) => used.has(`#/components/responses/${name}`)),
  );
}

function problem(status: number, description: string): Response {
  const retry = status === 429 || status === 503 ? Object.fromEntries([header('Retry-After')]) : {};
  const example = {
    type: `/problems/${EXAMPLE_CODES[status]}`,
    title: TITLE[status],
    status,
    detail: description,
    instance: 'urn:request:0198f3a2-7c1e-7b52-9d3a-5c0e4f6a1b2d',
    code: EXAMPLE_CODES[status],
    errors: status === 400 ? [{ pointer: '/name', code: 'field.required', detail: '必填' }] : [],
    details: {},
  };
  return {
    description,
    headers: { ...EVERY_ANSWER, ...retry },
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDetails) }, example } },
  };
}

const EXAMPLE_CODES: Record<number, string> = {
  400: 'request.invalid',
  401: 'auth.required',
  403: 'access.forbidden',
  404: 'record.not-found',
  409: 'request.idempotency-in-flight',
  412: 'record.stale',
  413: 'request.too-large',
  415: 'request.unsupported-media',
  422: 'request.idempotency-key-reused',
  428: 'request.if-match-required',
  429: 'request.too-many',
  500: 'platform.internal',
  503: 'platform.unavailable',
  507: 'platform.storage-full',
};
