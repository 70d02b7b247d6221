import type { Transaction } from '@quanheng/database';
import type { MessageData, MessageName } from '@quanheng/notifications';
import { buildJob } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';

/** Whose inbox a message lands in; exactly one is given. */
export interface Audience {
  readonly enterpriseId?: string;
  /** The branch that it is about; null or left out, it is for all of the enterprise. */
  readonly branchId?: string | null;
  readonly institutionId?: string;
  readonly registrationId?: string;
  readonly profileChangeId?: string;
  readonly accountId?: string;
}

export interface Message<N extends MessageName> {
  readonly template: N;
  /** What the template is filled with besides the reader's name and the address, which the delivery adds. No personal data. */
  readonly params: Omit<MessageData<N>, 'enterpriseName' | 'url'>;
  /** Path in the SPA where it is dealt with. */
  readonly link: string;
}

/** Puts a message into an inbox and promises its delivery by the other channels, in the caller's transaction. */
export async function tell<N extends MessageName>(
  tx: Transaction,
  audience: Audience,
  message: Message<N>,
  id: string = uuidv7(),
): Promise<string> {
  await tellAll(tx, [{ audience, message, id }]);
  return id;
}

export interface Telling<N extends MessageName = MessageName> {
  readonly audience: Audience;
  readonly message: Message<N>;
  readonly id: string;
}

const COLUMNS =
  'id, enterprise_id, branch_id, institution_id, registration_id, profile_change_id, account_id, template, params, link, created_at';

/** The same for many inboxes: one statement, since a morning's digests go to thousands of enterprises. */
export async function tellAll(tx: Transaction, tellings: readonly Telling[]): Promise<void> {
  if (tellings.length === 0) return;
  const rows = tellings.map(({ id, audience, message: { template, params, link } }) => ({
    id,
    enterprise_id: audience.enterpriseId,
    branch_id: audience.branchId,
    institution_id: audience.institutionId,
    registration_id: audience.registrationId,
    profile_change_id: audience.profileChangeId,
    account_id: audience.accountId,
    template,
    params,
    link,
    created_at: tx.now,
  }));
  // One parameter for any number of rows; what an audience leaves out is null.
  await tx.query(
    `INSERT INTO notification (${COLUMNS}) SELECT ${COLUMNS} FROM jsonb_populate_recordset(NULL::notification, $1::jsonb)`,
    [JSON.stringify(rows)],
  );
  for (const { id } of tellings) tx.emit(buildJob('notification.deliver', { notificationId: id }));
}
