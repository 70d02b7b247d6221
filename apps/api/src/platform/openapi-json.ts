/** The parts of an OpenAPI 3.1 document that are read and completed here; whatever else they hold passes through. */
export interface JsonSchema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  pattern?: string;
  enum?: unknown[];
  const?: unknown;
  example?: unknown;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  properties?: Record<string, JsonSchema>;
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  allOf?: JsonSchema[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  [other: string]: unknown;
}

export interface MediaType {
  schema?: JsonSchema;
  example?: unknown;
}

export interface Response {
  $ref?: string;
  description?: string;
  headers?: Record<string, unknown>;
  content?: Record<string, MediaType>;
}

export interface Parameter {
  $ref?: string;
  name?: string;
  in?: string;
  schema?: JsonSchema;
  [other: string]: unknown;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, MediaType> };
  responses: Record<string, Response>;
  security?: Record<string, string[]>[];
  [other: string]: unknown;
}

export interface ApiDocument {
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, JsonSchema>;
    responses?: Record<string, Response>;
    headers?: Record<string, unknown>;
    parameters?: Record<string, Parameter>;
    securitySchemes?: Record<string, object>;
  };
  tags?: { name: string; description: string }[];
  servers?: object[];
  [other: string]: unknown;
}

export function operationsOf(document: ApiDocument): Operation[] {
  return Object.values(document.paths).flatMap((path) => Object.values(path));
}

/** The schema itself and everything in it; references are not followed. */
export function* schemasIn(schema: JsonSchema): Generator<JsonSchema> {
  yield schema;
  const { items, properties, additionalProperties: rest, allOf, anyOf, oneOf } = schema;
  const parts = [
    items,
    ...Object.values(properties ?? {}),
    ...(allOf ?? []),
    ...(anyOf ?? []),
    ...(oneOf ?? []),
  ];
  for (const part of [...parts, typeof rest === 'object' ? rest : undefined])
    if (part) yield* schemasIn(part);
}

export const isOfType = ({ type }: JsonSchema, wanted: string): boolean =>
  Array.isArray(type) ? type.includes(wanted) : type === wanted;
