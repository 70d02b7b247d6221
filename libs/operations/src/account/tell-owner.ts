import type { Transaction } from '@quanheng/database';
import type { MessageData } from '@quanheng/notifications';
import { tell } from '../notification/tell.js';

/** Tells the owner of an account that what opens it was changed (`domain.md` section 2): never to what. In real time, as log-in is. */
export function tellOwner(
  tx: Transaction,
  accountId: string,
  change: MessageData<'account.changed'>['change'],
): Promise<string> {
  const params = { change, at: new Date().toISOString() };
  return tell(tx, { accountId }, { template: 'account.changed', params, link: '/security' });
}
