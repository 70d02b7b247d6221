import {
  AttachmentEntity,
  InstitutionEntity,
  lockForMove,
  RegistrationEntity,
  type TenantContext,
  type Transaction,
} from '@quanheng/database';
import { DomainError, PAPER_KINDS, REGISTRATION_FIELDS, type PaperKind } from '@quanheng/domain';
import { In, IsNull } from 'typeorm';

/** Whether the caller is the registrant, or the institution that it was submitted to. */
export function isOwn(context: TenantContext, row: RegistrationEntity): boolean {
  if (row.id === context.registrationId) return true;
  return (
    context.kind === 'institution' && row.institutionId === context.institutionId && row.status !== 'DRAFT'
  );
}

/**
 * The steps that see beyond the caller's own rows (is the credit code taken? which account becomes the admin?) run with
 * the system's sight under the caller's name. Whose registration it is, is then asked here instead of by row security.
 */
export const withSystemSight = (context: TenantContext): TenantContext => ({ ...context, kind: 'system' });

/** @throws DomainError `record.not-found` for somebody else's, `record.stale` */
export async function lockOwn(
  tx: Transaction,
  context: TenantContext,
  id: string,
  version: number | null,
): Promise<RegistrationEntity> {
  const row = await lockForMove(tx, RegistrationEntity, id, null);
  if (!isOwn(context, row)) throw new DomainError('record.not-found', { id });
  if (version !== null && row.version !== version) {
    throw new DomainError('record.stale', { id, version: row.version });
  }
  return row;
}

/** @throws DomainError `record.not-found` */
export async function getOwn(
  tx: Transaction,
  context: TenantContext,
  id: string,
): Promise<RegistrationEntity> {
  const row = await tx.manager.findOneBy(RegistrationEntity, { id });
  if (!row || !isOwn(context, row)) throw new DomainError('record.not-found', { id });
  return row;
}

/** In the order of the kinds, whichever was uploaded last. */
export async function findPapers(tx: Transaction, registrationId: string): Promise<AttachmentEntity[]> {
  const kind = In([...PAPER_KINDS]);
  const papers = await tx.manager.findBy(AttachmentEntity, { registrationId, kind, deletedAt: IsNull() });
  const orderOf = (paper: AttachmentEntity) => PAPER_KINDS.indexOf(paper.kind as PaperKind);
  return papers.sort((a, b) => orderOf(a) - orderOf(b));
}

/** What lies at a place that a reviewer can return: a field as it is stored, or the id of a paper. */
export function heldAt(
  target: string,
  row: RegistrationEntity,
  papers: readonly AttachmentEntity[],
): string | null {
  const field = REGISTRATION_FIELDS.find((each) => each === target);
  return (field ? row[field] : papers.find(({ kind }) => kind === target)?.id) ?? null;
}

export async function findInstitution(tx: Transaction, id: string | null): Promise<InstitutionEntity | null> {
  return id ? tx.manager.findOneBy(InstitutionEntity, { id }) : null;
}
