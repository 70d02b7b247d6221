import { isOfType, operationsOf, type ApiDocument, type JsonSchema, type MediaType } from './openapi-json.js';

const BY_FORMAT: Record<string, string> = {
  uuid: '0198f3a2-7c1e-7b52-9d3a-5c0e4f6a1b2d',
  date: '2026-11-23',
  'date-time': '2026-11-23T02:00:00.000Z',
  email: 'clerk@example.com',
  password: 'a long passphrase',
  uri: 'https://quanheng.example/verify',
};
/** Tried in turn against a pattern: region, kind, telephone, credit code, case number, version, code, word. */
const WORDS = [
  'text',
  '441202',
  '90201',
  '13800000000',
  '91441202XYXY000135',
  'A20261123-00042-K',
  '"v7"',
  '123456',
];

class NoExample extends Error {}

/** Every JSON body shows one: made from the examples of its fields, and from their rules where there is none. */
export function addExamples(document: ApiDocument): void {
  for (const { requestBody, responses } of operationsOf(document))
    for (const part of [requestBody, ...Object.values(responses)])
      for (const [type, media] of Object.entries(part?.content ?? {}))
        if (type === 'application/json') addExample(media, document);
}

function addExample(media: MediaType, document: ApiDocument): void {
  if (media.example !== undefined || !media.schema) return;
  try {
    media.example = sample(media.schema, document, []);
  } catch (error) {
    if (!(error instanceof NoExample)) throw error;
  }
}

/** @throws NoExample where a pattern fits none of the words: then the field needs an example of its own */
function sample(schema: JsonSchema, document: ApiDocument, path: readonly string[]): unknown {
  if (schema.$ref) {
    const name = schema.$ref.split('/').at(-1) as string;
    if (path.includes(name)) throw new NoExample(name);
    return sample(document.components.schemas[name] ?? {}, document, [...path, name]);
  }
  if (schema.example !== undefined) return schema.example;
  if (schema.const !== undefined) return schema.const;
  const choice = schema.enum?.find((word) => word !== null);
  if (choice !== undefined) return choice;
  const variant = (schema.anyOf ?? schema.oneOf)?.find((each) => !isOfType(each, 'null'));
  if (variant) return sample(variant, document, path);
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => sample(part, document, path) as object)) as object;
  return sampleOfType(schema, document, path);
}

function sampleOfType(schema: JsonSchema, document: ApiDocument, path: readonly string[]): unknown {
  if (isOfType(schema, 'string')) return sampleText(schema);
  if (isOfType(schema, 'integer') || isOfType(schema, 'number'))
    return Math.min(Math.max(schema.minimum ?? 0, 1), schema.maximum ?? 1);
  if (isOfType(schema, 'boolean')) return true;
  if (isOfType(schema, 'array')) return sampleList(schema, document, path);
  const fields = Object.entries(schema.properties ?? {}).map(([name, field]) => [
    name,
    sample(field, document, path),
  ]);
  return Object.fromEntries(fields) as object;
}

function sampleList(
  { items, minItems = 0 }: JsonSchema,
  document: ApiDocument,
  path: readonly string[],
): unknown[] {
  try {
    return items ? Array<unknown>(Math.max(1, minItems)).fill(sample(items, document, path)) : [];
  } catch (error) {
    if (error instanceof NoExample && minItems === 0) return [];
    throw error;
  }
}

function sampleText({ format, pattern, minLength = 0, maxLength = Infinity }: JsonSchema): string {
  const words = format && BY_FORMAT[format] ? [BY_FORMAT[format]] : WORDS;
  const rule = pattern ? new RegExp(pattern, 'u') : /^/;
  const fits = (word: string) => word.length >= minLength && word.length <= maxLength && rule.test(word);
  const word = [...words, ...words.map((each) => each.padEnd(minLength, '0').slice(0, maxLength))].find(fits);
  if (word === undefined) throw new NoExample(pattern);
  return word;
}
