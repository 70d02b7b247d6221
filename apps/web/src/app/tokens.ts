import type { Role } from '@quanheng/domain';
import { newKey } from './idempotencyKey';

export interface Account {
  id: string;
  displayName: string;
  roles: Role[];
  enterprise: { id: string; name: string } | null;
  /** The branch that a member is bound to. */
  branch?: { id: string; name: string } | null;
  institution: { id: string; name: string } | null;
  registrationId: string | null;
  registrationStatus: string | null;
}

export interface SessionAnswer {
  accessToken: string;
  expiresIn: number;
  account: Account;
}

/** The access token lives in memory only; the refresh token in an HttpOnly cookie that scripts can't read. */
let accessToken: string | undefined;
let renewing: Promise<SessionAnswer | undefined> | undefined;
let onChange: (answer: SessionAnswer | undefined) => void = () => undefined;

export const currentToken = (): string | undefined => accessToken;

/** Tells the session store of tokens renewed or lost behind its back. */
export function onSessionChange(listener: typeof onChange): void {
  onChange = listener;
}

export function keepSession(answer: SessionAnswer | undefined): void {
  accessToken = answer?.accessToken;
  onChange(answer);
}

/**
 * One refresh at a time, across tabs too: refresh tokens rotate, and two tabs using the same one would look like theft
 * and end the session.
 */
export function renewSession(): Promise<SessionAnswer | undefined> {
  renewing ??= inOneTab(requestRefresh).finally(() => (renewing = undefined));
  return renewing;
}

async function requestRefresh(): Promise<SessionAnswer | undefined> {
  const response = await fetch(`${location.origin}/api/v1/auth/refresh`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'quanheng-web', 'Idempotency-Key': newKey() },
  });
  if (response.status >= 500) throw new TypeError('refresh failed');
  const answer = response.ok ? ((await response.json()) as SessionAnswer) : undefined;
  keepSession(answer);
  return answer;
}

/** Web Locks exist in secure contexts only; without them a single tab is the best that can be had. */
function inOneTab<T>(work: () => Promise<T>): Promise<T> {
  if (!('locks' in navigator)) return work();
  return navigator.locks.request('quanheng-refresh', work) as Promise<T>;
}
