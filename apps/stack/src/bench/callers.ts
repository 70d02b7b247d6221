import { hash } from '@node-rs/argon2';
import { call, type Call } from './load.js';

export const PASSWORD = 'Quanheng-bench-2026';

export function passwordHash(): Promise<string> {
  return hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

/** Somebody of one enterprise who has logged in. */
export interface Caller {
  readonly enterpriseId: string;
  readonly headers: Record<string, string>;
}

interface Session {
  readonly accessToken: string;
  readonly account: { readonly enterprise: { readonly id: string } };
}

/** Logs in bench1 to bench`count`, as a browser does. */
export async function logIn(origin: string, count: number): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (let n = 1; n <= count; n++) {
    const body = JSON.stringify({ loginName: `bench${n}`, password: PASSWORD });
    const login: Call = { url: `${origin}/api/v1/auth/login`, method: 'POST', body };
    const { accessToken, account } = JSON.parse(await call(login)) as Session;
    const headers = { authorization: `Bearer ${accessToken}` };
    callers.push({ enterpriseId: account.enterprise.id, headers });
  }
  return callers;
}

/** By turns. */
export function inTurn<T>(items: readonly T[]): () => T {
  let at = 0;
  return () => items[at++ % items.length] as T;
}
