import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { ProblemDetails } from './api-docs.js';
import { addExamples } from './openapi-examples.js';
import { operationsOf, type ApiDocument, type Operation, type Parameter } from './openapi-json.js';
import { addSharedResponses, completeResponses, dropUnusedResponses } from './openapi-responses.js';
import { operationIdOf, readRoutes, type RouteFacts } from './openapi-routes.js';
import { completeSchemas } from './openapi-schemas.js';
import { TAGS } from './openapi-tags.js';

const DESCRIPTION = `Everything that a screen can do, a client with the right role can do.

Refusals are \`application/problem+json\` (RFC 9457) with a stable \`code\`. POSTs that create or decide need an
\`Idempotency-Key\`; changes of what has a version need \`If-Match\`. Lists are keyset pages: follow \`next\`.`;

/**
 * The OpenAPI document of the live routes. What the guards, the validation and the filter do on every route is not
 * written at each of them but added here, from the same decorators that they obey.
 */
export function buildOpenApi(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Quanheng API')
    .setDescription(DESCRIPTION)
    .setVersion('1.0.0')
    .setOpenAPIVersion('3.1.0')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0.html')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description:
        'The access token of a session, 15 minutes at most. Signed with one fixed algorithm, checked as RFC8725 asks; the session behind it is looked up on every request.',
    })
    .addSecurityRequirements('bearer')
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: operationIdOf,
    extraModels: [ProblemDetails],
  });
  complete(document as unknown as ApiDocument, readRoutes(app));
  return document;
}

function complete(document: ApiDocument, routes: ReadonlyMap<string, RouteFacts>): void {
  const operations = operationsOf(document);
  addSharedResponses(document);
  document.components.parameters = { IdempotencyKey: IDEMPOTENCY_KEY, IfMatch: IF_MATCH };
  for (const operation of operations) {
    const facts = routes.get(operation.operationId);
    if (facts) completeOperation(operation, facts);
  }
  completeSchemas(document);
  addExamples(document);
  dropUnusedResponses(document);
  const used = new Set(operations.flatMap((operation) => operation.tags ?? []));
  document.tags = [...used].sort().map((name) => ({ name, description: TAGS[name] ?? '' }));
  document.servers = [{ url: '/', description: 'This instance, production or demo', 'x-internal': false }];
}

function completeOperation(operation: Operation, facts: RouteFacts): void {
  completeResponses(operation, facts);
  operation.description = [operation.description, permissionOf(facts)].filter(Boolean).join('\n\n');
  operation['x-roles'] = facts.roles;
  // "Nothing needed" is written as the empty requirement: tools take an empty list for a forgotten one.
  if (facts.public) operation.security = [{}];
  operation.parameters = [
    ...(operation.parameters ?? [])
      .filter((each) => !isShared(each))
      .map((each) => completeParameter(each, facts)),
    ...(facts.takesIdempotencyKey ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ...(facts.takesIfMatch ? [{ $ref: '#/components/parameters/IfMatch' }] : []),
  ];
}

function permissionOf({ public: open, roles }: RouteFacts): string {
  if (open) return 'Permission: everybody, without log-in.';
  return `Permission: ${roles.map((role) => `\`${role}\``).join(', ')}.`;
}

/** Path parameters that the router hands on as text: at most as long as it accepts (Fastify's maxParamLength). */
function completeParameter(parameter: Parameter, { uuids }: RouteFacts): Parameter {
  const { schema } = parameter;
  if (parameter.in !== 'path' || !schema || schema.format || schema.enum) return parameter;
  if (uuids.includes(parameter.name ?? '')) return { ...parameter, schema: { ...schema, format: 'uuid' } };
  return { ...parameter, schema: { pattern: '^[^/]+$', maxLength: 100, ...schema } };
}

const IDEMPOTENCY_KEY: Parameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'A fresh key for each intention; sent again, it brings the first answer again',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{8,128}$', minLength: 8, maxLength: 128 },
  example: '0198f3a2-7c1e-7b52-9d3a-5c0e4f6a1b2d',
};

const IF_MATCH: Parameter = {
  name: 'If-Match',
  in: 'header',
  required: true,
  description: 'The ETag last read',
  schema: { type: 'string', pattern: '^"v\\d{1,9}"$', minLength: 4, maxLength: 12 },
  example: '"v7"',
};

const SHARED = [IDEMPOTENCY_KEY.name, IF_MATCH.name];
const isShared = ({ in: place, name }: Parameter) => place === 'header' && SHARED.includes(name);
