import { randomUUID } from 'node:crypto';
import {
  authLogin,
  createClient,
  createConfig,
  type AccountDto,
  type ProblemDetails,
} from '@quanheng/api-client';
import { documentedFetch } from './documented-fetch.js';

type Client = ReturnType<typeof createClient>;

/** Somebody who calls the API: with a session, or nobody in particular. */
export interface Person {
  readonly client: Client;
  readonly account: AccountDto | null;
}

/** An instance as its callers know it: nothing but its address and its OpenAPI document. */
export interface Api {
  readonly baseUrl: string;
  readonly visitor: () => Person;
  readonly login: (loginName: string, password: string) => Promise<Person>;
}

/** The API's refusal, as the program that called reads it. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: ProblemDetails,
  ) {
    super(`${status} ${problem.code}: ${problem.detail} ${JSON.stringify(problem.errors)}`);
  }
}

const TOO_MANY = 429;

export async function openApi(baseUrl: string): Promise<Api> {
  const checked = await documentedFetch(baseUrl);
  // A well-behaved client waits as long as it is told to.
  const patient: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const response = await checked(request.clone());
    if (response.status !== TOO_MANY) return response;
    await new Promise((done) => setTimeout(done, 1000 * Number(response.headers.get('retry-after') ?? 1)));
    return patient(request);
  };
  const clientFor = (token?: string) =>
    createClient(createConfig({ baseUrl, fetch: patient, auth: () => token }));
  return {
    baseUrl,
    visitor: () => ({ client: clientFor(), account: null }),
    login: async (loginName, password) => {
      const session = await answer(authLogin({ client: clientFor(), body: { loginName, password } }));
      return { client: clientFor(session.accessToken), account: session.account };
    },
  };
}

type Call<T> = Promise<{ data?: T; error?: unknown; response?: Response }>;

/** The body of an answer. @throws Refusal */
export async function answer<T>(call: Call<T>): Promise<NonNullable<T>> {
  const { data, error, response } = await call;
  if (!response) throw error;
  if (!response.ok) throw new Refusal(response.status, error as ProblemDetails);
  return data as NonNullable<T>;
}

/** The refusal of a call that must be refused. */
export async function refusal(call: Call<unknown>): Promise<Refusal> {
  const given = await answer(call).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (given instanceof Refusal) return given;
  throw given ?? new Error('The call was expected to be refused, but it was not');
}

/** For a POST that creates or decides: repeated with the same key it has one effect. */
export const once = () => ({ 'Idempotency-Key': randomUUID() });
/** For a decision about the version that was read. */
export const onVersion = (version: number) => ({ ...once(), 'If-Match': `"v${version}"` });
