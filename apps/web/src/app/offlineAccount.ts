import type { Account } from './tokens';

/**
 * Who may go on without a network on this device: name and roles, no secret. The server is asked again before anything
 * is sent; signing out takes it away, and so does the day after.
 */
const KEY = 'quanheng.offline-account';
const KEPT_MS = 24 * 3_600_000;

export function keepOfflineAccount(account: Account): void {
  localStorage.setItem(KEY, JSON.stringify({ account, at: Date.now() }));
}

export function offlineAccount(): Account | undefined {
  const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as { account: Account; at: number } | null;
  return kept && Date.now() - kept.at < KEPT_MS ? kept.account : undefined;
}

export const forgetOfflineAccount = (): void => localStorage.removeItem(KEY);
