import { InvitationEntity, systemContext } from '@quanheng/database';
import { toBusinessDate } from '@quanheng/domain';
import { buildMessage, DeliveryError } from '@quanheng/notifications';
import { invitationUrl, newLinkToken } from '@quanheng/operations';
import { PermanentJobError, type JobContext, type JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';

type Invited = InvitationEntity & { organisationName: string | null };

/**
 * Makes the link of an invitation and sends it by e-mail, else by SMS. The link is nowhere but in the message: a second
 * try makes another one, and the last one sent is the one that works.
 */
export const sendInvitation =
  (services: WorkerServices) =>
  async (
    { invitationId: id, revision }: JobPayloads['account.send-invitation'],
    { requestId }: JobContext,
  ): Promise<void> => {
    const context = systemContext(requestId ?? null);
    const { token, hash } = newLinkToken(id);
    const invited = await services.database.write(context, async (tx) => {
      // Of real time, also in the demo. A newer revision has its own job.
      const rows = await tx.query<Invited>(
        `WITH due AS (UPDATE invitation SET sent_hash = $2 WHERE id = $1 AND version >= $3 AND sent_at IS NULL
             AND accepted_at IS NULL AND withdrawn_at IS NULL AND expires_at > now() RETURNING *)
         SELECT due.id, due.email, due.mobile, invited_by_name AS "invitedByName", expires_at AS "expiresAt",
           coalesce(e.name, i.name) AS "organisationName"
         FROM due LEFT JOIN enterprise e ON e.id = due.enterprise_id LEFT JOIN institution i ON i.id = due.institution_id`,
        [id, hash, revision],
      );
      return rows[0];
    });
    if (!invited) return;
    await send(services, invited, invitationUrl(services.config.PUBLIC_URL, token));
    await services.database.write(context, (tx) =>
      tx.manager.update(InvitationEntity, { id }, { sentAt: new Date() }),
    );
  };

async function send({ channels }: WorkerServices, invited: Invited, url: string): Promise<void> {
  const { id, email, mobile, organisationName, invitedByName: inviterName, expiresAt } = invited;
  const content = buildMessage(
    'account.invitation',
    { organisationName, inviterName, expiresOn: toBusinessDate(expiresAt), url },
    { language: 'zh-CN', platformName: '权衡计量强制检定平台' },
  );
  const [channel, to] = email ? [channels.EMAIL, email] : [channels.SMS, mobile as string];
  try {
    await channel.send({ id, to, ...content });
  } catch (error) {
    throw error instanceof DeliveryError && error.permanent ? new PermanentJobError(error.code) : error;
  }
}
