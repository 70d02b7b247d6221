import { DeliveryEntity, NotificationEntity, systemContext, type Transaction } from '@quanheng/database';
import { buildMessage, DeliveryError, isUrgent, type MessageName } from '@quanheng/notifications';
import { PermanentJobError, type JobContext, type JobPayloads } from '@quanheng/queues';
import { In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';
import { findRecipient, type Recipient } from './find-recipient.js';

type Channel = DeliveryEntity['channel'];

interface Plan {
  readonly notification: NotificationEntity;
  readonly recipient: Recipient | null;
  /** What is still to be sent, by channel. */
  readonly targets: readonly { channel: Channel; to: string | null }[];
}

/**
 * Sends one message of an inbox to its enterprise, registrant or person (`domain.md` section 9). Messages to an
 * institution stay in its inbox. Each channel is recorded by itself: one that fails holds no other back, and what was
 * sent isn't sent again. The provider gets the message's id, so that one sent twice can be recognised.
 */
export const deliverNotification =
  (services: WorkerServices) =>
  async (
    { notificationId }: JobPayloads['notification.deliver'],
    { requestId, attempt }: JobContext,
  ): Promise<void> => {
    const context = systemContext(requestId ?? null);
    const plan = await services.database.read(context, (tx) => planDelivery(tx, notificationId));
    const failures: DeliveryError[] = [];
    for (const { channel, to } of plan?.targets ?? []) {
      const outcome = to ? await send(services, plan!, channel, to) : { status: 'NO_ADDRESS' as const };
      if (outcome.failure) failures.push(outcome.failure);
      const { failure: _, ...row } = outcome;
      await record(services, requestId, notificationId, { channel, attempts: attempt, ...row });
    }
    const passing = failures.find(({ permanent }) => !permanent);
    if (passing) throw passing;
    if (failures[0]) throw new PermanentJobError(failures[0].code);
  };

/** What to send to whom; null when it is gone or stays in the inbox. */
async function planDelivery(tx: Transaction, id: string): Promise<Plan | null> {
  const notification = await tx.manager.findOneBy(NotificationEntity, { id });
  if (!notification || notification.institutionId) return null;
  const done = await tx.manager.findBy(DeliveryEntity, {
    notificationId: id,
    status: In(['SENT', 'NO_ADDRESS']),
  });
  const recipient = await findRecipient(tx, notification);
  const targets = targetsOf(recipient, notification.template as MessageName);
  return {
    ...{ notification, recipient },
    targets: targets.filter(({ channel }) => !done.some((delivery) => delivery.channel === channel)),
  };
}

/** By e-mail; by SMS too what can't wait, and everything where there is no e-mail address; by WeChat whoever bound it. */
function targetsOf(recipient: Recipient | null, template: MessageName): Plan['targets'] {
  const { email = null, mobile = null, unionId = null } = recipient ?? {};
  const byText = mobile && (!email || isUrgent(template));
  const isNowhere = !mobile && !email;
  return [
    ...(email || isNowhere ? [{ channel: 'EMAIL' as const, to: email }] : []),
    ...(byText ? [{ channel: 'SMS' as const, to: mobile }] : []),
    ...(unionId ? [{ channel: 'WECHAT' as const, to: unionId }] : []),
  ];
}

type Outcome = Partial<Pick<DeliveryEntity, 'status' | 'attempts' | 'providerId' | 'error'>>;

async function send(
  { channels, config }: WorkerServices,
  { notification: { id, template, params, link }, recipient }: Plan,
  channel: Channel,
  to: string,
): Promise<Outcome & { failure?: DeliveryError }> {
  const url = `${config.PUBLIC_URL}${link ?? ''}`;
  const data = { ...params, enterpriseName: recipient?.name ?? '', url };
  const wording = { language: 'zh-CN', platformName: '权衡计量强制检定平台' } as const;
  try {
    const message = buildMessage(template as MessageName, data as never, wording);
    const { providerId } = await channels[channel].send({ id, to, ...message });
    return { status: 'SENT', providerId };
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error;
    return { status: 'FAILED', error: error.code, failure: error };
  }
}

async function record(
  services: WorkerServices,
  requestId: string | undefined,
  notificationId: string,
  outcome: Outcome & { channel: Channel },
): Promise<void> {
  await services.database.write(systemContext(requestId ?? null), (tx) =>
    tx.manager.upsert(
      DeliveryEntity,
      {
        id: uuidv7(),
        notificationId,
        sentAt: outcome.status === 'SENT' ? tx.now : null,
        error: null,
        ...outcome,
      },
      { conflictPaths: ['notificationId', 'channel'], skipUpdateIfNoValuesChanged: true },
    ),
  );
}
