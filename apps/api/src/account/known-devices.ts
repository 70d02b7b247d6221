import type { Transaction } from '@quanheng/database';
import { tell } from '@quanheng/operations';
import type { Browser } from './auth-cookies.js';
import { deviceName } from './device-name.js';

/**
 * Remembers where an account signs in from. The first device of an account is no news; any further one is told to its
 * owner (`domain.md` section 2).
 */
export async function meetDevice(tx: Transaction, accountId: string, browser: Browser): Promise<void> {
  const [met] = await tx.query<{ is_new: boolean; is_first: boolean }>(
    `WITH met AS (
       INSERT INTO known_device AS d (account_id, device_id, first_seen_at, last_seen_at) VALUES ($1, $2, now(), now())
       ON CONFLICT (account_id, device_id) DO UPDATE SET last_seen_at = now() RETURNING (xmax = 0) AS is_new)
     SELECT is_new, NOT EXISTS (SELECT 1 FROM known_device WHERE account_id = $1 AND device_id <> $2) AS is_first
     FROM met`,
    [accountId, browser.deviceId],
  );
  if (!met?.is_new || met.is_first) return;
  const params = { device: deviceName(browser.userAgent) ?? '—', at: new Date().toISOString() };
  await tell(tx, { accountId }, { template: 'account.new-device', params, link: '/security' });
}
