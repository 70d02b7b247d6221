import { currentLanguage } from './i18n';
import { caseHeaders } from './caseKey';
import { newKey } from './idempotencyKey';
import { problemOf } from './problem';
import { currentToken, renewSession } from './tokens';

export const API_BASE = '/api/v1';

type QueryValue = string | number | boolean | undefined | null | readonly string[];
export type Query = Readonly<Record<string, QueryValue>>;

/** A page of a keyset list; `next` is the cursor of the following one. */
export interface Page<Row> {
  items: Row[];
  next: string | null;
}

export interface RequestOptions {
  query?: Query;
  /** Of `useForm`'s submit: one key for one intention, so that a double click or a retry has one effect. */
  idempotencyKey?: string;
  /** Version of the entity that the user saw. */
  ifMatch?: number;
  signal?: AbortSignal;
}

/**
 * `fetch` for the API: adds the token, the language and, on POST, an Idempotency-Key; renews the session once on 401;
 * throws ApiProblem for every answer that isn't 2xx. The generated client uses it as its `fetch`.
 */
export async function apiFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  withHeaders(request);
  const again = request.clone();
  const sentWith = currentToken();
  let response = await fetch(request);
  if (response.status === 401 && sentWith && (currentToken() !== sentWith || (await renewSession()))) {
    withHeaders(again);
    response = await fetch(again);
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

function withHeaders(request: Request): void {
  const token = currentToken();
  if (token) request.headers.set('Authorization', `Bearer ${token}`);
  for (const [name, value] of Object.entries(caseHeaders(request.url))) request.headers.set(name, value);
  request.headers.set('Accept-Language', currentLanguage());
  request.headers.set('X-Requested-With', 'quanheng-web');
  if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
    request.headers.set('Idempotency-Key', newKey());
  }
}

/** The value of If-Match for a version, as in the ETag of api.md. */
export const etag = (version: number): string => `"v${version}"`;

export function apiUrl(path: string, query: Query = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue;
    for (const each of Array.isArray(value) ? value : [value]) search.append(name, String(each));
  }
  const text = search.toString();
  return `${location.origin}${API_BASE}${path}${text ? `?${text}` : ''}`;
}

async function send<T>(method: string, path: string, body: unknown, options: RequestOptions): Promise<T> {
  const headers = new Headers({ Accept: 'application/json' });
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  if (options.idempotencyKey) headers.set('Idempotency-Key', options.idempotencyKey);
  if (options.ifMatch !== undefined) headers.set('If-Match', etag(options.ifMatch));
  const response = await apiFetch(apiUrl(path, options.query), {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: options.signal,
  });
  const text = await response.text();
  return (text ? JSON.parse(text) : undefined) as T;
}

/** JSON in, JSON out; paths below /api/v1. */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    send<T>('GET', path, undefined, { query, signal }),
  post: <T>(path: string, body?: unknown, options: RequestOptions = {}) =>
    send<T>('POST', path, body, options),
  patch: <T>(path: string, body: unknown, options: RequestOptions = {}) =>
    send<T>('PATCH', path, body, options),
  put: <T>(path: string, body: unknown, options: RequestOptions = {}) => send<T>('PUT', path, body, options),
  delete: <T>(path: string, options: RequestOptions = {}) => send<T>('DELETE', path, undefined, options),
};
