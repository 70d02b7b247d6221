import { randomInt } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import {
  AccountEntity,
  ContactCodeEntity,
  EnterpriseEntity,
  ProfileChangeEntity,
  systemContext,
  type Transaction,
} from '@quanheng/database';
import { RECOVERY_CODE_MINUTES } from '@quanheng/domain';
import { buildMessage, DeliveryError } from '@quanheng/notifications';
import { findResumable } from '@quanheng/operations';
import { PermanentJobError, type JobContext, type JobPayloads } from '@quanheng/queues';
import { IsNull } from 'typeorm';
import type { WorkerServices } from '../services.js';

interface Addressee {
  readonly channel: 'EMAIL' | 'SMS';
  readonly to: string;
}

const WORDING = { language: 'zh-CN', platformName: '权衡计量强制检定平台' } as const;
const PAGES = {
  RECOVERY: '/forgot-password',
  RESUME_REGISTRATION: '/register/resume',
  PROFILE_CHANGE: '/profile-change',
  RESUME_PROFILE_CHANGE: '/profile-change',
} as const;

/**
 * Makes a code and sends it to the registered contact (`domain.md` sections 1 and 2). The code is nowhere but in the
 * message: a second try makes another one, and the last one sent is the one that works.
 */
export const sendContactCode =
  (services: WorkerServices) =>
  async (
    { contactCodeId: id }: JobPayloads['account.send-contact-code'],
    { requestId }: JobContext,
  ): Promise<void> => {
    const context = systemContext(requestId ?? null);
    const plan = await services.database.read(context, async (tx) => {
      const row = await tx.manager.findOneBy(ContactCodeEntity, { id });
      // Sessions and codes follow real time, also in the demo.
      if (!row || row.sentAt || row.usedAt || row.expiresAt <= new Date()) return null;
      const addressee = await findAddressee(tx, row);
      return addressee && { row, addressee };
    });
    if (!plan) return;
    const code = String(randomInt(1_000_000)).padStart(6, '0');
    const codeHash = await hash(code);
    await services.database.write(context, (tx) =>
      tx.manager.update(ContactCodeEntity, { id }, { codeHash }),
    );
    await send(services, plan, code);
    await services.database.write(context, (tx) =>
      tx.manager.update(ContactCodeEntity, { id }, { sentAt: new Date() }),
    );
  };

/** Whom a code goes to: only to what is on record, never to an address that the caller gave. */
async function findAddressee(tx: Transaction, row: ContactCodeEntity): Promise<Addressee | null> {
  const { purpose, subject, channel } = row;
  if (purpose === 'RESUME_PROFILE_CHANGE') {
    const change = await tx.manager.findOneBy(ProfileChangeEntity, { caseNumber: subject });
    return change && { channel: 'EMAIL', to: change.applicantEmail };
  }
  const contact = await findContact(tx, row);
  if (purpose === 'RECOVERY') return contact && oneOf(contact, channel);
  const to = channel === 'EMAIL' ? contact?.email : contact?.mobile;
  return to ? { channel: channel === 'EMAIL' ? 'EMAIL' : 'SMS', to } : null;
}

interface Contact {
  readonly email: string | null;
  readonly mobile: string | null;
}

function findContact(tx: Transaction, { purpose, subject }: ContactCodeEntity): Promise<Contact | null> {
  if (purpose === 'RECOVERY')
    return tx.manager.findOneBy(AccountEntity, { loginKey: subject, status: 'ACTIVE' });
  if (purpose === 'PROFILE_CHANGE')
    return tx.manager.findOneBy(EnterpriseEntity, { creditCode: subject, closedAt: IsNull() });
  return findResumable(tx, subject);
}

/** Whoever forgot the password may have forgotten, too, which contact is registered: the other one, where only that is. */
function oneOf({ email, mobile }: Contact, channel: 'EMAIL' | 'MOBILE'): Addressee | null {
  const byMail = email && ({ channel: 'EMAIL', to: email } as const);
  const bySms = mobile && ({ channel: 'SMS', to: mobile } as const);
  return (channel === 'EMAIL' ? byMail || bySms : bySms || byMail) || null;
}

async function send(
  { channels, config }: WorkerServices,
  { row, addressee }: { row: ContactCodeEntity; addressee: Addressee },
  code: string,
): Promise<void> {
  const { id, purpose } = row;
  const data = { code, minutes: RECOVERY_CODE_MINUTES, url: `${config.PUBLIC_URL}${PAGES[purpose]}` };
  const content =
    purpose === 'RECOVERY'
      ? buildMessage('account.recovery-code', data, WORDING)
      : buildMessage('account.contact-code', { ...data, purpose }, WORDING);
  try {
    await channels[addressee.channel].send({ id, to: addressee.to, ...content });
  } catch (error) {
    throw error instanceof DeliveryError && error.permanent ? new PermanentJobError(error.code) : error;
  }
}
