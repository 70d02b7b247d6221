import { apiUrl } from '../app/api';
import { caseHeaders } from '../app/caseKey';
import { currentLanguage } from '../app/i18n';
import { newKey } from '../app/idempotencyKey';
import { ApiProblem, asProblem, problemOf } from '../app/problem';
import { currentToken, renewSession } from '../app/tokens';

export interface UploadOptions {
  /** PUT where the file takes the place of the one before; POST by default. */
  method?: 'POST' | 'PUT';
  /** Further form fields; they are sent before the file, as the server reads them in order. */
  fields?: Record<string, string>;
  /** Share sent so far, 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Sends a file as multipart/form-data (field `file`) and answers with the JSON of the API. fetch can't tell progress. */
export async function uploadFile<T>(path: string, file: File, options: UploadOptions = {}): Promise<T> {
  const key = newKey();
  try {
    return await sendFile<T>(path, file, key, options);
  } catch (error) {
    if (!(error instanceof ApiProblem && error.status === 401) || !(await renewSession()))
      throw asProblem(error);
    return await sendFile<T>(path, file, key, options);
  }
}

function sendFile<T>(path: string, file: File, key: string, options: UploadOptions): Promise<T> {
  const form = new FormData();
  for (const [name, value] of Object.entries(options.fields ?? {})) form.append(name, value);
  form.append('file', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(options.method ?? 'POST', apiUrl(path));
    request.setRequestHeader('Accept-Language', currentLanguage());
    for (const [name, value] of Object.entries(caseHeaders(path))) request.setRequestHeader(name, value);
    request.setRequestHeader('Idempotency-Key', key);
    request.setRequestHeader('X-Requested-With', 'quanheng-web');
    const token = currentToken();
    if (token) request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.upload.onprogress = (event) =>
      event.lengthComputable && options.onProgress?.(event.loaded / event.total);
    request.onload = () => {
      const response = new Response(request.responseText, { status: request.status });
      if (response.ok) resolve(JSON.parse(request.responseText) as T);
      else void problemOf(response).then(reject);
    };
    request.onerror = () => reject(new TypeError('network'));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    options.signal?.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}
