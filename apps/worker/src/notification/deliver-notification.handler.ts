import {
  AccountEntity,
  DeliveryEntity,
  EnterpriseEntity,
  NotificationEntity,
  ProfileChangeEntity,
  RegistrationEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import { buildMessage, DeliveryError, type MessageName } from '@quanheng/notifications';
import { PermanentJobError, type JobContext, type JobPayloads } from '@quanheng/queues';
import { In } from 'typeorm';
import { uuidv7 } from 'uuidv7';
import type { WorkerServices } from '../services.js';

interface Recipient {
  readonly to: string;
  readonly name: string;
}

/**
 * Sends one message of an inbox by e-mail to its enterprise, registrant or person (`domain.md` section 9). Messages to an
 * institution stay in its inbox. The provider gets the message's id, so that one sent twice can be recognised.
 */
export const deliverNotification =
  (services: WorkerServices) =>
  async (
    { notificationId }: JobPayloads['notification.deliver'],
    { requestId, attempt }: JobContext,
  ): Promise<void> => {
    const context = systemContext(requestId ?? null);
    const plan = await services.database.read(context, (tx) => planDelivery(tx, notificationId));
    if (!plan) return;
    const { notification, recipient } = plan;
    if (!recipient)
      return record(services, requestId, notificationId, { status: 'NO_ADDRESS', attempts: attempt });
    try {
      const content = buildMessage(
        notification.template as MessageName,
        {
          ...notification.params,
          enterpriseName: recipient.name,
          url: `${services.config.PUBLIC_URL}${notification.link ?? ''}`,
        } as never,
        { language: 'zh-CN', platformName: '权衡计量强制检定平台' },
      );
      const { providerId } = await services.channels.EMAIL.send({
        id: notificationId,
        to: recipient.to,
        ...content,
      });
      await record(services, requestId, notificationId, { status: 'SENT', attempts: attempt, providerId });
    } catch (error) {
      if (!(error instanceof DeliveryError)) throw error;
      await record(services, requestId, notificationId, {
        status: 'FAILED',
        attempts: attempt,
        error: error.code,
      });
      throw error.permanent ? new PermanentJobError(error.code) : error;
    }
  };

/** What to send to whom; null when it has been sent already or is gone. */
async function planDelivery(
  tx: Transaction,
  id: string,
): Promise<{ notification: NotificationEntity; recipient: Recipient | null } | null> {
  const notification = await tx.manager.findOneBy(NotificationEntity, { id });
  if (!notification || notification.institutionId) return null;
  const done = await tx.manager.existsBy(DeliveryEntity, {
    notificationId: id,
    channel: 'EMAIL',
    status: In(['SENT', 'NO_ADDRESS']),
  });
  return done ? null : { notification, recipient: await findRecipient(tx, notification) };
}

async function findRecipient(
  tx: Transaction,
  { enterpriseId, registrationId, profileChangeId, accountId, template }: NotificationEntity,
): Promise<Recipient | null> {
  if (accountId) {
    const account = await tx.manager.findOneBy(AccountEntity, { id: accountId });
    return account?.email ? { to: account.email, name: account.displayName } : null;
  }
  if (enterpriseId) {
    const enterprise = await tx.manager.findOneByOrFail(EnterpriseEntity, { id: enterpriseId });
    return { to: enterprise.email, name: enterprise.name };
  }
  if (profileChangeId) return findApplicant(tx, profileChangeId, template);
  if (!registrationId) return null;
  const registration = await tx.manager.findOneBy(RegistrationEntity, { id: registrationId });
  if (!registration) return null; // a draft that was deleted since
  const account = await tx.manager.findOneBy(AccountEntity, { id: registration.accountId });
  const to = registration.email ?? account?.email;
  return to ? { to, name: registration.enterpriseName ?? '' } : null;
}

/** Whoever asked for the change; what says that the contact has changed goes to the one before. */
async function findApplicant(tx: Transaction, id: string, template: string): Promise<Recipient | null> {
  const change = await tx.manager.findOneBy(ProfileChangeEntity, { id });
  if (!change) return null;
  const isFormer = template === 'profile-change.contact-replaced';
  const to = isFormer ? change.before?.email : change.applicantEmail;
  return to ? { to, name: isFormer ? (change.before?.contactPerson ?? '') : change.applicantName } : null;
}

type Outcome = Partial<Pick<DeliveryEntity, 'status' | 'attempts' | 'providerId' | 'error'>>;

async function record(
  services: WorkerServices,
  requestId: string | undefined,
  notificationId: string,
  outcome: Outcome,
): Promise<void> {
  await services.database.write(systemContext(requestId ?? null), (tx) =>
    tx.manager.upsert(
      DeliveryEntity,
      {
        id: uuidv7(),
        notificationId,
        channel: 'EMAIL',
        sentAt: outcome.status === 'SENT' ? tx.now : null,
        error: null,
        ...outcome,
      },
      { conflictPaths: ['notificationId', 'channel'], skipUpdateIfNoValuesChanged: true },
    ),
  );
}
