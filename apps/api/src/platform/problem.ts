import {
  type DomainError,
  errorText,
  type ErrorCode,
  type ErrorDetails,
  type ErrorKind,
  type FieldError,
  type Language,
} from '@quanheng/domain';

/** RFC 9457. The only shape in which this API refuses. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: ErrorCode;
  readonly errors: readonly { pointer: string; code: ErrorCode; detail: string }[];
  readonly details: ErrorDetails;
}

const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  stale: 412,
  'too-large': 413,
  'unsupported-media': 415,
  unprocessable: 422,
  'precondition-required': 428,
  'too-many': 429,
  internal: 500,
  unavailable: 503,
  full: 507,
};

export const TITLE: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  428: 'Precondition Required',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
  507: 'Insufficient Storage',
};

export function statusOf(code: DomainError): number {
  return STATUS[code.kind];
}

/** The body for an error in the reader's language. `instance` is the request id: what the user quotes to support. */
export function toProblem(error: DomainError, language: Language, requestId: string): Problem {
  const status = statusOf(error);
  const toDetail = (item: FieldError) => ({
    pointer: item.pointer,
    code: item.code,
    detail: errorText(item.code, language, item.details),
  });
  return {
    type: `/problems/${error.code}`,
    title: TITLE[status] ?? 'Error',
    status,
    detail: errorText(error.code, language, error.details),
    instance: `urn:request:${requestId}`,
    code: error.code,
    errors: error.errors.map(toDetail),
    details: error.details,
  };
}

/** zh-CN unless the reader prefers English. */
export function languageOf(acceptLanguage: string | undefined): Language {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh-CN';
}
