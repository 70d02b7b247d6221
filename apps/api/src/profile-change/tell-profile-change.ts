import {
  EnterpriseEntity,
  InstitutionEntity,
  type ProfileChangeEntity,
  type Transaction,
} from '@quanheng/database';
import { normalizeText } from '@quanheng/domain';
import { tell, tellOwner } from '@quanheng/operations';
import type { Applied } from './apply-profile-change.js';

const ORGANISATION = '/e/organisation';
const FOLLOW = '/profile-change';

async function about(tx: Transaction, { caseNumber, institutionId }: ProfileChangeEntity) {
  const { name } = await tx.manager.findOneByOrFail(InstitutionEntity, { id: institutionId });
  return { caseNumber, institutionName: name };
}

/** Whoever asked, who need not be anybody on record, and the enterprise (`domain.md` section 9). */
export async function tellReturned(
  tx: Transaction,
  row: ProfileChangeEntity,
  reasons: { place: string; reason: string }[],
): Promise<void> {
  const params = { ...(await about(tx, row)), reasons };
  await tell(tx, { profileChangeId: row.id }, { template: 'profile-change.returned', params, link: FOLLOW });
  await tell(
    tx,
    { enterpriseId: row.enterpriseId },
    { template: 'profile-change.returned', params, link: ORGANISATION },
  );
}

export async function tellRejected(tx: Transaction, row: ProfileChangeEntity, reason: string): Promise<void> {
  const params = { ...(await about(tx, row)), reason };
  await tell(tx, { profileChangeId: row.id }, { template: 'profile-change.rejected', params, link: FOLLOW });
  await tell(
    tx,
    { enterpriseId: row.enterpriseId },
    { template: 'profile-change.rejected', params, link: ORGANISATION },
  );
}

/** The enterprise's message goes to the new contact; the former one is told that the access has ended. */
export async function tellApproved(
  tx: Transaction,
  row: ProfileChangeEntity,
  applied: Applied,
): Promise<void> {
  const params = await about(tx, row);
  const { newLoginName: loginName, formerContactLeaves, movedAccountId } = applied;
  await tell(
    tx,
    { enterpriseId: row.enterpriseId },
    {
      template: 'profile-change.approved',
      params: { ...params, loginName },
      link: loginName ? '/forgot-password' : ORGANISATION,
    },
  );
  // Where the applicant is the contact, one message says it all.
  const { email } = await tx.manager.findOneByOrFail(EnterpriseEntity, { id: row.enterpriseId });
  if (normalizeText(email) !== normalizeText(row.applicantEmail))
    await tell(
      tx,
      { profileChangeId: row.id },
      { template: 'profile-change.approved', params: { ...params, loginName: null }, link: '/' },
    );
  if (movedAccountId) await tellMoved(tx, row, movedAccountId);
  if (!formerContactLeaves) return;
  await tell(
    tx,
    { profileChangeId: row.id },
    { template: 'profile-change.contact-replaced', params, link: '/' },
  );
}

/** At the new address and at the old one: whoever reads the old one may be whom it was taken from (`domain.md` section 2). */
async function tellMoved(tx: Transaction, { id }: ProfileChangeEntity, accountId: string): Promise<void> {
  await tellOwner(tx, accountId, 'CONTACT');
  const params = { change: 'CONTACT' as const, at: new Date().toISOString() };
  await tell(tx, { profileChangeId: id }, { template: 'account.changed', params, link: '/forgot-password' });
}
