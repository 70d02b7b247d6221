import {
  AttachmentEntity,
  lockForMove,
  ProfileChangeEntity,
  systemContext,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, PROFILE_CHANGE_PAPERS, type ProfileChangePaper } from '@quanheng/domain';
import { In, IsNull } from 'typeorm';
import type { OpenedKey } from './case-key.js';

/**
 * Whoever holds a case's key acts as its applicant, with the system's sight: which case it is, the key says. A repeated
 * request is compared within that case only.
 */
export function applicantContext(context: TenantContext, { id }: OpenedKey): TenantContext {
  const { idempotency, requestId } = context;
  const scoped = idempotency && { ...idempotency, scope: `${idempotency.scope} ${id}` };
  return { ...systemContext(requestId), roles: ['REGISTRANT'], ...(scoped ? { idempotency: scoped } : {}) };
}

/** @throws DomainError `auth.required` once the key was replaced, `record.stale` */
export async function lockByKey(
  tx: Transaction,
  { id, serial }: OpenedKey,
  version: number | null,
): Promise<ProfileChangeEntity> {
  const row = await lockForMove(tx, ProfileChangeEntity, id, null);
  if (row.keySerial !== serial) throw new DomainError('auth.required');
  if (version !== null && row.version !== version)
    throw new DomainError('record.stale', { id, version: row.version });
  return row;
}

export async function getByKey(tx: Transaction, { id, serial }: OpenedKey): Promise<ProfileChangeEntity> {
  const row = await tx.manager.findOneBy(ProfileChangeEntity, { id, keySerial: serial });
  if (!row) throw new DomainError('auth.required');
  return row;
}

/** In the order of the kinds, whichever was uploaded last. */
export async function findChangePapers(
  tx: Transaction,
  profileChangeId: string,
): Promise<AttachmentEntity[]> {
  const kind = In([...PROFILE_CHANGE_PAPERS]);
  const papers = await tx.manager.findBy(AttachmentEntity, { profileChangeId, kind, deletedAt: IsNull() });
  const orderOf = (paper: AttachmentEntity) =>
    PROFILE_CHANGE_PAPERS.indexOf(paper.kind as ProfileChangePaper);
  return papers.sort((a, b) => orderOf(a) - orderOf(b));
}
