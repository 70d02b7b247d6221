import {
  AccountEntity,
  type EnterpriseEntity,
  EnterpriseFormerNameEntity,
  type ProfileChangeEntity,
  type Transaction,
} from '@quanheng/database';
import { changedFields } from '@quanheng/domain';
import { uuidv7 } from 'uuidv7';
import { revokeSessions } from '../account/session.service.js';

export interface Applied {
  /** Of an account made for the new contact, who gets in by 忘记密码. */
  readonly newLoginName: string | null;
  readonly formerContactLeaves: boolean;
  /** Whose address or number has changed, the person staying the same. */
  readonly movedAccountId: string | null;
}

const NOBODY_MOVED: Applied = { newLoginName: null, formerContactLeaves: false, movedAccountId: null };

/** What an approved change does to the enterprise, locked by the caller, and to its contact's access (`domain.md` §1). */
export async function applyChange(
  tx: Transaction,
  change: ProfileChangeEntity,
  enterprise: EnterpriseEntity,
  unusablePassword: string,
): Promise<Applied> {
  const fields: readonly string[] = changedFields(change.kinds);
  const former = { ...enterprise };
  if (fields.includes('enterpriseName')) await rename(tx, change, enterprise);
  if (fields.includes('legalRepresentative'))
    enterprise.legalRepresentative = change.legalRepresentative as string;
  const { contactPerson, mobile, email } = change;
  if (fields.includes('contactPerson')) Object.assign(enterprise, { contactPerson, mobile, email });
  const applied = fields.includes('contactPerson')
    ? await moveAccess(tx, enterprise, former, unusablePassword)
    : NOBODY_MOVED;
  await tx.manager.save(enterprise);
  await tx.query('UPDATE attachment SET enterprise_id = $2 WHERE profile_change_id = $1', [
    change.id,
    enterprise.id,
  ]);
  return applied;
}

async function rename(
  tx: Transaction,
  change: ProfileChangeEntity,
  enterprise: EnterpriseEntity,
): Promise<void> {
  if (enterprise.name === change.enterpriseName) return;
  const [last] = await tx.manager.find(EnterpriseFormerNameEntity, {
    where: { enterpriseId: enterprise.id },
    order: { usedUntil: 'DESC', id: 'DESC' },
    take: 1,
  });
  await tx.manager.insert(EnterpriseFormerNameEntity, {
    id: uuidv7(),
    enterpriseId: enterprise.id,
    name: enterprise.name,
    usedFrom: last?.usedUntil ?? enterprise.approvedOn,
    usedUntil: tx.today,
    profileChangeId: change.id,
  });
  enterprise.name = change.enterpriseName as string;
}

/**
 * The same person under another number keeps the account; another person, already a member or new, becomes the admin,
 * and the former contact's account is closed. Either way the former contact's sessions end at the next request.
 */
async function moveAccess(
  tx: Transaction,
  enterprise: EnterpriseEntity,
  former: EnterpriseEntity,
  unusablePassword: string,
): Promise<Applied> {
  const { mobile, email, contactPerson } = enterprise;
  const old = await findContactAccount(tx, former);
  if (old) await revokeSessions(tx, old.id);
  if (old && former.contactPerson === contactPerson) {
    const isSame = former.mobile === mobile && former.email === email;
    await tx.manager.save(Object.assign(old, { mobile, email }));
    enterprise.contactAccountId = old.id;
    if (isSame) return NOBODY_MOVED;
    audit(tx, 'account.change-contact', old.id, enterprise.id);
    return { ...NOBODY_MOVED, movedAccountId: old.id };
  }
  const member = await findMember(tx, enterprise, old?.id ?? null);
  if (old) await close(tx, old, enterprise.id);
  if (member) {
    const roles = [
      ...new Set([
        ...member.roles.filter((role) => role !== 'ENTERPRISE_VIEWER'),
        'ENTERPRISE_ADMIN' as const,
      ]),
    ];
    await tx.manager.save(Object.assign(member, { roles }));
    await revokeSessions(tx, member.id);
    enterprise.contactAccountId = member.id;
    audit(tx, 'account.become-contact', member.id, enterprise.id);
    return { ...NOBODY_MOVED, formerContactLeaves: old !== null };
  }
  const created = await createContact(tx, enterprise, unusablePassword);
  enterprise.contactAccountId = created.id;
  return { ...NOBODY_MOVED, newLoginName: created.loginName, formerContactLeaves: old !== null };
}

/** Whose access follows the contact: who is named, else the oldest admin. */
async function findContactAccount(
  tx: Transaction,
  { id, contactAccountId }: EnterpriseEntity,
): Promise<AccountEntity | null> {
  if (contactAccountId)
    return tx.manager.findOneBy(AccountEntity, { id: contactAccountId, enterpriseId: id });
  const admins = await tx.manager.find(AccountEntity, {
    where: { enterpriseId: id, status: 'ACTIVE' },
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  return admins.find(({ roles }) => roles.includes('ENTERPRISE_ADMIN')) ?? null;
}

async function findMember(
  tx: Transaction,
  { id: enterpriseId, mobile, email }: EnterpriseEntity,
  oldId: string | null,
): Promise<AccountEntity | null> {
  const members = await tx.manager.find(AccountEntity, {
    where: [
      { enterpriseId, mobile, status: 'ACTIVE' },
      { enterpriseId, email, status: 'ACTIVE' },
    ],
    order: { createdAt: 'ASC', id: 'ASC' },
  });
  return members.find((member) => member.id !== oldId) ?? null;
}

async function close(tx: Transaction, account: AccountEntity, enterpriseId: string): Promise<void> {
  account.status = 'DISABLED';
  await tx.manager.save(account);
  audit(tx, 'account.disable', account.id, enterpriseId);
}

/** Its login name is the credit code with a number: no personal data, and easily told by telephone. */
async function createContact(
  tx: Transaction,
  { id: enterpriseId, creditCode, contactPerson, mobile, email }: EnterpriseEntity,
  passwordHash: string,
): Promise<AccountEntity> {
  const [{ count } = { count: 0 }] = await tx.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM account WHERE login_key LIKE $1`,
    [`${creditCode.toLowerCase()}-%`],
  );
  const loginName = `${creditCode}-${count + 1}`;
  const account = tx.manager.create(AccountEntity, {
    ...{ id: uuidv7(), enterpriseId, loginName, mobile, email, passwordHash },
    loginKey: loginName.toLowerCase(),
    displayName: contactPerson,
    status: 'ACTIVE',
    roles: ['ENTERPRISE_ADMIN'],
  });
  await tx.manager.save(account);
  audit(tx, 'account.create', account.id, enterpriseId);
  return account;
}

function audit(tx: Transaction, action: string, objectId: string, enterpriseId: string): void {
  tx.audit({ action, objectType: 'account', objectId, enterpriseId });
}
