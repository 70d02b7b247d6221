import { client } from '@quanheng/api-client';
import { apiFetch } from './api';

/** The generated functions with our token, language and errors. Import them from here, or they lack all three. */
client.setConfig({ baseUrl: location.origin, fetch: apiFetch, throwOnError: true });

export * from '@quanheng/api-client';

/** The body of an answer: `await answer(filingList({ query, signal }))`. Refusals are thrown as ApiProblem. */
export async function answer<T>(call: Promise<{ data?: T }>): Promise<NonNullable<T>> {
  return (await call).data as NonNullable<T>;
}
