import {
  AccountEntity,
  EnterpriseEntity,
  ProfileChangeEntity,
  RegistrationEntity,
  WechatBindingEntity,
  type NotificationEntity,
  type Transaction,
} from '@quanheng/database';

/** Whom a message is for, and what they are registered with. */
export interface Recipient {
  readonly name: string;
  readonly email: string | null;
  readonly mobile: string | null;
  /** Who bound WeChat, as the applications of one owner know them. */
  readonly unionId?: string | null;
}

/** Null where nobody is left; the inbox has the message all the same. */
export async function findRecipient(
  tx: Transaction,
  { enterpriseId, registrationId, profileChangeId, accountId, template }: NotificationEntity,
): Promise<Recipient | null> {
  if (accountId) return findPerson(tx, accountId);
  if (enterpriseId) {
    const row = await tx.manager.findOneByOrFail(EnterpriseEntity, { id: enterpriseId });
    const { name, email, mobile, contactAccountId } = row;
    return { name, email, mobile, unionId: await findUnionId(tx, contactAccountId) };
  }
  if (profileChangeId) return findApplicant(tx, profileChangeId, template);
  return registrationId ? findRegistrant(tx, registrationId) : null;
}

async function findPerson(tx: Transaction, id: string): Promise<Recipient | null> {
  const account = await tx.manager.findOneBy(AccountEntity, { id });
  if (!account) return null;
  const { displayName: name, email, mobile } = account;
  return { name, email, mobile, unionId: await findUnionId(tx, id) };
}

async function findUnionId(tx: Transaction, accountId: string | null): Promise<string | null> {
  if (!accountId) return null;
  return (await tx.manager.findOneBy(WechatBindingEntity, { accountId }))?.unionId ?? null;
}

async function findRegistrant(tx: Transaction, id: string): Promise<Recipient | null> {
  const registration = await tx.manager.findOneBy(RegistrationEntity, { id });
  if (!registration) return null; // a draft that was deleted since
  const account = await tx.manager.findOneBy(AccountEntity, { id: registration.accountId });
  const { email, mobile, enterpriseName } = registration;
  return {
    name: enterpriseName ?? '',
    email: email ?? account?.email ?? null,
    mobile: mobile ?? account?.mobile ?? null,
  };
}

/** What says that the contact has changed goes to the one before, at the old address. */
const TO_FORMER_CONTACT: readonly string[] = ['profile-change.contact-replaced', 'account.changed'];

/** Whoever asked for the change. */
async function findApplicant(tx: Transaction, id: string, template: string): Promise<Recipient | null> {
  const change = await tx.manager.findOneBy(ProfileChangeEntity, { id });
  if (!change) return null;
  const { before, applicantName, applicantEmail, applicantMobile } = change;
  if (!TO_FORMER_CONTACT.includes(template))
    return { name: applicantName, email: applicantEmail, mobile: applicantMobile };
  return before && { name: before.contactPerson, email: before.email, mobile: before.mobile };
}
