import { NotificationEntity, type Transaction } from '@quanheng/database';
import { buildJob } from '@quanheng/queues';
import { uuidv7 } from 'uuidv7';

/** Whose inbox a message lands in; exactly one is given. */
export interface Audience {
  readonly enterpriseId?: string;
  readonly institutionId?: string;
  readonly registrationId?: string;
}

export interface Message {
  /** Name of a template in `@quanheng/notifications`. */
  readonly template: string;
  /** What its placeholders are filled with: numbers, dates, case numbers; no personal data. */
  readonly params: Record<string, unknown>;
  /** Path in the SPA where it is dealt with. */
  readonly link?: string;
}

/** Puts a message into an inbox and promises its delivery by the other channels, in the caller's transaction. */
export async function tell(tx: Transaction, audience: Audience, message: Message): Promise<string> {
  const id = uuidv7();
  await tx.manager.insert(NotificationEntity, {
    id,
    enterpriseId: audience.enterpriseId ?? null,
    institutionId: audience.institutionId ?? null,
    registrationId: audience.registrationId ?? null,
    template: message.template,
    params: message.params as never,
    link: message.link ?? null,
    createdAt: tx.now,
  });
  tx.emit(buildJob('notification.deliver', { notificationId: id }));
  return id;
}
