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
    /** Whatever else the problem carries, e.g. `remaining` of `auth.failed`. */
    readonly extra: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail || title);
    this.name = 'ApiProblem';
  }
}

interface ProblemBody {
  code?: string;
  title?: string;
  detail?: string;
  errors?: { pointer?: string; code?: string; detail?: string; title?: string }[];
  requestId?: string;
  [extension: string]: unknown;
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  const body = (await response.json().catch(() => ({}))) as ProblemBody;
  const { code, title, detail, errors, requestId, ...extra } = body;
  return new ApiProblem(
    response.status,
    code ?? `http.${response.status}`,
    title ?? i18n.global.t('app.error.title'),
    detail ??
      (response.status >= 502 ? i18n.global.t('app.error.timeout') : i18n.global.t('app.error.unknown')),
    (errors ?? []).map((e) => ({
      pointer: e.pointer ?? '',
      code: e.code,
      detail: e.detail ?? e.title ?? '',
    })),
    requestId ?? response.headers.get('x-request-id') ?? undefined,
    extra,
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
