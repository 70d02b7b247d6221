import { randomInt } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import { AccountEntity, RecoveryCodeEntity, systemContext } from '@quanheng/database';
import { RECOVERY_CODE_MINUTES } from '@quanheng/domain';
import { buildMessage, DeliveryError } from '@quanheng/notifications';
import { PermanentJobError, type JobContext, type JobPayloads } from '@quanheng/queues';
import type { WorkerServices } from '../services.js';

/**
 * Makes the code of a recovery and mails it to the registered address (`domain.md` section 2). The code is nowhere but
 * in the mail: a second try makes another one, and the last one sent is the one that works.
 */
export const sendRecoveryCode =
  (services: WorkerServices) =>
  async (
    { recoveryCodeId: id }: JobPayloads['account.send-recovery-code'],
    { requestId }: JobContext,
  ): Promise<void> => {
    const context = systemContext(requestId ?? null);
    const to = await services.database.read(context, async (tx) => {
      const row = await tx.manager.findOneBy(RecoveryCodeEntity, { id });
      // Sessions and codes follow real time, also in the demo.
      if (!row || row.sentAt || row.usedAt || row.expiresAt <= new Date()) return null;
      const { loginKey } = row;
      const account = await tx.manager.findOneBy(AccountEntity, { loginKey, status: 'ACTIVE' });
      return account?.email ?? null;
    });
    if (!to) return;
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const codeHash = await hash(code);
    await services.database.write(context, (tx) =>
      tx.manager.update(RecoveryCodeEntity, { id }, { codeHash }),
    );
    await send(services, id, to, code);
    await services.database.write(context, (tx) =>
      tx.manager.update(RecoveryCodeEntity, { id }, { sentAt: new Date() }),
    );
  };

async function send(
  { channels, config }: WorkerServices,
  id: string,
  to: string,
  code: string,
): Promise<void> {
  const url = `${config.PUBLIC_URL}/forgot-password`;
  const content = buildMessage(
    'account.recovery-code',
    { code, minutes: RECOVERY_CODE_MINUTES, url },
    { language: 'zh-CN', platformName: '权衡计量强制检定平台' },
  );
  try {
    await channels.EMAIL.send({ id, to, ...content });
  } catch (error) {
    throw error instanceof DeliveryError && error.permanent ? new PermanentJobError(error.code) : error;
  }
}
