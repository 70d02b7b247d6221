import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiHeader, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import { FreeObject, Integer, ListOf, Text } from './fields.js';

export class ProblemItem {
  @Text({ max: 500, description: 'JSON pointer into the request body', example: '/serialNumber' })
  pointer: string;
  @Text({ max: 100, example: 'field.required' }) code: string;
  @Text({ max: 1000 }) detail: string;
}

/** Every refusal of this API (RFC 9457). */
export class ProblemDetails {
  @Text({ max: 200, example: '/problems/record.stale' }) type: string;
  @Text({ max: 100 }) title: string;
  @Integer({ min: 400, max: 599 }) status: number;
  @Text({ max: 1000, description: 'In the language of Accept-Language: zh-CN (default) or en' })
  detail: string;
  @Text({ max: 200, description: 'Holds the request id' }) instance: string;
  @Text({ max: 100, description: 'Stable; programs decide by it' }) code: string;
  @ListOf(() => ProblemItem) errors: ProblemItem[];
  @FreeObject({ description: 'What the text was made from, e.g. `remaining`, `until`' }) details: object;
}

const problem = (status: number, description: string) =>
  ApiResponse({
    status,
    description,
    content: { 'application/problem+json': { schema: { $ref: getSchemaPath(ProblemDetails) } } },
  });

/** What any route may answer besides its own result. */
const COMMON: Record<number, string> = {
  400: 'The request is not valid',
  401: 'Not signed in, or the session has ended',
  403: 'The role may not do this',
  404: 'Not found, or another tenant’s',
  409: 'Not possible in the current state',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Temporarily unavailable',
};

/** The refusals common to all routes; said once a controller. */
export const ApiProblems = () =>
  applyDecorators(
    ApiExtraModels(ProblemDetails),
    ...Object.entries(COMMON).map(([status, text]) => problem(Number(status), text)),
  );

/** A change of what has a version: `If-Match` is required; 412 and 428 are possible. */
export const ApiIfMatch = () =>
  applyDecorators(
    ApiHeader({
      name: 'If-Match',
      required: true,
      description: 'The ETag last read',
      schema: { type: 'string', example: '"v7"' },
    }),
    problem(412, 'It was changed in the meantime'),
    problem(428, 'If-Match is missing'),
  );

/** A POST that creates or decides: the same key and body give the same answer again. */
export const ApiIdempotencyKey = () =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: true,
      schema: { type: 'string', minLength: 8, maxLength: 128 },
    }),
    problem(422, 'The key was used with another request, or the content cannot be processed'),
  );

/** A file in answer. */
export const ApiBinary = (mediaType: string) =>
  ApiResponse({
    status: 200,
    description: 'The file',
    content: { [mediaType]: { schema: { type: 'string', format: 'binary' } } },
  });

/** A file sent as multipart/form-data in the field `file`. */
export const ApiFile = () =>
  applyDecorators(
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'string', format: 'binary' } },
      },
    }),
    problem(413, 'The file is too large'),
    problem(415, 'The content of the file is not of an allowed type'),
  );
