import { ValidationPipe } from '@nestjs/common';
import { DomainError, type ErrorCode, type FieldError } from '@quanheng/domain';
import type { ValidationError } from 'class-validator';
import { keepRules } from './kept-rules.js';

const CODES: Record<string, ErrorCode> = {
  whitelistValidation: 'request.unknown-field',
  isBusinessDate: 'field.not-a-date',
  isIn: 'field.not-a-choice',
  maxLength: 'field.too-long',
  minLength: 'field.too-short',
  noControlCharacters: 'field.control-character',
  isInt: 'field.not-a-number',
  min: 'field.not-a-number',
  max: 'field.not-a-number',
};

/** Unknown fields are refused (no mass assignment) and every wrong place is named by its JSON pointer. */
export function createValidationPipe(): ValidationPipe {
  keepRules();
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false },
    exceptionFactory: (errors) =>
      new DomainError(
        'request.invalid',
        {},
        errors.flatMap((error) => toFieldErrors(error, '')),
      ),
  });
}

function toFieldErrors(error: ValidationError, path: string): FieldError[] {
  const pointer = `${path}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const children = (error.children ?? []).flatMap((child) => toFieldErrors(child, pointer));
  const names = Object.keys(error.constraints ?? {});
  if (names.length === 0) return children;
  // What was left empty is missing: that it also breaks a pattern helps nobody. The value itself never leaves.
  const isMissing = error.value === '' || (names.includes('isObject') && (error.value ?? null) === null);
  const isLeftEmpty = isMissing && !names.includes('whitelistValidation');
  if (isLeftEmpty) return [{ pointer, code: 'field.required' }, ...children];
  return [{ pointer, ...describe(names, error.constraints ?? {}, error.property) }, ...children];
}

function describe(
  names: string[],
  constraints: Record<string, string>,
  property: string,
): Omit<FieldError, 'pointer'> {
  const name =
    names.includes('isString') && !names.includes('whitelistValidation') ? 'isString' : (names[0] ?? '');
  // class-validator says the bound at the end or inside of its sentence; the sentence itself never leaves.
  const numbers = Object.values(constraints).flatMap((text) => text.match(/\d+/g) ?? []);
  const allowed = constraints['isIn']?.split(': ').at(-1);
  if (name === 'minLength' && numbers[0] === '1') return { code: 'field.required' };
  const code = CODES[name] ?? (name === 'isString' ? 'field.required' : 'field.bad-format');
  return { code, details: { field: property, max: numbers.at(-1), min: numbers[0], allowed } };
}
