import { NotificationEntity, type Transaction } from '@quanheng/database';
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
  await tx.manager.insert(NotificationEntity, {
    id,
    enterpriseId: audience.enterpriseId ?? null,
    branchId: audience.branchId ?? null,
    institutionId: audience.institutionId ?? null,
    registrationId: audience.registrationId ?? null,
    profileChangeId: audience.profileChangeId ?? null,
    accountId: audience.accountId ?? null,
    template: message.template,
    params: message.params as never,
    link: message.link,
    createdAt: tx.now,
  });
  tx.emit(buildJob('notification.deliver', { notificationId: id }));
  return id;
}
