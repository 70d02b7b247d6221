/** A part of the OpenAPI document that says what a body looks like. */
export interface BodySchema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  format?: string;
  example?: unknown;
  pattern?: string;
  minLength?: number;
  minimum?: number;
  minItems?: number;
  items?: BodySchema;
  required?: string[];
  properties?: Record<string, BodySchema>;
  anyOf?: BodySchema[];
  allOf?: BodySchema[];
}

const FORMATS: Record<string, string> = {
  uuid: '00000000-0000-7000-8000-000000000000',
  date: '2026-01-05',
  email: 'demo@example.com',
  'date-time': '2026-01-05T00:00:00Z',
};

/** The least that a schema accepts: what is required, each with a value of its kind. */
export function sampleOf(schema: BodySchema, resolve: (ref: string) => BodySchema): unknown {
  if (schema.$ref) return sampleOf(resolve(schema.$ref), resolve);
  const choice = schema.anyOf?.[0] ?? schema.allOf?.[0];
  if (choice) return sampleOf(choice, resolve);
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  switch (type) {
    case 'object':
      return Object.fromEntries(
        (schema.required ?? []).map((key) => [key, sampleOf(schema.properties?.[key] ?? {}, resolve)]),
      );
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () => sampleOf(schema.items ?? {}, resolve));
    case 'integer':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    default:
      return FORMATS[schema.format ?? ''] ?? schema.example ?? 'x'.repeat(Math.max(schema.minLength ?? 1, 3));
  }
}
