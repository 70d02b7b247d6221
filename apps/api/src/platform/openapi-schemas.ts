import { isOfType, operationsOf, schemasIn, type ApiDocument, type JsonSchema } from './openapi-json.js';

/** What a format already limits; the document says it in characters too. A file is at most the largest workbook. */
const LENGTHS: Record<string, number> = {
  uuid: 36,
  date: 10,
  'date-time': 35,
  binary: 20 * 1024 * 1024,
  'event-stream': 20 * 1024 * 1024,
};
const INT32_MAX = 2 ** 31 - 1;

/** Says of every schema what follows from its type: sizes of integers, lengths of formats, no field but the named ones. */
export function completeSchemas(document: ApiDocument): void {
  const bodies = operationsOf(document).flatMap(({ requestBody, responses }) =>
    [requestBody, ...Object.values(responses)].flatMap((part) => Object.entries(part?.content ?? {})),
  );
  const parameters = operationsOf(document).flatMap((operation) => operation.parameters ?? []);
  for (const [type, { schema }] of bodies)
    if (schema && type === 'text/event-stream') schema.format = 'event-stream';
  const roots = [...bodies.map(([, media]) => media), ...parameters].flatMap(({ schema }) =>
    schema ? [schema] : [],
  );
  for (const root of [...roots, ...Object.values(document.components.schemas)])
    for (const schema of schemasIn(root)) complete(schema);
  closeRequestBodies(document);
}

function complete(schema: JsonSchema): void {
  // A reference with a description is written as the only part of an allOf by tools that know OpenAPI 3.0.
  if (schema.allOf?.length === 1) {
    Object.assign(schema, schema.allOf[0]);
    delete schema.allOf;
  }
  if (isOfType(schema, 'integer')) schema.format ??= (schema.maximum ?? 0) > INT32_MAX ? 'int64' : 'int32';
  if (isOfType(schema, 'string') && schema.format)
    schema.maxLength ??= LENGTHS[schema.format] ?? schema.maxLength;
}

/** Unknown fields are refused (`validation.pipe.ts`), so the schemas of request bodies are closed. */
function closeRequestBodies({ paths, components }: ApiDocument): void {
  const seen = new Set<JsonSchema>();
  const close = (schema: JsonSchema): void => {
    for (const each of schemasIn(schema)) {
      const target = each.$ref ? components.schemas[each.$ref.split('/').at(-1) as string] : each;
      if (!target || seen.has(target)) continue;
      seen.add(target);
      if (target.properties) target.additionalProperties ??= false;
      if (each.$ref) close(target);
    }
  };
  for (const path of Object.values(paths))
    for (const { requestBody } of Object.values(path))
      for (const { schema } of Object.values(requestBody?.content ?? {})) if (schema) close(schema);
}
