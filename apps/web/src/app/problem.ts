import { i18n } from './i18n';

export interface ProblemField {
  /** JSON pointer into the request body, e.g. `/items/0/serialNumber`. */
  pointer: string;
  code?: string;
  detail: string;
}

/** A refusal of the API (problem+json, RFC 9457), or the failure to reach it (status 0). */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    /** Stable code such as `filing.not-bookable`; `network` where there was no answer. */
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly errors: readonly ProblemField[] = [],
    readonly requestId?: string,
    /** What the code is about, e.g. `remaining` of `auth.failed`. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title);
    this.name = 'ApiProblem';
  }
}

interface ProblemBody {
  code?: string;
  detail?: string;
  /** `urn:request:<id>`. */
  instance?: string;
  errors?: { pointer?: string; code?: string; detail?: string }[];
  details?: Record<string, unknown>;
}

/** The problem's own title is the HTTP status in English: of no use to people. Its detail is in their language. */
export async function problemOf(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  const { t } = i18n.global;
  return new ApiProblem(
    response.status,
    body.code ?? `http.${response.status}`,
    t('app.error.title'),
    body.detail ?? t(response.status >= 502 ? 'app.error.timeout' : 'app.error.unknown'),
    (body.errors ?? []).map((e) => ({ pointer: e.pointer ?? '', code: e.code, detail: e.detail ?? '' })),
    response.headers.get('x-request-id') ?? body.instance?.replace('urn:request:', ''),
    body.details,
  );
}

/** Anything thrown, as a problem to show. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const t = i18n.global.t;
  if (error instanceof TypeError)
    return new ApiProblem(0, 'network', t('app.error.title'), t('app.error.network'));
  return new ApiProblem(0, 'unknown', t('app.error.title'), t('app.error.unknown'));
}

export const isAbort = (error: unknown): boolean =>
  error instanceof DOMException && error.name === 'AbortError';
