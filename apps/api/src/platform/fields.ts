import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { isBusinessDate, type InstrumentField } from '@quanheng/domain';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

/**
 * A DTO is written once: each decorator says the rule to the validator and to the OpenAPI document together.
 * `optional` may be left out, `nullable` may be null; `description` and `example` go to the document.
 */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

// eslint-disable-next-line no-control-regex
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;
/** Half of a pair of surrogates: no character, and nothing that PostgreSQL can store. */
const HALF_CHARACTER = /\p{Surrogate}/u;
/** The same rule for the document. */
const NO_CONTROL_CHARACTERS = '^[^\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f]*$';

function field(
  options: FieldOptions,
  api: ApiPropertyOptions,
  ...validators: PropertyDecorator[]
): PropertyDecorator {
  const { optional, nullable, description, example } = options;
  const presence = optional ? [IsOptional()] : nullable ? [ValidateIf((_, value) => value !== null)] : [];
  const document = { required: !optional, nullable, description, example, ...api } as ApiPropertyOptions;
  return applyDecorators(ApiProperty(document), ...presence, ...validators);
}

/** Text, trimmed. Required text can't be blank. Control characters but line breaks and tabs are refused. */
export function Text(options: FieldOptions & { max: number; min?: number }): PropertyDecorator {
  const { max, min = options.optional || options.nullable ? 0 : 1 } = options;
  return field(
    options,
    { type: String, minLength: min, maxLength: max, pattern: NO_CONTROL_CHARACTERS },
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value)),
    IsString(),
    MinLength(min),
    MaxLength(max),
    ValidateBy({
      name: 'noControlCharacters',
      validator: {
        validate: (v) => typeof v !== 'string' || !(CONTROL_CHARACTERS.test(v) || HALF_CHARACTER.test(v)),
      },
    }),
  );
}

/** Text kept exactly as typed: passwords and codes. */
export function Secret(options: FieldOptions & { max: number; min?: number }): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'password', minLength: options.min ?? 1, maxLength: options.max },
    IsString(),
    MinLength(options.min ?? 1),
    MaxLength(options.max),
  );
}

/** Text under the rule of a column of the ledger. */
export function LedgerText(column: InstrumentField, options: FieldOptions = {}): PropertyDecorator {
  const free = !column.required;
  return Text({
    max: column.max ?? 200,
    optional: free,
    nullable: free,
    description: `${column.header} / ${column.en}`,
    example: column.example || undefined,
    ...options,
  });
}

export function Pattern(pattern: RegExp, options: FieldOptions & { max: number }): PropertyDecorator {
  return field(
    options,
    { type: String, pattern: pattern.source, maxLength: options.max },
    IsString(),
    MaxLength(options.max),
    Matches(pattern),
  );
}

/** As people write them: several, with an extension, in full-width digits; whole words are none. */
export const PHONE = /^[0-9０-９+()（）、,，转 -]{5,50}$/;

export function Email(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, format: 'email', maxLength: 254 }, IsEmail(), MaxLength(254));
}

/** One word of a closed list. */
export function Choice(
  words: readonly string[],
  options: FieldOptions & { name?: string } = {},
): PropertyDecorator {
  return field(
    options,
    { enum: [...words], ...(options.name ? { enumName: options.name } : {}) } as ApiPropertyOptions,
    IsIn([...words]),
  );
}

/** `YYYY-MM-DD`, a business date. */
export function DateField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: String, format: 'date' },
    IsString(),
    ValidateBy({
      name: 'isBusinessDate',
      validator: { validate: (v) => typeof v === 'string' && isBusinessDate(v) },
    }),
  );
}

/** An instant, ISO 8601 with offset. In answers only. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, format: 'date-time' });
}

export function Id(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, format: 'uuid' }, IsUUID());
}

export function Ids(options: FieldOptions & { max: number; min?: number }): PropertyDecorator {
  const { max, min = 1 } = options;
  return field(
    options,
    {
      type: 'array',
      items: { type: 'string', format: 'uuid' },
      minItems: min,
      maxItems: max,
    } as ApiPropertyOptions,
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    IsUUID(undefined, { each: true }),
  );
}

export function Integer(options: FieldOptions & { min: number; max: number }): PropertyDecorator {
  return field(
    options,
    { type: 'integer', minimum: options.min, maximum: options.max },
    Type(() => Number),
    IsInt(),
    Min(options.min),
    Max(options.max),
  );
}

export function Bool(options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    { type: Boolean },
    Transform(({ value }: { value: unknown }) =>
      value === 'true' ? true : value === 'false' ? false : value,
    ),
    IsBoolean(),
  );
}

export function TextList(options: FieldOptions & { max: number; maxLength: number }): PropertyDecorator {
  return field(
    options,
    {
      type: 'array',
      items: { type: 'string', maxLength: options.maxLength, pattern: NO_CONTROL_CHARACTERS },
      maxItems: options.max,
    } as ApiPropertyOptions,
    IsArray(),
    ArrayMaxSize(options.max),
    IsString({ each: true }),
    MaxLength(options.maxLength, { each: true }),
    Matches(new RegExp(NO_CONTROL_CHARACTERS), { each: true }),
  );
}

/** Rows of cells, in answers only. */
export function TextTable(
  options: FieldOptions & { maxRows: number; maxColumns: number; maxLength: number },
): PropertyDecorator {
  // Whatever a workbook holds; the database has no NUL.
  const cell = { type: 'string', maxLength: options.maxLength, pattern: '^[^\\u0000]*$' };
  const row = { type: 'array', items: cell, maxItems: options.maxColumns };
  return field(options, { type: 'array', items: row, maxItems: options.maxRows } as ApiPropertyOptions);
}

type ClassOf = abstract new () => object;

/** Swagger tells a function that answers a class from a class by its name only: it must be called `type`. */
const lazily = (of: () => ClassOf) => ({ type: () => of() as never });

/** A nested object of the given class. */
export function Nested(type: () => ClassOf, options: FieldOptions = {}): PropertyDecorator {
  // What is left out passes ValidateNested, and so does a list.
  return field(options, lazily(type), IsObject(), ValidateNested(), Type(type as () => new () => object));
}

/** A list of objects of the given class. */
export function ListOf(
  type: () => ClassOf,
  options: FieldOptions & { max?: number; min?: number } = {},
): PropertyDecorator {
  const { max = 1000, min = 0 } = options;
  return field(
    options,
    { ...lazily(type), isArray: true, minItems: min, maxItems: max },
    IsArray(),
    ArrayMinSize(min),
    ArrayMaxSize(max),
    ValidateNested({ each: true }),
    Type(type as () => new () => object),
  );
}

/** A JSON object whose keys aren't fixed; say in the description what they are. */
export function FreeObject(options: FieldOptions & { description: string }): PropertyDecorator {
  return field(options, { type: 'object', additionalProperties: true } as ApiPropertyOptions, IsObject());
}
