import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse } from '@nestjs/swagger';
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
  );
